/** Names thread: the matcher in a thread of its own, so that a million names hold up no page. */
import { createThread } from '../thread.ts'
import type { Match, MatchQuery, NameMatcher, Suggestion } from './match-names.ts'

export type NamesQuestion =
  | { readonly ask: 'match'; readonly queries: readonly MatchQuery[]; readonly limit: number }
  | { readonly ask: 'suggest'; readonly text: string; readonly limit: number }

const MOST_HEAP_MB = 900

/** A matcher in a thread. It starts at the first question; one that ended is started again at the next. */
export function createNamesThread(connection: { readonly url: string; readonly role: string | null }): NameMatcher {
  const { ask, close } = createThread<NamesQuestion>(new URL('names-worker.ts', import.meta.url), {
    data: connection,
    heapMb: MOST_HEAP_MB,
    trouble: 'Names cannot be looked up at the moment',
  })
  return {
    match: (queries, limit) => ask<Match[][]>({ ask: 'match', queries, limit }),
    suggest: (text, limit) => ask<Suggestion[]>({ ask: 'suggest', text, limit }),
    close,
  }
}
