/** Turn: which documents of one host are fetched now, and when its turn is over. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Db } from '../db/client.ts'
import { beginItems, finishItems } from '../db/under-way-queries.ts'
import { type DocumentToFetch, listDueDocuments, putOffUntilTomorrow, returnBudget, spendBudget } from './fetch-queries.ts'
import { findHost } from './host-queries.ts'

/** After so many failures in a row a host is left alone. */
export const REST_AFTER = 5
const BATCH = 200
const FEW_LEFT = 100
const LONGEST_TURN_MS = 60_000
/** A turn at a followed site looks again for a while: its pages lead to others. */
const LINGER_MS = 300
const LOOK_AGAIN_MS = 25

export type TurnDeps = {
  readonly db: Db
  /** Which worker's turn it is. */
  readonly worker: string
  readonly now: () => Date
  /** Called while a turn waits for what its captures lead to: they may be read at once. */
  readonly somethingDue?: () => void
}
/** What a turn needs of whoever writes its captures. `written`: documents whose captures are in the database; `flush` says how many more are. */
export type TurnWriter = { readonly written: string[]; readonly flush: () => Promise<number> }

/**
 * One turn at a host: hands out its due documents, each once, until there are no more or the host is to be left alone. More are looked up
 * before the last are handed out; where pages of a followed site were sealed, those they lead to are waited for a moment.
 */
export function createTurn(deps: TurnDeps, host: string, writer: TurnWriter, signal: AbortSignal) {
  const handedOut = new Set<string>()
  const queue: DocumentToFetch[] = []
  /** What is noted as under way: all that is handed out, and what was until we looked for more. */
  const noted = new Set<string>()
  let refilling: Promise<void> | null = null
  let hasMore = true
  let hasEnded = false
  const until = Date.now() + LONGEST_TURN_MS
  const isOver = () => hasEnded || signal.aborted || Date.now() >= until
  /** Pages of followed sites that are being fetched, and until when those that were may lead to others. */
  let underWay = 0
  let mayLeadOnUntil = 0
  const turn = {
    hasFailed: false,
    /** What is queued stays due. */
    end: () => void (hasEnded = true),
    async next(): Promise<DocumentToFetch | null> {
      while (!isOver() && queue.length === 0) await lookForMore()
      if (isOver()) return null
      if (hasMore && queue.length < FEW_LEFT) lookForMore().catch(() => undefined) // whoever finds the queue empty asks again, and hears of it
      const document = queue.shift() ?? null
      if (document) note(document, 1)
      return document
    },
    done: (document: DocumentToFetch) => note(document, -1),
    /** Gives back what was taken from sources' budgets for documents that were not handed out. */
    async close(): Promise<void> {
      await refilling?.catch(() => undefined) // whoever waited for it has heard of it
      for (const [sourceId, left] of Map.groupBy(queue.splice(0), (document) => document.sourceId))
        if (sourceId !== null) await returnBudget(deps.db, sourceId, left.length, deps.now())
      await finishItems(deps.db, deps.worker, 'archive', [...noted])
    },
  }
  function note({ isFollowed }: DocumentToFetch, change: 1 | -1): void {
    if (!isFollowed) return
    underWay += change
    mayLeadOnUntil = Date.now() + LINGER_MS
  }
  const lookForMore = () => (refilling ??= refill().finally(() => (refilling = null)))
  async function refill(): Promise<void> {
    while (!(await findMore()) && !isOver() && queue.length === 0) {
      if ((await writer.flush()) > 0 && mayLeadOnUntil > 0) {
        mayLeadOnUntil = Date.now() + LINGER_MS
        deps.somethingDue?.()
      }
      const mayLeadOn = Date.now() <= mayLeadOnUntil
      if (mayLeadOn || underWay > 0) await sleep(mayLeadOn ? LOOK_AGAIN_MS : LINGER_MS)
      else turn.end()
    }
  }
  async function findMore(): Promise<boolean> {
    const state = await findHost(deps.db, host)
    turn.hasFailed = (state?.failures ?? 0) > 0
    const isWeak = (state?.failures ?? 0) >= REST_AFTER
    if ((state?.restsUntil && state.restsUntil > deps.now()) || (isWeak && handedOut.size > 0)) {
      turn.end()
      return false
    }
    for (const id of writer.written.splice(0)) handedOut.delete(id)
    const due = await listDueDocuments(deps.db, deps.worker, host, deps.now(), isWeak ? 1 : BATCH + handedOut.size)
    const fresh = await begin(due.filter((document) => !handedOut.has(document.id)))
    hasMore = fresh.length >= BATCH
    for (const { id } of fresh) handedOut.add(id)
    queue.push(...(await withinBudget(deps, fresh, handedOut)))
    return fresh.length > 0
  }
  /** Notes what begins now and what has ended meanwhile. @returns what may begin */
  async function begin(fresh: readonly DocumentToFetch[]): Promise<DocumentToFetch[]> {
    const begun = new Set(
      await beginItems(
        deps.db,
        deps.worker,
        'archive',
        fresh.map(({ id }) => id),
      ),
    )
    const ended = [...noted].filter((id) => !handedOut.has(id) && !begun.has(id))
    await finishItems(deps.db, deps.worker, 'archive', ended)
    for (const id of ended) noted.delete(id)
    for (const id of begun) noted.add(id)
    return fresh.filter(({ id }) => begun.has(id))
  }
  return turn
}

/** Those of `fresh` that their sources' budgets have room for. The others are put off until tomorrow, and with them all that nobody was handed. */
async function withinBudget(deps: TurnDeps, fresh: readonly DocumentToFetch[], handedOut: Set<string>): Promise<DocumentToFetch[]> {
  const kept = new Set(fresh)
  for (const sourceId of new Set(fresh.map((document) => document.sourceId))) {
    if (sourceId === null) continue
    const own = fresh.filter((document) => document.sourceId === sourceId)
    const granted = await spendBudget(deps.db, sourceId, own.length, deps.now())
    if (granted === own.length) continue
    for (const document of own.slice(granted)) {
      kept.delete(document)
      handedOut.delete(document.id)
    }
    await putOffUntilTomorrow(deps.db, sourceId, [...handedOut], deps.now())
  }
  return [...kept]
}
