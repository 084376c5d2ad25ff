/** Names thread: the matcher in a thread of its own, so that a million names hold up no page. */
import { Worker } from 'node:worker_threads'
import { UnavailableError } from '../errors.ts'
import type { Match, MatchQuery, NameMatcher, Suggestion } from './match-names.ts'

export type NamesQuestion = { readonly id: number } & (
  | { readonly ask: 'match'; readonly queries: readonly MatchQuery[]; readonly limit: number }
  | { readonly ask: 'suggest'; readonly text: string; readonly limit: number }
)
export type NamesAnswer = { readonly id: number; readonly answer?: unknown; readonly problem?: string }

const MOST_HEAP_MB = 900

/** A matcher in a thread. It starts at the first question; one that ended is started again at the next. */
export function createNamesThread(connection: { readonly url: string; readonly role: string | null }): NameMatcher {
  let thread: Worker | null = null
  let asked = 0
  const waiting = new Map<number, { resolve: (answer: unknown) => void; reject: (error: Error) => void }>()

  function start(): Worker {
    // Plain Node: what this process was started with may not be there for a thread.
    const started = new Worker(new URL('names-worker.ts', import.meta.url), {
      workerData: connection,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: MOST_HEAP_MB },
    })
    started.on('message', ({ id, answer, problem }: NamesAnswer) => {
      const asker = waiting.get(id)
      waiting.delete(id)
      if (problem === undefined) asker?.resolve(answer)
      else asker?.reject(new UnavailableError(`Names cannot be looked up at the moment: ${problem}`))
    })
    const end = (why: string) => {
      if (thread === started) thread = null
      for (const { reject } of waiting.values()) reject(new UnavailableError(`Names cannot be looked up at the moment: ${why}. Try again in a minute.`))
      waiting.clear()
    }
    started.on('error', (error: Error) => end(error.message))
    started.on('exit', () => end('the index ended'))
    started.unref()
    return started
  }
  function ask<T>(question: DistributiveOmit<NamesQuestion, 'id'>): Promise<T> {
    thread ??= start()
    const current = thread
    return new Promise<T>((resolve, reject) => {
      asked += 1
      waiting.set(asked, { resolve: resolve as (answer: unknown) => void, reject })
      current.postMessage({ id: asked, ...question })
    })
  }
  return {
    match: (queries, limit) => ask<Match[][]>({ ask: 'match', queries, limit }),
    suggest: (text, limit) => ask<Suggestion[]>({ ask: 'suggest', text, limit }),
    close: async () => {
      const running = thread
      thread = null
      await running?.terminate()
    },
  }
}
type DistributiveOmit<T, K extends keyof never> = T extends unknown ? Omit<T, K> : never
