/** SQL of the archive: documents that wait, and captures. */
import { sql, type Insertable } from 'kysely'
import { type Db, json, transact } from '../db/client.ts'
import type { Capture } from '../db/schema.ts'
import type { DocumentState } from '../model/document.ts'

/** Documents whose time has come, oldest first. */
export async function listDueDocuments(db: Db, now: Date, limit: number): Promise<string[]> {
  const rows = await db.selectFrom('document').select('id').where('fetchDueAt', '<=', now).orderBy('fetchDueAt').limit(limit).execute()
  return rows.map((row) => row.id)
}

export type DocumentToFetch = {
  readonly url: string
  readonly attempts: number
  readonly etag: string | null
  readonly lastModified: string | null
  readonly hasCapture: boolean
}

/** The document if it is due, else null. */
export async function findDocumentToFetch(db: Db, id: string, now: Date): Promise<DocumentToFetch | null> {
  const row = await db
    .selectFrom('document as d')
    .select(['d.url', 'd.attempts', 'd.etag', 'd.lastModified'])
    .select((eb) => eb.exists(eb.selectFrom('capture as c').select('c.id').whereRef('c.documentId', '=', 'd.id')).as('hasCapture'))
    .where('d.id', '=', id)
    .where('d.fetchDueAt', '<=', now)
    .executeTakeFirst()
  return row ? { ...row, hasCapture: Boolean(row.hasCapture) } : null
}

/** Keeps a capture, makes it due for reading, and ends the document's wait, in one transaction. */
export async function insertCapture(
  db: Db,
  capture: Omit<Insertable<Capture>, 'headers'> & { headers: Record<string, string> },
  validators: { etag: string | null; lastModified: string | null },
): Promise<void> {
  await transact(db, async (tx) => {
    const made = await tx
      .insertInto('capture')
      .values({ ...capture, headers: json(capture.headers) })
      .onConflict((conflict) => conflict.columns(['documentId', 'sha256']).doNothing())
      .returning('id')
      .executeTakeFirst()
    await tx
      .insertInto('captureProgress')
      .values({ captureId: capture.id })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    await tx
      .updateTable('document')
      .set({
        fetchDueAt: null,
        attempts: 0,
        problem: null,
        problemKind: null,
        checkedAt: capture.fetchedAt,
        ...validators,
        ...(made ? { state: 'sealed' as const } : { state: sql<DocumentState>`case when state in ('waiting', 'failed', 'gone') then 'sealed' else state end` }),
      })
      .where('id', '=', capture.documentId)
      .execute()
    if (!made) await tx.updateTable('captureProgress').set({ readVersion: 0 }).where('captureId', '=', capture.id).where('readingId', 'is', null).execute()
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

/** Ends a document with a sentence that says what to do. */
export async function failDocument(db: Db, id: string, kind: string, problem: string, state: 'failed' | 'gone' = 'failed'): Promise<void> {
  await db.updateTable('document').set({ state, problem, problemKind: kind, fetchDueAt: null }).where('id', '=', id).execute()
}

/** Every sealed copy with its size, in order, for verification; a page at a time. */
export async function listCaptures(db: Db, after: string, limit: number): Promise<{ id: string; sha256: string; bytes: number; documentId: string }[]> {
  return db.selectFrom('capture').select(['id', 'sha256', 'bytes', 'documentId']).where('id', '>', after).orderBy('id').limit(limit).execute()
}

/** Where the next stage finds a capture's bytes and what the document said of them. */
export async function countCaptures(db: Db): Promise<number> {
  const row = await db
    .selectFrom('capture')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return row.count
}

/** Passages that are not the literal slice of their reading, counted over the whole database, and how many there are. */
export async function checkPassages(db: Db): Promise<{ checked: number; wrong: string[] }> {
  const { rows } = await sql<{ id: string; literal: boolean }>`
    select p.id, substr(r.text, p.start_at + 1, p.end_at - p.start_at) = p.quote as literal from passage p join reading r on r.id = p.reading_id`.execute(db)
  return { checked: rows.length, wrong: rows.filter((row) => !row.literal).map((row) => row.id) }
}

/** Public claims that have no decision, or no passage that supports them. */
export async function checkClaims(db: Db): Promise<{ checked: number; undecided: string[]; unquoted: string[] }> {
  const { rows } = await sql<{ id: string; decided: boolean; quoted: boolean }>`
    select c.id, exists (select 1 from decision d where d.claim_id = c.id and d.ruling in ('accept', 'uphold')) as decided,
      exists (select 1 from evidence e where e.claim_id = c.id and e.stance = 'supports') as quoted
    from claim c where c.status in ('accepted', 'published', 'contested', 'retracted')`.execute(db)
  return {
    checked: rows.length,
    undecided: rows.filter((row) => !row.decided).map((row) => row.id),
    unquoted: rows.filter((row) => !row.quoted).map((row) => row.id),
  }
}
