/** SQL of the read stage: captures that wait to be read, and their readings. */
import { sql } from 'kysely'
import { type Db, json, transact } from '../db/client.ts'
import type { Reading } from '../model/document.ts'
import { hashId } from '../model/id.ts'

/** Captures not read at this version yet. */
export async function listUnread(db: Db, version: number, limit: number): Promise<string[]> {
  const rows = await db.selectFrom('captureProgress').select('captureId').where('readVersion', '<', version).orderBy('readVersion').limit(limit).execute()
  return rows.map((row) => row.captureId)
}

export type CaptureToRead = {
  readonly documentId: string
  readonly url: string
  readonly as: string
  readonly sha256: string
  readonly headers: Record<string, string>
  readonly fetchedAt: Date
  readonly sourceId: string | null
}

/** A capture and what its document says of it; null when there is none. */
export async function findCaptureToRead(db: Db, captureId: string): Promise<CaptureToRead | null> {
  const row = await db
    .selectFrom('capture as c')
    .innerJoin('document as d', 'd.id', 'c.documentId')
    .select(['c.documentId', 'd.url', 'd.label as as', 'c.sha256', 'c.headers', 'c.fetchedAt', 'd.sourceId'])
    .where('c.id', '=', captureId)
    .executeTakeFirst()
  return row ? { ...row, headers: row.headers as Record<string, string> } : null
}

/** Keeps a reading and moves its document on, in one transaction. The same text gives the same row. */
export async function saveReading(db: Db, captureId: string, version: number, reading: Reading, now: Date): Promise<string> {
  const id = hashId('rdg', captureId, reading.text)
  const spans = reading.spans.length > 0 ? reading.spans : [{ start: 0, end: reading.text.length }]
  await transact(db, async (tx) => {
    await tx
      .insertInto('reading')
      .values({
        id,
        captureId,
        readVersion: version,
        title: reading.title,
        language: reading.language,
        publishedOn: reading.publishedOn,
        text: reading.text,
        spans: json(spans),
        stated: json(reading.claims),
        readAt: now,
      })
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet({ readVersion: version, spans: json(spans), stated: json(reading.claims), title: reading.title }),
      )
      .execute()
    await tx
      .updateTable('captureProgress')
      .set({ readVersion: version, readingId: id, extractVersion: 0, resolveVersion: 0 })
      .where('captureId', '=', captureId)
      .execute()
    await tx
      .updateTable('document')
      .set({
        state: sql`case when state in ('sealed', 'failed') then 'read' else state end`,
        problem: null,
        problemKind: null,
        title: sql`coalesce(title, ${reading.title})`,
        publishedOn: sql`coalesce(published_on, ${reading.publishedOn}::date)`,
      })
      .where('id', '=', (eb) => eb.selectFrom('capture').select('documentId').where('id', '=', captureId))
      .execute()
  })
  return id
}

/** Ends the reading of a capture at this version with a sentence that says what to do. */
export async function failReading(db: Db, captureId: string, version: number, kind: string, problem: string): Promise<void> {
  await transact(db, async (tx) => {
    await tx.updateTable('captureProgress').set({ readVersion: version }).where('captureId', '=', captureId).execute()
    await tx
      .updateTable('document')
      .set({ state: 'failed', problem, problemKind: kind })
      .where('id', '=', (eb) => eb.selectFrom('capture').select('documentId').where('id', '=', captureId))
      .execute()
  })
}
