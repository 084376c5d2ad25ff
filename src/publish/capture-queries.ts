/** SQL that publish reads of captures and the passages quoted from them. */
import { sql } from 'kysely'
import type { Tx } from '../db/client.ts'
import type { Evidence } from '../model/profile.ts'
import { type ClaimRow, loadClaimsById, shownTitle, shownUrl } from './evidence-queries.ts'
import { groupBy } from './told-queries.ts'

export type CaptureFacts = {
  sha256: string
  bytes: number
  mediaType: string
  url: string
  finalUrl: string
  status: number
  headers: Record<string, string>
  fetchedAt: Date
  via: 'web' | 'file' | 'web archive' | 'imported'
  archivedAt: Date | null
  saidSavedAt: Date | null
  gone: boolean
  open: boolean
  licence: string | null
  text: string
  document: { id: string; title: string; url: string; published: string | null }
  publisher: Evidence['publisher']
  source: string | null
  masks: string[]
  /** A copy without metadata: its SHA-256, or why there is none; null when none was asked for. */
  copy: { sha256: string | null } | null
  demonstration: boolean
}
/** What is told of these captures, one row a SHA-256: the first fetch of those bytes. */
export async function loadCaptures(tx: Tx, shas: readonly string[]): Promise<CaptureFacts[]> {
  const { rows } = await sql<CaptureFacts>`
    select distinct on (ca.sha256) ca.sha256, ca.bytes, ca.media_type as "mediaType", ${shownUrl('ca.url')} as url, ${shownUrl('ca.final_url')} as "finalUrl", ca.status, ca.headers, ca.fetched_at as "fetchedAt", ca.via, ca.archived_at as "archivedAt", ca.said_saved_at as "saidSavedAt", d.state = 'gone' as gone, d.open, d.licence, r.text,
      jsonb_build_object('id', d.id, 'title', ${shownTitle}, 'url', ${shownUrl('d.url')}, 'published', coalesce(d.published_on, r.published_on)) as document,
      jsonb_build_object('name', pub.name, 'kind', pub.kind, 'reliability', pub.reliability, 'reliabilityReason', pub.reliability_reason) as publisher, src.title as source, array(select m.words from mask m where m.document_id = d.id) as masks, (select jsonb_build_object('sha256', f.copy_sha256) from file_copy f where f.sha256 = ca.sha256) as copy, d.demonstration
    from capture ca join capture_progress cp on cp.capture_id = ca.id join reading r on r.id = cp.reading_id join document d on d.id = ca.document_id join publisher pub on pub.id = d.publisher_id left join source src on src.id = d.source_id
    where ca.sha256 = any(${[...shas]}) and not d.confidential order by ca.sha256, ca.fetched_at, ca.id`.execute(tx)
  return rows
}

/** Those of these captures whose page says something else of the document than is so now: that it is gone, or how many copies of it there are. */
export async function staleCaptures(tx: Tx, shas: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ sha256: string }>`
    select distinct pc.sha256 from published.capture pc join capture c on c.sha256 = pc.sha256 join document d on d.id = c.document_id and d.id = pc.record->'document'->>'id'
    where pc.sha256 = any(${[...shas]}) and ((pc.record->>'gone')::boolean is distinct from (d.state = 'gone')
      or jsonb_array_length(pc.record->'versions') <> (select count(*) from capture v where v.document_id = d.id))`.execute(tx)
  return rows.map((row) => row.sha256)
}

/** Public claims that quote these captures, with the places quoted. */
export async function loadPassages(tx: Tx, shas: readonly string[]): Promise<{ sha256: string; start: number; end: number; claim: ClaimRow }[]> {
  const { rows } = await sql<{ sha256: string; start: number; end: number; claimId: string }>`
    select distinct ca.sha256, p.start_at as start, p.end_at as end, e.claim_id as "claimId" from capture ca join capture_progress cp on cp.capture_id = ca.id join passage p on p.reading_id = cp.reading_id
      join evidence e on e.passage_id = p.id where ca.sha256 = any(${[...shas]}) order by ca.sha256, p.start_at, e.claim_id`.execute(tx)
  const claims = new Map((await loadClaimsById(tx, [...new Set(rows.map(({ claimId }) => claimId))])).map((claim) => [claim.id, claim]))
  return rows.flatMap(({ claimId, ...place }) => {
    const claim = claims.get(claimId)
    return claim ? [{ ...place, claim }] : []
  })
}

/** Every capture of a document, oldest first. */
export async function loadDocumentCaptures(
  tx: Tx,
  documentIds: readonly string[],
): Promise<Map<string, { sha256: string; fetched: string; public: boolean }[]>> {
  const rows = await tx
    .selectFrom('capture')
    .select(['documentId', 'sha256', 'fetchedAt'])
    .select((eb) => eb.exists(eb.selectFrom('published.capture as pc').select('pc.sha256').whereRef('pc.sha256', '=', 'capture.sha256')).as('public'))
    .where('documentId', 'in', ['', ...documentIds])
    .orderBy('fetchedAt')
    .orderBy('id')
    .execute()
  return groupBy(
    rows,
    (row) => row.documentId,
    (row) => ({ sha256: row.sha256, fetched: row.fetchedAt.toISOString(), public: Boolean(row.public) }),
  )
}
