/** SQL of watches: what they look out for, what they were told, and what is on its way to them. */
import { type Selectable, sql } from 'kysely'
import type { Db, Tx } from '../db/client.ts'
import type { ClaimNews, Watch, WatchDelivery } from '../db/schema.ts'

export type WatchRow = Omit<Selectable<Watch>, 'terms'>
export type NewsRow = Selectable<ClaimNews>
export type DeliveryRow = Selectable<WatchDelivery>
const COLUMNS = [
  'id',
  'checkId',
  'publicKey',
  'watchedAt',
  'mailSealed',
  'mailToken',
  'mailGivenAt',
  'mailAskAt',
  'mailConfirmedAt',
  'webhookSealed',
  'webhookLane',
] as const

/** Begins a watch, or gives one other terms. */
export async function upsertWatch(db: Db, row: { checkId: string; terms: readonly string[]; publicKey: Buffer; watchedAt: Date }): Promise<void> {
  await sql`insert into watch (check_id, terms, public_key, watched_at) values (${row.checkId}, ${[...row.terms]}::text[]::bigint[], ${row.publicKey}, ${row.watchedAt})
    on conflict (check_id) do update set terms = excluded.terms`.execute(db)
}
export async function findWatch(db: Db, checkId: string): Promise<WatchRow | null> {
  return (await db.selectFrom('watch').select(COLUMNS).where('checkId', '=', checkId).executeTakeFirst()) ?? null
}
export async function findWatchByMailToken(db: Db, mailToken: string): Promise<WatchRow | null> {
  return (await db.selectFrom('watch').select(COLUMNS).where('mailToken', '=', mailToken).executeTakeFirst()) ?? null
}
export async function deleteWatch(db: Db, checkId: string): Promise<void> {
  await db.deleteFrom('watch').where('checkId', '=', checkId).execute()
}
/** An address that is to be asked whether it wants mail, or none. */
export async function setWatchMail(db: Db, id: number, mail: { sealed: Buffer; token: string; at: Date } | null): Promise<void> {
  const given = mail && { mailSealed: mail.sealed, mailToken: mail.token, mailGivenAt: mail.at, mailAskAt: mail.at }
  await db
    .updateTable('watch')
    .set({ ...(given ?? { mailSealed: null, mailToken: null, mailGivenAt: null, mailAskAt: null }), mailConfirmedAt: null })
    .where('id', '=', id)
    .execute()
}
export async function confirmWatchMail(db: Db, id: number, at: Date): Promise<void> {
  await db
    .updateTable('watch')
    .set({ mailConfirmedAt: at, mailGivenAt: null, mailAskAt: null })
    .where('id', '=', id)
    .where('mailConfirmedAt', 'is', null)
    .execute()
}
/** Where a watch posts to, or nowhere. What is on its way goes there too. */
export async function setWatchWebhook(db: Db, id: number, webhook: { sealed: Buffer; lane: string } | null): Promise<void> {
  if (webhook)
    await db
      .updateTable('watchDelivery')
      .set({ lane: webhook.lane })
      .where('watchId', '=', id)
      .where('kind', '=', 'webhook')
      .where('dueAt', 'is not', null)
      .execute()
  await db
    .updateTable('watch')
    .set({ webhookSealed: webhook?.sealed ?? null, webhookLane: webhook?.lane ?? null })
    .where('id', '=', id)
    .execute()
}
/** Watches whose address is to be asked now whether it asked. */
export async function listMailToAsk(db: Db, now: Date, limit: number): Promise<WatchRow[]> {
  return await db.selectFrom('watch').select(COLUMNS).where('mailAskAt', '<=', now).orderBy('mailAskAt').limit(limit).execute()
}
/** When an address is to be asked; null once it was. */
export async function setMailAskAt(db: Db, id: number, at: Date | null): Promise<void> {
  await db.updateTable('watch').set({ mailAskAt: at }).where('id', '=', id).execute()
}
export async function hasUnconfirmedMail(db: Db, before: Date): Promise<boolean> {
  return (await db.selectFrom('watch').select('id').where('mailGivenAt', '<', before).limit(1).executeTakeFirst()) !== undefined
}
/** Forgets addresses that nobody confirmed. */
export async function forgetUnconfirmedMail(db: Db, before: Date): Promise<void> {
  await db.updateTable('watch').set({ mailSealed: null, mailToken: null, mailGivenAt: null, mailAskAt: null }).where('mailGivenAt', '<', before).execute()
}

