/** SQL of the read stage: captures that wait to be read, and their readings. */
import { CompiledQuery, sql } from 'kysely'
import type { Db, Tx } from '../db/client.ts'
import { dayAtStart } from '../model/day.ts'
import type { PostcodePlace, Reading } from '../model/document.ts'
import { hashId, sha256 } from '../model/id.ts'
import { packSpans } from '../model/spans.ts'

/** A capture that no other worker has under way, and that is not set apart. */
const isFree = (worker: string) =>
  sql`not exists (select 1 from under_way u where u.stage = 'read' and u.item = capture_progress.capture_id and u.worker is distinct from ${worker})`

/** How many captures may be read and are not at this version yet, as far as `most`. */
export async function countUnread(db: Db, worker: string, version: number, most: number): Promise<number> {
  const { rows } = await sql<{
    n: number
  }>`
    select count(*)::int as n
    from (select 1 from capture_progress where read_version < ${version} and ${isFree(worker)} limit ${most}) unread`.execute(db)
  return rows[0]?.n ?? 0
}

export type CaptureToRead = {
  readonly captureId: string
  readonly documentId: string
  readonly url: string
  readonly as: string
  readonly title: string | null
  readonly sha256: string
  readonly bytes: number
  readonly headers: Record<string, string>
  readonly fetchedAt: Date
  readonly sourceId: string | null
  readonly followedId: string | null
  /** Which column is what, where a person said so of its source or of this document. */
  readonly mapping: unknown
  /** Somebody added it as a file that everyone may read, and no copy without metadata was made yet. */
  readonly needsCopy: boolean
}

/**
 * Takes captures that are not read at this version yet, with what their documents say of them. They are this
 * transaction's until it ends; what others have taken is passed over. Readings can be made again, so its end does not wait for the disk:
 * after a loss of power the last of them are due once more.
 */
export async function takeUnread(
  tx: Tx,
  version: number,
  which: { readonly worker: string; readonly limit: number } | { readonly captureId: string },
): Promise<CaptureToRead[]> {
  const [isWanted, limit] = 'captureId' in which ? [sql`capture_id = ${which.captureId}`, 1] : [isFree(which.worker), which.limit]
  const { rows } = await sql<CaptureToRead>`
    with taken as (select capture_id from capture_progress where read_version < ${version} and ${isWanted} order by read_version limit ${limit} for update skip locked)
    select c.id as "captureId", c.document_id as "documentId", d.url, d.label as "as", d.title, c.sha256, c.bytes, c.headers, c.fetched_at as "fetchedAt", d.source_id as "sourceId", d.followed_id as "followedId",
      (select json_build_object('buyer', m.buyer, 'list', m.list, 'columns', m.columns) from column_mapping m where m.source_id = d.source_id or m.document_id = d.id limit 1) as mapping,
      d.open and (d.url ~ '^(upload|inbox):' or c.handed_by is not null) and not exists (select 1 from file_copy f where f.sha256 = c.sha256) as "needsCopy"
    from taken t cross join (select set_config('synchronous_commit', 'off', true)) as unhurried join capture c on c.id = t.capture_id join document d on d.id = c.document_id`.execute(
    tx,
  )
  return rows
}

/** Notes the copy of a file without its metadata, or why there is none. */
export async function saveCopy(tx: Tx, copy: { sha256: string; copySha256: string | null; problem: string | null; madeAt: Date }): Promise<void> {
  await tx
    .insertInto('fileCopy')
    .values(copy)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** A reading as it is kept; its text in bytes, which V8 leaves where they are until they are written. */
export type ReadingRow = ReturnType<typeof readingRow>

/** A capture's reading as a row. The same text gives the same row. */
export function readingRow(captureId: string, { title, language, publishedOn, text, spans, claims }: Reading) {
  const bytes = Buffer.from(text)
  return {
    id: hashId('rdg', captureId, sha256(bytes)),
    captureId,
    title,
    language,
    publishedOn: dayAtStart(publishedOn),
    text: bytes,
    spans: JSON.stringify(packSpans(spans.length > 0 ? spans : [{ start: 0, end: text.length }])),
    stated: JSON.stringify(claims),
  }
}

/** Keeps readings and moves their documents on. */
export async function saveReadings(tx: Tx, version: number, rows: readonly ReadingRow[], now: Date): Promise<void> {
  if (rows.length === 0) return
  // Written out: Kysely's builder was an eighth of a crawling worker's time.
  const written = rows.map((_, i) => `(${Array.from({ length: 8 }, (_value, at) => `$${i * 8 + at + 3}`).join(', ')}, $1, $2)`)
  await tx.executeQuery(
    CompiledQuery.raw(
      `insert into reading (id, capture_id, title, language, published_on, text, spans, stated, read_version, read_at) values ${written.join(', ')}
      on conflict (id) do update set read_version = excluded.read_version, spans = excluded.spans, stated = excluded.stated, title = excluded.title`,
      [version, now, ...rows.flatMap((row) => [row.id, row.captureId, row.title, row.language, row.publishedOn, row.text, row.spans, row.stated])],
    ),
  )
  const columns = <T>(of: (row: ReadingRow) => T) => rows.map(of)
  await sql`
      with input as (select * from unnest(${columns((row) => row.captureId)}::text[], ${columns((row) => row.id)}::text[], ${columns((row) => row.title)}::text[], ${columns((row) => row.publishedOn)}::date[]) as t (capture_id, reading_id, title, published_on)),
      moved as (update capture_progress p set read_version = ${version}, reading_id = i.reading_id, extract_version = 0, resolve_version = 0 from input i where p.capture_id = i.capture_id)
      update document d set state = case when d.state in ('sealed', 'failed') then 'read' else d.state end, problem = null, problem_kind = null,
        title = coalesce(d.title, i.title), published_on = coalesce(d.published_on, i.published_on)
      from input i join capture c on c.id = i.capture_id where d.id = c.document_id`.execute(tx)
}

/** Ends the reading of a capture at this version with a sentence that says what to do. */
export async function failReading(tx: Tx, captureId: string, version: number, kind: string, problem: string): Promise<void> {
  await tx.updateTable('captureProgress').set({ readVersion: version }).where('captureId', '=', captureId).execute()
  await tx
    .updateTable('document')
    .set({ state: 'failed', problem, problemKind: kind })
    .where('id', '=', (eb) => eb.selectFrom('capture').select('documentId').where('id', '=', captureId))
    .execute()
}

const PLACES_TOGETHER = 5_000

/** Writes the middles of postcodes; one that is known moves to where it stands now. */
export async function savePlaces(tx: Tx, places: Iterable<PostcodePlace>): Promise<void> {
  let group: PostcodePlace[] = []
  const flush = async () => {
    const once = [...new Map(group.map((place) => [place.postcode, place])).values()]
    group = []
    await sql`insert into gazetteer.postcode (postcode, lat, lon)
      select * from unnest(${once.map((place) => place.postcode)}::text[], ${once.map((place) => place.lat)}::float8[], ${once.map((place) => place.lon)}::float8[])
      on conflict (postcode) do update set lat = excluded.lat, lon = excluded.lon where (postcode.lat, postcode.lon) is distinct from (excluded.lat, excluded.lon)`.execute(
      tx,
    )
  }
  for (const place of places) {
    group.push(place)
    if (group.length >= PLACES_TOGETHER) await flush()
  }
  if (group.length > 0) await flush()
}
