/** Thread: work that would hold up a process, in a thread of its own, asked by questions and answers. */
import { Worker } from 'node:worker_threads'
import { InvalidError, UnavailableError } from './errors.ts'

export type ThreadQuestion<Q> = { readonly id: number; readonly question: Q }
export type Problem = { readonly kind: string; readonly message: string }
export type ThreadAnswer = { readonly id: number; readonly answer?: unknown; readonly problem?: Problem }
/** What came of one question of a group. */
export type Outcome = { readonly answer: unknown } | { readonly problem: Problem }
export type Thread<Q> = {
  readonly ask: <A>(question: Q) => Promise<A>
  /** Starts it before the first question. */
  readonly prepare: () => void
  readonly close: () => Promise<void>
}
export type ThreadOptions = {
  readonly data: unknown
  readonly heapMb: number
  /** What it may make before it looks for what is of no use any more; Node's own measure without it. */
  readonly youngMb?: number
  /** It ends when nothing was asked for so long, and is started again at the next question; without it, it stays. */
  readonly idleMs?: number
  readonly trouble: string
}

/**
 * A thread that answers questions. It starts at the first one; one that ended is started again at the next. Refusals (InvalidError)
 * come through as they are, everything else as an UnavailableError that begins with `trouble`.
 */
export function createThread<Q>(file: URL, options: ThreadOptions): Thread<Q> {
  let thread: Worker | null = null
  let asked = 0
  let idle: NodeJS.Timeout | undefined
  const waiting = new Map<number, { resolve: (answer: unknown) => void; reject: (error: Error) => void }>()

  function start(): Worker {
    // Plain Node: what this process was started with may not be there for a thread.
    const started = new Worker(file, {
      workerData: options.data,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: options.heapMb, ...(options.youngMb ? { maxYoungGenerationSizeMb: options.youngMb } : {}) },
    })
    started.on('message', ({ id, answer, problem }: ThreadAnswer) => {
      const asker = waiting.get(id)
      waiting.delete(id)
      if (waiting.size === 0) rest(started)
      if (problem === undefined) asker?.resolve(answer)
      else asker?.reject(problem.kind === 'invalid' ? new InvalidError(problem.message) : new UnavailableError(`${options.trouble}: ${problem.message}`))
    })
    const end = (why: string) => {
      if (thread !== started) return // what waits now waits for another
      thread = null
      refuse(why)
    }
    started.on('error', (error: Error) => end(error.message))
    started.on('exit', () => end('its thread ended'))
    started.unref()
    return started
  }
  function refuse(why: string): void {
    for (const { reject } of waiting.values()) reject(new UnavailableError(`${options.trouble}: ${why}. Try again in a minute.`))
    waiting.clear()
  }
  async function close(): Promise<void> {
    const running = thread
    thread = null
    clearTimeout(idle)
    refuse('it is being stopped')
    await running?.terminate()
  }
  function rest(resting: Worker): void {
    resting.unref()
    clearTimeout(idle)
    if (options.idleMs !== undefined) idle = setTimeout(() => void close(), options.idleMs).unref()
  }
  return {
    ask<A>(question: Q) {
      clearTimeout(idle)
      thread ??= start()
      const current = thread
      return new Promise<A>((resolve, reject) => {
        asked += 1
        waiting.set(asked, { resolve: resolve as (answer: unknown) => void, reject })
        current.ref() // whoever waits for an answer is not done
        current.postMessage({ id: asked, question } satisfies ThreadQuestion<Q>)
      })
    },
    prepare() {
      if (thread === null) rest((thread = start()))
    },
    close,
  }
}

/** Two groups are with the thread at a time: it goes on with the second while we hear of the first. */
const IN_FLIGHT = 2

/**
 * Asks a thread one by one; what is asked meanwhile goes to it together, up to `most` at once. Each question has an answer or a problem of
 * its own, of which `failed` makes an error; when the thread itself fails, all of its group do.
 */
export function askTogether<Q, A>(thread: Thread<readonly Q[]>, most: number, failed: (problem: Problem) => Error): (question: Q) => Promise<A> {
  const waiting: { question: Q; resolve: (answer: A) => void; reject: (error: unknown) => void }[] = []
  let inFlight = 0
  async function send(): Promise<void> {
    if (inFlight >= IN_FLIGHT || waiting.length === 0) return
    const group = waiting.splice(0, most)
    inFlight += 1
    try {
      const outcomes = await thread.ask<readonly Outcome[]>(group.map(({ question }) => question))
      for (const [i, { resolve, reject }] of group.entries()) {
        const outcome = outcomes[i] as Outcome
        if ('problem' in outcome) reject(failed(outcome.problem))
        else resolve(outcome.answer as A)
      }
    } catch (error) {
      for (const { reject } of group) reject(error)
    }
    inFlight -= 1
    void send()
  }
  return (question) =>
    new Promise<A>((resolve, reject) => {
      waiting.push({ question, resolve, reject })
      queueMicrotask(() => void send())
    })
}