/** The oldest news that not all watches were told of. */
export async function findOpenNews(db: Db): Promise<NewsRow | null> {
  return (await db.selectFrom('claimNews').selectAll().where('doneAt', 'is', null).orderBy('id').limit(1).executeTakeFirst()) ?? null
}
/** The same, held for one process until its transaction ends; null when another holds it, or it is done. */
export async function lockNews(tx: Tx, id: number): Promise<NewsRow | null> {
  return (await tx.selectFrom('claimNews').selectAll().where('id', '=', id).where('doneAt', 'is', null).forUpdate().skipLocked().executeTakeFirst()) ?? null
}
export async function noteNewsReached(tx: Tx, id: number, reached: number): Promise<void> {
  await tx.updateTable('claimNews').set({ reached }).where('id', '=', id).execute()
}
export async function endNews(db: Db | Tx, id: number, at: Date): Promise<void> {
  await db.updateTable('claimNews').set({ doneAt: at }).where('id', '=', id).execute()
}
/** Old news goes; whoever was told keeps what they were told. */
export async function dropOldNews(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('claimNews').where('doneAt', '<', before).execute()
}

/**
 * Watches that hold any of these terms, in order of id. The planner knows nothing of what it costs to unpack and compare long lists, so it is
 * told to use the index over terms until the transaction ends.
 */
export async function listWatchesWith(tx: Tx, terms: readonly string[], after: number, limit: number): Promise<WatchRow[]> {
  await sql`select set_config('enable_seqscan', 'off', true), set_config('enable_indexscan', 'off', true)`.execute(tx)
  const { rows } = await sql<WatchRow>`
    with held as materialized (select id from watch where terms && ${[...terms]}::text[]::bigint[])
    select id, check_id as "checkId", public_key as "publicKey", watched_at as "watchedAt", mail_sealed as "mailSealed", mail_token as "mailToken",
      mail_given_at as "mailGivenAt", mail_ask_at as "mailAskAt", mail_confirmed_at as "mailConfirmedAt", webhook_sealed as "webhookSealed",
      webhook_lane as "webhookLane"
    from watch where id in (select id from held where id > ${after} order by id limit ${limit}) order by id`.execute(tx)
  return rows
}

/** Tells watches; one that was told of this is not told again. @returns the watches that were told now */
export async function insertEvents(tx: Tx, rows: readonly { watchId: number; once: Buffer; sealed: Buffer; at: Date }[]): Promise<Set<number>> {
  if (rows.length === 0) return new Set()
  const told = await tx
    .insertInto('watchEvent')
    .values([...rows])
    .onConflict((conflict) => conflict.columns(['watchId', 'once']).doNothing())
    .returning('watchId')
    .execute()
  return new Set(told.map(({ watchId }) => watchId))
}
export async function listEvents(db: Db, watchId: number, limit: number): Promise<{ id: number; sealed: Buffer; at: Date }[]> {
  return await db.selectFrom('watchEvent').select(['id', 'sealed', 'at']).where('watchId', '=', watchId).orderBy('id', 'desc').limit(limit).execute()
}

