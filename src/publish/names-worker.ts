/** Names worker: what runs in the names thread. It reads as the web process does, and answers questions one after another. */
import { parentPort, workerData } from 'node:worker_threads'
import { openDb } from '../db/client.ts'
import { messageOf } from '../errors.ts'
import { createNameMatcher } from './match-names.ts'
import type { NamesAnswer, NamesQuestion } from './names-thread.ts'

const { url, role } = workerData as { url: string; role: string | null }
const { db } = openDb(url, { max: 2, ...(role ? { role } : {}) })
const matcher = createNameMatcher(db)

parentPort?.on('message', async (question: NamesQuestion) => {
  const say = (answer: NamesAnswer) => parentPort?.postMessage(answer)
  try {
    say({
      id: question.id,
      answer: await (question.ask === 'match' ? matcher.match(question.queries, question.limit) : matcher.suggest(question.text, question.limit)),
    })
  } catch (error) {
    say({ id: question.id, problem: messageOf(error) })
  }
})
