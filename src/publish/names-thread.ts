/** Names thread: the matcher in a thread of its own, so that a million names hold up no page; those who ask take turns. */
import { createThread } from '../thread.ts'
import { createTurns } from '../turns.ts'
import type { Match, MatchQuery, NameMatcher, Suggestion } from './match-names.ts'

export type NamesQuestion =
  | { readonly ask: 'match'; readonly queries: readonly MatchQuery[]; readonly limit: number }
  | { readonly ask: 'suggest'; readonly text: string; readonly limit: number }

const MOST_HEAP_MB = 900
/** The thread goes on with the second while we hear of the first; a third place is for single names. */
const IN_FLIGHT = 3
const SINGLE = 5_000
const MOST_WAITING = 32
/** What a slice may cost: some 50 ms. */
const A_SLICE = 20_000
/** What a name costs besides its letters, and besides its candidates. */
const [EACH_NAME, EACH_CANDIDATE] = [20, 8]
/** Letters beyond these are not compared. */
const MOST_LETTERS = 200
const SUGGESTION = 500

const costOf = ({ name, address }: MatchQuery, limit: number): number =>
  (EACH_NAME + Math.min(MOST_LETTERS, name.length) + (address?.length ?? 0) / 4) * (EACH_CANDIDATE + limit)

type Slice = { readonly queries: readonly MatchQuery[]; readonly cost: number }

/** Questions in slices of about the same cost, in order. */
export function slicesOf(queries: readonly MatchQuery[], limit: number): Slice[] {
  const slices: Slice[] = []
  let [slice, cost]: [MatchQuery[], number] = [[], 0]
  for (const query of queries) {
    const its = costOf(query, limit)
    if (slice.length > 0 && cost + its > A_SLICE) {
      slices.push({ queries: slice, cost })
      ;[slice, cost] = [[], 0]
    }
    slice.push(query)
    cost += its
  }
  return slice.length > 0 ? [...slices, { queries: slice, cost }] : slices
}

/** A matcher in a thread. It starts at the first question; one that ended is started again at the next. */
export function createNamesThread(connection: { readonly url: string; readonly role: string | null }): NameMatcher {
  const { ask, close } = createThread<NamesQuestion>(new URL('names-worker.ts', import.meta.url), {
    data: connection,
    heapMb: MOST_HEAP_MB,
    trouble: 'Names cannot be looked up at the moment',
  })
  const turns = createTurns({ atOnce: IN_FLIGHT, mostWaiting: MOST_WAITING, little: SINGLE, busy: 'Very many names are being looked up at this moment.' })
  return {
    async match(all, limit, { caller = {}, signal, isLetIn = false } = {}) {
      const found: Match[][] = []
      for (const { queries, cost } of slicesOf(all, limit)) {
        const wanted = { caller, cost, signal, isLetIn: isLetIn || found.length > 0 }
        found.push(...(await turns.take(() => ask<Match[][]>({ ask: 'match', queries, limit }), wanted)))
      }
      return found
    },
    suggest: (text, limit) => turns.take(() => ask<Suggestion[]>({ ask: 'suggest', text, limit }), { cost: SUGGESTION }),
    close,
  }
}