/** Where a delivery goes: the one mail server, or by a keyed hash the host of a webhook. */
export type NewDelivery = { readonly watchId: number; readonly kind: 'mail' | 'webhook'; readonly lane: string; readonly sealed: Buffer; readonly at: Date }
export async function insertDeliveries(db: Db | Tx, rows: readonly NewDelivery[]): Promise<void> {
  if (rows.length === 0) return
  await db
    .insertInto('watchDelivery')
    .values(rows.map(({ at, ...row }) => ({ ...row, isTest: false, dueAt: at, madeAt: at })))
    .execute()
}
/** Puts a test on its way, unless this watch or this lane was sent one since `since`. */
export async function insertTest(db: Db, { watchId, lane, sealed, at }: Omit<NewDelivery, 'kind'>, since: Date): Promise<void> {
  await sql`insert into watch_delivery (watch_id, kind, lane, is_test, sealed, due_at, made_at)
    select ${watchId}, 'webhook', ${lane}, true, ${sealed}::bytea, ${at}::timestamptz, ${at}::timestamptz
    where not exists (select from watch_delivery where is_test and made_at > ${since} and (watch_id = ${watchId} or lane = ${lane}))`.execute(db)
}
/** Lanes in which something is due. Those where nothing failed yet come first. */
export async function listDueLanes(db: Db, now: Date, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('watchDelivery')
    .select('lane')
    .where('dueAt', '<=', now)
    .groupBy('lane')
    .orderBy((eb) => eb.fn.min('attempts'))
    .orderBy((eb) => eb.fn.min('dueAt'))
    .limit(limit)
    .execute()
  return rows.map(({ lane }) => lane)
}
/** A delivery that was taken, and where it goes. */
export type TakenDelivery = DeliveryRow & Pick<WatchRow, 'webhookSealed' | 'mailSealed' | 'mailToken'>
/** Takes deliveries of a lane that are due, so that no other process sends them meanwhile: they fall due again at `until` unless they are ended. */
export async function takeDeliveries(db: Db, lane: string, now: Date, until: Date, limit: number): Promise<TakenDelivery[]> {
  const { rows } = await sql<TakenDelivery>`
    update watch_delivery d set due_at = ${until}, attempts = d.attempts + 1 from watch w
    where w.id = d.watch_id and d.id in (
      select id from watch_delivery where lane = ${lane} and due_at <= ${now} order by due_at, id limit ${limit} for update skip locked)
    returning d.id, d.watch_id as "watchId", d.kind, d.lane, d.is_test as "isTest", d.sealed, d.due_at as "dueAt", d.attempts, d.outcome, d.made_at as "madeAt",
      d.ended_at as "endedAt", w.webhook_sealed as "webhookSealed", w.mail_sealed as "mailSealed", w.mail_token as "mailToken"`.execute(db)
  return rows
}
/** Ends a delivery: what it said goes. */
export async function endDelivery(db: Db, id: number, outcome: string, at: Date): Promise<void> {
  await db.updateTable('watchDelivery').set({ sealed: null, dueAt: null, endedAt: at, outcome }).where('id', '=', id).execute()
}
export async function postponeDelivery(db: Db, id: number, outcome: string, dueAt: Date): Promise<void> {
  await db.updateTable('watchDelivery').set({ dueAt, outcome }).where('id', '=', id).execute()
}
/** Lets a lane rest: nothing of it is due before `until`. */
export async function restLane(db: Db, lane: string, until: Date): Promise<void> {
  await db.updateTable('watchDelivery').set({ dueAt: until }).where('lane', '=', lane).where('dueAt', '<', until).execute()
}
export async function listDeliveries(db: Db, watchId: number, limit: number): Promise<Omit<DeliveryRow, 'sealed'>[]> {
  return await db
    .selectFrom('watchDelivery')
    .select(['id', 'watchId', 'kind', 'lane', 'isTest', 'dueAt', 'attempts', 'outcome', 'madeAt', 'endedAt'])
    .where('watchId', '=', watchId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

/** The published names of organisations. */
export async function listNamesOf(db: Db | Tx, ids: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await db
    .selectFrom('published.organisationName')
    .select(['organisationId', 'name'])
    .where('organisationId', 'in', ['', ...ids])
    .orderBy('name')
    .execute()
  const names = Map.groupBy(rows, ({ organisationId }) => organisationId)
  return new Map([...names].map(([id, all]) => [id, all.slice(0, MOST_NAMES).map(({ name }) => name)]))
}
const MOST_NAMES = 60
/** Organisations from which published claims lead to this one, it among them, and the other rows that each stands for. */
export async function listAbove(db: Db | Tx, id: string, steps: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive above (id, step) as (
      select o.id, 0 from published.organisation o where o.canonical_id = (select canonical_id from published.organisation where id = ${id})
      union
      select m.id, a.step + 1 from above a join claim c on c.object_organisation_id = a.id and c.status in ('published', 'contested') and c.predicate in ('brand_of', 'owned_by', 'sources_from', 'operates')
        join published.organisation o on o.id = c.subject_id join published.organisation m on m.canonical_id = o.canonical_id where a.step < ${steps})
    select distinct id from above limit ${MOST_ABOVE}`.execute(db)
  return rows.map((row) => row.id)
}
const MOST_ABOVE = 20_000
