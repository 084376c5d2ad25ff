/** SQL of reports: texts that are copies of one another are one report, whoever put them out. */
import { sql } from 'kysely'
import { noteChanges } from '../db/change-queries.ts'
import type { Tx } from '../db/client.ts'
import { SAME_REPORT, likeness, signatureOf } from '../model/report-signature.ts'

/**
 * Keeps which report a reading is a copy of: that of any reading alike, or its own. Where it joins two groups they become one,
 * named by the smallest id, so that no order of arrival matters.
 */
export async function keepReport(tx: Tx, readingId: string, text: string): Promise<void> {
  const signature = signatureOf(text)
  if (signature === null) return
  const bands = signature.bands.map(String)
  await sql`select pg_advisory_xact_lock(hashtext('unpick report'))`.execute(tx)
  const { rows } = await sql<{ report: string; signature: string[] }>`
    select report_id as report, signature::text[] as signature from report_copy where bands && ${bands}::bigint[] and reading_id <> ${readingId} limit 500`.execute(
    tx,
  )
  const alike = rows.filter((row) => likeness(row.signature.map(Number), signature.bins) >= SAME_REPORT)
  const groups = [...new Set([readingId, ...alike.map((row) => row.report)])].sort()
  const report = groups[0] as string
  await sql`insert into report_copy (reading_id, report_id, bands, signature) values (${readingId}, ${report}, ${bands}::bigint[], ${signature.bins.map(String)}::bigint[])
    on conflict (reading_id) do update set report_id = excluded.report_id, bands = excluded.bands, signature = excluded.signature`.execute(tx)
  if (groups.length === 1) return
  await sql`update report_copy set report_id = ${report} where report_id = any(${groups.slice(1)})`.execute(tx)
  const { rows: subjects } = await sql<{ id: string }>`
    select distinct cl.subject_id as id from report_copy r join passage p on p.reading_id = r.reading_id join evidence e on e.passage_id = p.id join claim cl on cl.id = e.claim_id
    where r.report_id = ${report}`.execute(tx)
  await noteChanges(
    tx,
    subjects.map((row) => row.id),
  )
}
