/** SQL of files that people hand over to a source: whose they are, how far each has come, and who confirmed it. */
import { sql } from 'kysely'
import { type Db, transact } from '../db/client.ts'
import type { DocumentState } from '../model/document.ts'
import type { PublisherInput } from '../model/organisation.ts'

export type SourceToHandTo = {
  readonly id: string
  readonly title: string
  readonly open: boolean
  readonly licence: string
  readonly demonstration: boolean
  readonly publisher: PublisherInput
}

/** A source as what is handed to it must know it; null when there is none. */
export async function findSourceToHandTo(db: Db, id: string): Promise<SourceToHandTo | null> {
  const { rows } = await sql<SourceToHandTo>`
    select s.id, s.title, s.open, s.licence, s.demonstration, jsonb_build_object('name', p.name, 'kind', p.kind, 'reliability', p.reliability,
      'reliabilityReason', p.reliability_reason, 'organisation', p.organisation_name) as publisher
    from source s join publisher p on p.id = s.publisher_id where s.id = ${id}`.execute(db)
  return rows[0] ?? null
}

/** The source that a document at an address belongs to: null for one of no source, undefined where there is no such document. */
export async function sourceOfDocument(db: Db, documentId: string): Promise<string | null | undefined> {
  return (await db.selectFrom('document').select('sourceId').where('id', '=', documentId).executeTakeFirst())?.sourceId
}

/** Notes that a source was run by hand: its next run comes when its time is round. */
export async function noteHandRun(db: Db, id: string, added: number, now: Date): Promise<void> {
  await transact(db, async (tx) => {
    await sql`insert into source_run (source_id, started_at, ended_at, listed, added) values (${id}, ${now}, ${now}, 1, ${added}) on conflict (source_id, started_at) do nothing`.execute(
      tx,
    )
    await sql`update source set last_run_at = ${now}, problem = null, problem_kind = null, attempts = 0,
      next_due_at = ${now}::timestamptz + make_interval(mins => every_minutes) where id = ${id}`.execute(tx)
  })
}

export type HandedRow = {
  captureId: string
  documentId: string
  title: string
  /** Where it was saved from; `upload:` where nobody said. */
  url: string
  handedBy: string
  handedAt: Date
  savedAt: Date | null
  state: DocumentState
  problem: string | null
  candidates: number
  confirmedBy: string | null
}

/** What was handed over to a source, newest first. */
export async function listHandedOver(db: Db, sourceId: string, limit: number): Promise<HandedRow[]> {
  const { rows } = await sql<HandedRow>`
    select c.id as "captureId", d.id as "documentId", coalesce(d.title, d.url) as title, d.url, c.handed_by as "handedBy", c.fetched_at as "handedAt", c.said_saved_at as "savedAt",
      d.state, d.problem, f.confirmed_by as "confirmedBy",
      (select count(*) from capture_progress p join candidate k on k.reading_id = p.reading_id where p.capture_id = c.id) as candidates
    from capture c join document d on d.id = c.document_id left join capture_confirmation f on f.capture_id = c.id
    where c.handed_by is not null and not d.confidential and d.source_id = ${sourceId} order by c.fetched_at desc, c.id limit ${limit}`.execute(db)
  return rows
}

/**
 * Records that somebody compared a file with its publisher's. Its rows are resolved again, and now fall under the source's rule.
 * @returns whether there is such a file, handed to this source, that nobody had confirmed
 */
export async function insertConfirmation(db: Db, sourceId: string, captureId: string, by: string, now: Date): Promise<boolean> {
  return transact(db, async (tx) => {
    const { rows } = await sql<{ id: string }>`
      insert into capture_confirmation (capture_id, confirmed_by, confirmed_at)
      select c.id, ${by}, ${now} from capture c join document d on d.id = c.document_id where c.id = ${captureId} and c.handed_by is not null and d.source_id = ${sourceId}
      on conflict (capture_id) do nothing returning capture_id as id`.execute(tx)
    if (rows.length > 0) await tx.updateTable('captureProgress').set({ resolveVersion: 0, dueSince: now }).where('captureId', '=', captureId).execute()
    return rows.length > 0
  })
}
