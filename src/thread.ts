/** Thread: work that would hold up a process, in a thread of its own, asked by questions and answers. */
import { Worker } from 'node:worker_threads'
import { InvalidError, UnavailableError } from './errors.ts'

export type ThreadQuestion<Q> = { readonly id: number; readonly question: Q }
export type ThreadAnswer = { readonly id: number; readonly answer?: unknown; readonly problem?: { readonly kind: string; readonly message: string } }
export type Thread<Q> = { readonly ask: <A>(question: Q) => Promise<A>; readonly close: () => Promise<void> }
export type ThreadOptions = {
  readonly data: unknown
  readonly heapMb: number
  /** What it may make before it looks for what is of no use any more; Node's own measure without it. */
  readonly youngMb?: number
  readonly trouble: string
}

/**
 * A thread that answers questions. It starts at the first one; one that ended is started again at the next. Refusals (InvalidError)
 * come through as they are, everything else as an UnavailableError that begins with `trouble`.
 */
export function createThread<Q>(file: URL, options: ThreadOptions): Thread<Q> {
  let thread: Worker | null = null
  let asked = 0
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
      if (waiting.size === 0) started.unref()
      if (problem === undefined) asker?.resolve(answer)
      else asker?.reject(problem.kind === 'invalid' ? new InvalidError(problem.message) : new UnavailableError(`${options.trouble}: ${problem.message}`))
    })
    const end = (why: string) => {
      if (thread === started) thread = null
      for (const { reject } of waiting.values()) reject(new UnavailableError(`${options.trouble}: ${why}. Try again in a minute.`))
      waiting.clear()
    }
    started.on('error', (error: Error) => end(error.message))
    started.on('exit', () => end('its thread ended'))
    started.unref()
    return started
  }
  return {
    ask<A>(question: Q) {
      thread ??= start()
      const current = thread
      return new Promise<A>((resolve, reject) => {
        asked += 1
        waiting.set(asked, { resolve: resolve as (answer: unknown) => void, reject })
        current.ref() // whoever waits for an answer is not done
        current.postMessage({ id: asked, question } satisfies ThreadQuestion<Q>)
      })
    },
    async close() {
      const running = thread
      thread = null
      await running?.terminate()
    },
  }
}
