/** SQL of the read stage: captures that wait to be read, and their readings. */
import { sql } from 'kysely'
import { type Db, transact } from '../db/client.ts'
import type { Reading } from '../model/document.ts'
import { hashId } from '../model/id.ts'

const SHARDS = '0123456789abcdef'.split('')

/** Shards that hold captures not read at this version yet. */
export async function listUnreadShards(db: Db, version: number): Promise<string[]> {
  const { rows } = await sql<{ shard: string }>`
    select shard from unnest(${SHARDS}::text[]) shard where exists (select 1 from capture_progress where substr(capture_id, 5, 1) = shard and read_version < ${version})`.execute(
    db,
  )
  return rows.map((row) => row.shard)
}

export type CaptureToRead = {
  readonly captureId: string
  readonly documentId: string
  readonly url: string
  readonly as: string
  readonly sha256: string
  readonly bytes: number
  readonly headers: Record<string, string>
  readonly fetchedAt: Date
  readonly sourceId: string | null
  readonly followedId: string | null
}

/** Captures of a shard that are not read at this version yet, with what their documents say of them. */
export async function listUnread(db: Db, version: number, shard: string, limit: number): Promise<CaptureToRead[]> {
  const { rows } = await sql<CaptureToRead>`
    select p.capture_id as "captureId", c.document_id as "documentId", d.url, d.label as "as", c.sha256, c.bytes, c.headers, c.fetched_at as "fetchedAt", d.source_id as "sourceId", d.followed_id as "followedId"
    from capture_progress p join capture c on c.id = p.capture_id join document d on d.id = c.document_id
    where substr(p.capture_id, 5, 1) = ${shard} and p.read_version < ${version} order by p.read_version limit ${limit}`.execute(db)
  return rows
}

/** Keeps readings and moves their documents on, in one transaction. The same text gives the same row. */
export async function saveReadings(db: Db, version: number, readings: readonly { captureId: string; reading: Reading }[], now: Date): Promise<void> {
  if (readings.length === 0) return
  const rows = readings.map(({ captureId, reading }) => ({
    id: hashId('rdg', captureId, reading.text),
    captureId,
    readVersion: version,
    title: reading.title,
    language: reading.language,
    publishedOn: reading.publishedOn,
    text: reading.text,
    spans: JSON.stringify(reading.spans.length > 0 ? reading.spans : [{ start: 0, end: reading.text.length }]),
    stated: JSON.stringify(reading.claims),
    readAt: now,
  }))
  await transact(db, async (tx) => {
    await tx
      .insertInto('reading')
      .values(rows)
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet((eb) => ({
          readVersion: eb.ref('excluded.readVersion'),
          spans: eb.ref('excluded.spans'),
          stated: eb.ref('excluded.stated'),
          title: eb.ref('excluded.title'),
        })),
      )
      .execute()
    const columns = <T>(of: (row: (typeof rows)[number]) => T) => rows.map(of)
    await sql`
      with input as (select * from unnest(${columns((row) => row.captureId)}::text[], ${columns((row) => row.id)}::text[], ${columns((row) => row.title)}::text[], ${columns((row) => row.publishedOn)}::date[]) as t (capture_id, reading_id, title, published_on)),
      moved as (update capture_progress p set read_version = ${version}, reading_id = i.reading_id, extract_version = 0, resolve_version = 0 from input i where p.capture_id = i.capture_id)
      update document d set state = case when d.state in ('sealed', 'failed') then 'read' else d.state end, problem = null, problem_kind = null,
        title = coalesce(d.title, i.title), published_on = coalesce(d.published_on, i.published_on)
      from input i join capture c on c.id = i.capture_id where d.id = c.document_id`.execute(tx)
  })
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
