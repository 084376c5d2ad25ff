/** SQL of fetching: which hosts have documents that are due, how much of a source's budget is left, and what came of each fetch. */
import { sql } from 'kysely'
import { noteChanges } from '../db/change-queries.ts'
import { type Db, type Tx, transact } from '../db/client.ts'

/** A document that no other worker has under way, and that is not set apart. */
const isFree = (worker: string) =>
  sql`not exists (select 1 from under_way u where u.stage = 'archive' and u.item = d.id and u.worker is distinct from ${worker})`

/** Hosts with a document whose time has come, but for those that rest. */
export async function listDueHosts(db: Db, worker: string, now: Date, limit: number): Promise<string[]> {
  // One step along the index a host: a million documents of one host cost as little as one.
  const { rows } = await sql<{ host: string }>`
    with recursive h (host) as (
      (select host from document where fetch_due_at is not null order by host limit 1)
      union all
      select (select d.host from document d where d.fetch_due_at is not null and d.host > h.host order by d.host limit 1) from h where h.host is not null)
    select h.host from h where h.host is not null
      and exists (select 1 from document d where d.host = h.host and d.fetch_due_at <= ${now} and ${isFree(worker)})
      and not exists (select 1 from host_pace p where p.host = h.host and p.rests_until > ${now})
    limit ${limit}`.execute(db)
  return rows.map((row) => row.host)
}

export type DocumentToFetch = {
  readonly id: string
  readonly url: string
  readonly host: string
  readonly attempts: number
  readonly etag: string | null
  readonly lastModified: string | null
  readonly hasCapture: boolean
  readonly sourceId: string | null
  readonly isFollowed: boolean
}

const documentToFetch = sql`d.id, d.url, d.host, d.attempts, d.etag, d.last_modified as "lastModified", d.source_id as "sourceId", d.followed_id is not null as "isFollowed",
  exists (select 1 from capture c where c.document_id = d.id) as "hasCapture"`

/** Documents of a host that are due and free, oldest first. */
export async function listDueDocuments(db: Db, worker: string, host: string, now: Date, limit: number): Promise<DocumentToFetch[]> {
  const { rows } = await sql<DocumentToFetch>`
    select ${documentToFetch} from document d where d.host = ${host} and d.fetch_due_at <= ${now} and ${isFree(worker)}
    order by d.fetch_due_at, d.id limit ${limit}`.execute(db)
  return rows
}

/** One document that is due; null when it is not. */
export async function findDueDocument(db: Db, id: string, now: Date): Promise<DocumentToFetch | null> {
  return (await sql<DocumentToFetch>`select ${documentToFetch} from document d where d.id = ${id} and d.fetch_due_at <= ${now}`.execute(db)).rows[0] ?? null
}

/** Takes up to `wanted` fetches from what a source may do on a day. @returns how many it may do now; all of them for a source without a budget */
export async function spendBudget(db: Db, sourceId: string, wanted: number, now: Date): Promise<number> {
  const day = dayOf(now)
  const { rows } = await sql<{ granted: number }>`
    with before as (select id, budget, case when spent_on = ${day}::date then spent else 0 end as spent from source where id = ${sourceId} and budget is not null for update)
    update source s set spent_on = ${day}::date, spent = b.spent + least(${wanted}::int, greatest(0, b.budget - b.spent)) from before b where s.id = b.id
    returning least(${wanted}::int, greatest(0, b.budget - b.spent)) as granted`.execute(db)
  return rows[0]?.granted ?? wanted
}

/** Gives back fetches that were taken from what a source may do on a day, and not done. */
export async function returnBudget(db: Db, sourceId: string, count: number, now: Date): Promise<void> {
  await sql`update source set spent = greatest(0, spent - ${count}::int) where id = ${sourceId} and budget is not null and spent_on = ${dayOf(now)}::date`.execute(
    db,
  )
}

/** Puts a source's due documents off until tomorrow, but for those that are fetched now. */
export async function putOffUntilTomorrow(db: Db, sourceId: string, but: readonly string[], now: Date): Promise<void> {
  await db
    .updateTable('document')
    .set({
      fetchDueAt: new Date(Date.parse(dayOf(now)) + DAY_MS),
      problem: 'Put off until tomorrow: its source has done all that it may do in a day.',
      problemKind: 'rate_limited',
    })
    .where('sourceId', '=', sourceId)
    .where('fetchDueAt', '<=', now)
    .where('id', 'not in', ['', ...but])
    .execute()
}

const DAY_MS = 86_400_000
const dayOf = (now: Date): string => now.toISOString().slice(0, 10)

