/** Answering: the other side of a thread: takes questions and sends answers or problems back. */
import { parentPort } from 'node:worker_threads'
import { AppError, messageOf } from './errors.ts'
import type { Outcome, Problem, ThreadAnswer, ThreadQuestion } from './thread.ts'

/** Answers every question of the thread that this module runs in. */
export function answerWith<Q>(answer: (question: Q) => Promise<unknown>): void {
  const say = (message: ThreadAnswer) => parentPort?.postMessage(message)
  parentPort?.on('message', async ({ id, question }: ThreadQuestion<Q>) => {
    try {
      say({ id, answer: await answer(question) })
    } catch (error) {
      say({ id, problem: problemOf(error) })
    }
  })
}

/** Answers questions that come in groups; each may fail by itself. */
export function answerEach<Q>(answer: (question: Q) => unknown): void {
  answerWith<readonly Q[]>(async (group) => {
    const outcomes: Outcome[] = []
    for (const question of group) {
      try {
        outcomes.push({ answer: await answer(question) })
      } catch (error) {
        outcomes.push({ problem: problemOf(error) })
      }
    }
    return outcomes
  })
}

const problemOf = (error: unknown): Problem => ({ kind: error instanceof AppError ? error.kind : 'bug', message: messageOf(error) })
