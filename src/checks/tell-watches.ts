/** Tell watches: takes a piece of news to every watch whose list it touches. Killed in the middle it goes on where it was; no watch is told twice. */
import { createHmac } from 'node:crypto'
import type { Db, Tx } from '../db/client.ts'
import { transact } from '../db/client.ts'
import type { SupplierLink } from '../model/check.ts'
import { WATCH_EVENT, sealTo, sealWith } from '../model/sealing.ts'
import { termsLike, termsOf } from './terms.ts'
import { MAIL_LANE, MAIL_USE, WEBHOOK_USE, type WatchNews } from './watch.ts'
import {
  type NewDelivery,
  type NewsRow,
  type WatchRow,
  endNews,
  findOpenNews,
  insertDeliveries,
  insertEvents,
  listAbove,
  listNamesOf,
  listWatchesWith,
  lockNews,
  noteNewsReached,
} from './watch-queries.ts'

export type TellDeps = {
  readonly db: Db
  readonly now: () => Date
  readonly secret: string
  readonly origin: string
  /** Mail can be sent. */
  readonly hasMail: boolean
  /** What is published of a claim: null when it is gone. */
  readonly findClaim: (
    id: string,
  ) => Promise<{ subject: { id: string | null; name: string }; predicate: string; object: { kind: string; id: string | null } } | null>
  readonly findLinks: (ids: readonly string[]) => Promise<ReadonlyMap<string, SupplierLink>>
}

const TOGETHER = 500
const MOST_STEPS = 6
const OF_NO_CHAIN = new Set(['located_at', 'funded_by', 'committed_to'])

/** Tells of the oldest open news. @returns whether there was any */
export async function tellNext(deps: TellDeps, signal: AbortSignal): Promise<boolean> {
  const news = await findOpenNews(deps.db)
  if (news === null) return false
  if (!(await matters(deps, news))) {
    await endNews(deps.db, news.id, deps.now())
    return true
  }
  const terms = await termsOfNews(deps, news)
  while (!signal.aborted) if (!(await transact(deps.db, (tx) => tellSome(tx, deps, news.id, terms)))) return true
  return true
}

/** Only what stands on a way to a programme or a list touches a check. */
async function matters(deps: TellDeps, news: NewsRow): Promise<boolean> {
  const claim = await deps.findClaim(news.claimId)
  if (claim === null) return true
  if (OF_NO_CHAIN.has(claim.predicate)) return false
  if (claim.object.kind === 'programme' || claim.object.kind === 'list') return true
  return claim.object.id !== null && (await deps.findLinks([claim.object.id])).size > 0
}

/** The organisation itself by its names and those a letter from them; those above it by their names as they are. */
async function termsOfNews({ db, secret }: TellDeps, { subjectId }: NewsRow): Promise<string[]> {
  const above = await listAbove(db, subjectId, MOST_STEPS)
  const names = await listNamesOf(db, [subjectId, ...above])
  const terms = new Set(termsLike(secret, names.get(subjectId) ?? [], subjectId))
  for (const id of above) for (const term of termsOf(secret, names.get(id) ?? [], [id])) terms.add(term)
  return [...terms]
}

/** Tells the next some hundreds of watches, in one transaction with how far it is. @returns whether there may be more */
async function tellSome(tx: Tx, deps: TellDeps, newsId: number, terms: readonly string[]): Promise<boolean> {
  const news = await lockNews(tx, newsId)
  if (news === null) return false
  const watches = await listWatchesWith(tx, terms, news.reached, TOGETHER)
  const at = deps.now()
  const told = await toldOf(deps, news)
  const events = watches.map((watch) => ({ watchId: watch.id, once: onceOf(deps.secret, watch, news), sealed: sealTo(watch.publicKey, WATCH_EVENT, told), at }))
  const fresh = await insertEvents(tx, events)
  const deliveries = watches.filter(({ id }) => fresh.has(id)).flatMap((watch) => deliveriesTo(deps, watch, told, at))
  await insertDeliveries(tx, deliveries)
  if (watches.length < TOGETHER) {
    await endNews(tx, newsId, at)
    return false
  }
  await noteNewsReached(tx, newsId, (watches.at(-1) as WatchRow).id)
  return true
}

/** One piece of news for one watch: the hash says which to nobody who lacks the key. */
const onceOf = (secret: string, watch: WatchRow, news: NewsRow): Buffer =>
  createHmac('sha256', `watch event ${secret}`).update(`${watch.id} ${news.id}`).digest().subarray(0, 16)

async function toldOf(deps: TellDeps, news: NewsRow): Promise<WatchNews> {
  const claim = await deps.findClaim(news.claimId)
  const { kind, claimId, statement, gradeBefore, grade, subjectId } = news
  return { kind: kind as WatchNews['kind'], claim: claimId, statement, gradeBefore, grade, organisation: { id: subjectId, name: claim?.subject.name ?? '' } }
}

function deliveriesTo({ secret, hasMail, origin }: TellDeps, watch: WatchRow, told: WatchNews, at: Date): NewDelivery[] {
  const deliveries: NewDelivery[] = []
  if (hasMail && watch.mailSealed && watch.mailConfirmedAt)
    deliveries.push({ watchId: watch.id, kind: 'mail', lane: MAIL_LANE, sealed: sealWith(secret, MAIL_USE, told), at })
  const message = { type: `claim.${told.kind}`, timestamp: at.toISOString(), data: { ...told, url: `${origin}/claims/${told.claim}` } }
  if (watch.webhookSealed)
    deliveries.push({ watchId: watch.id, kind: 'webhook', lane: watch.webhookLane ?? 'webhook', sealed: sealWith(secret, WEBHOOK_USE, message), at })
  return deliveries
}