export type Sealed = {
  readonly id: string
  readonly documentId: string
  readonly sha256: string
  readonly bytes: number
  readonly url: string
  readonly finalUrl: string
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly mediaType: string
  readonly fetchedAt: Date
  readonly via: 'web' | 'file' | 'web archive' | 'imported'
  readonly archivedAt: Date | null
  /** Who handed it over as a file of its source, and when they say they saved it. */
  readonly handedBy: string | null
  readonly saidSavedAt: Date | null
  readonly etag: string | null
  readonly lastModified: string | null
}

/**
 * Keeps captures, makes them due for reading, and ends their documents' wait, in one transaction. Bytes that a document
 * has been sealed with before make no second capture; a reading of them that failed is tried again.
 * @returns how many captures are new
 */
export async function insertCaptures(db: Db, captures: readonly Sealed[]): Promise<number> {
  if (captures.length === 0) return 0
  return transact(db, async (tx) => {
    const { rows } = await sql<{ made: number }>`
      with input as (
        select * from json_to_recordset(${JSON.stringify(captures)}::json) as t("id" text, "documentId" text, "sha256" text, "bytes" bigint, "url" text, "finalUrl" text, "status" int,
          "headers" jsonb, "mediaType" text, "fetchedAt" timestamptz, "via" text, "archivedAt" timestamptz, "handedBy" text, "saidSavedAt" timestamptz, "etag" text, "lastModified" text)),
      made as (
        insert into capture (id, document_id, sha256, bytes, url, final_url, status, headers, media_type, fetched_at, via, archived_at, handed_by, said_saved_at)
        select "id", "documentId", "sha256", "bytes", "url", "finalUrl", "status", "headers", "mediaType", "fetchedAt", "via", "archivedAt", "handedBy", "saidSavedAt" from input
        on conflict (document_id, sha256) do nothing returning id, document_id),
      noted as (
        insert into capture_progress (capture_id) select "id" from input
        on conflict (capture_id) do update set read_version = 0 where capture_progress.reading_id is null),
      moved as (update document d set fetch_due_at = null, attempts = 0, problem = null, problem_kind = null, checked_at = i."fetchedAt", etag = i."etag", last_modified = i."lastModified",
        state = case when d.id in (select document_id from made) or d.state in ('waiting', 'failed', 'gone') then 'sealed' else d.state end
      from input i where d.id = i."documentId")
      select count(*)::int as made from made`.execute(tx)
    return rows[0]?.made ?? 0
  })
}

/** The server says that nothing changed. */
export async function noteUnchanged(db: Db, id: string, now: Date): Promise<void> {
  await db.updateTable('document').set({ fetchDueAt: null, attempts: 0, problem: null, problemKind: null, checkedAt: now }).where('id', '=', id).execute()
}

/** Puts a fetch off. */
export async function postponeFetch(db: Db, id: string, attempts: number, until: Date, problem: string): Promise<void> {
  await db.updateTable('document').set({ fetchDueAt: until, attempts, problem, problemKind: 'unavailable' }).where('id', '=', id).execute()
}

/** Ends a document with a sentence that says what to do. What is published of one that is gone is written anew. */
export async function failDocument(db: Db, id: string, kind: string, problem: string, state: 'failed' | 'gone' = 'failed', now = new Date()): Promise<void> {
  await transact(db, async (tx) => {
    await tx.updateTable('document').set({ state, problem, problemKind: kind, fetchDueAt: null, checkedAt: now }).where('id', '=', id).execute()
    if (state !== 'gone') return
    const { rows } = await sql<{ id: string }>`
      select distinct cl.subject_id as id from capture c join reading r on r.capture_id = c.id join passage p on p.reading_id = r.id join evidence e on e.passage_id = p.id
        join claim cl on cl.id = e.claim_id where c.document_id = ${id}`.execute(tx)
    await noteChanges(
      tx,
      rows.map((row) => row.id),
    )
  })
}

/**
 * Puts the fetch of a capture's document off, since its publisher sent something that says "later": an hour, then twice as long
 * for each copy of it that could not be read, a week at most.
 */
export async function fetchLater(tx: Tx, captureId: string, now: Date): Promise<void> {
  await sql`
    update document d set etag = null, last_modified = null, fetch_due_at = ${now}::timestamptz + least(interval '7 days', interval '1 hour' * power(2, least(8, t.unread - 1)))
    from (select c.document_id, count(*) as unread from capture c join capture_progress p on p.capture_id = c.id
      where p.reading_id is null and c.document_id = (select document_id from capture where id = ${captureId}) group by 1) t
    where d.id = t.document_id`.execute(tx)
}

/** Makes every document fall due again that has one of these sealed copies, without asking whether it changed. @returns how many */
export async function fetchAgain(db: Db, shas: readonly string[], now: Date): Promise<number> {
  const rows = await db
    .updateTable('document')
    .set({ fetchDueAt: now, etag: null, lastModified: null, attempts: 0 })
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('capture')
        .select('documentId')
        .where('sha256', 'in', ['', ...shas]),
    )
    .returning('id')
    .execute()
  return rows.length
}
