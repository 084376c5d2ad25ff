/** SQL of the demonstration: how far it is, and taking all of it away. */
import { sql } from 'kysely'
import type { Db, Tx } from '../db/client.ts'

export type DemonstrationProgress = {
  sourcesLeft: number
  documents: number
  sealed: number
  done: number
  failed: number
  pending: number
  candidates: number
  unpublished: number
}

/** How far the demonstration's documents have come. `pending` counts captures that some stage still has to look at. */
export async function demonstrationProgress(db: Db, versions: { read: number; extract: number; resolve: number }): Promise<DemonstrationProgress> {
  const { rows } = await sql<DemonstrationProgress>`
    select (select count(*) from source where demonstration and last_run_at is null) as "sourcesLeft",
      (select count(*) from document where demonstration) as documents,
      (select count(*) from document where demonstration and state in ('sealed', 'read', 'done')) as sealed,
      (select count(*) from document where demonstration and state = 'done') as done,
      (select count(*) from document where demonstration and state = 'failed') as failed,
      (select count(*) from document d left join capture c on c.document_id = d.id left join capture_progress p on p.capture_id = c.id where d.demonstration and d.state <> 'failed'
        and (d.fetch_due_at is not null or c.id is null or p.read_version < ${versions.read} or p.extract_version < ${versions.extract} or p.resolve_version < ${versions.resolve})) as pending,
      (select count(*) from claim where demonstration and status = 'candidate') as candidates,
      (select count(*) from unpublished_change u join organisation o on o.id = u.subject_id where o.demonstration) as unpublished`.execute(db)
  return rows[0] as DemonstrationProgress
}

/** Takes away every row that was made up. @returns the SHA-256 of captures that nothing refers to any more */
export async function deleteDemonstration(tx: Tx): Promise<string[]> {
  await sql`set local unpick.removing_demonstration = 'on'`.execute(tx)
  const { rows } = await sql<{ sha256: string }>`select distinct c.sha256 from capture c join document d on d.id = c.document_id where d.demonstration
    and not exists (select 1 from capture o join document od on od.id = o.document_id where o.sha256 = c.sha256 and not od.demonstration)`.execute(tx)
  const readings = sql`select r.id from reading r join capture c on c.id = r.capture_id join document d on d.id = c.document_id where d.demonstration`
  const captures = sql`select c.id from capture c join document d on d.id = c.document_id where d.demonstration`
  for (const statement of [
    sql`delete from action where demonstration`,
    sql`delete from ballot where demonstration`,
    sql`delete from campaign where demonstration`,
    sql`delete from affiliate where demonstration`,
    sql`delete from campaign_change c where not exists (select 1 from action where id = c.ref) and not exists (select 1 from affiliate where id = c.ref) and not exists (select 1 from ballot where id = c.ref)`,
    sql`delete from reply where demonstration or claim_id in (select id from claim where demonstration)`,
    sql`delete from notice where demonstration or claim_id in (select id from claim where demonstration)`,
    sql`delete from response where demonstration or claim_id in (select id from claim where demonstration)`,
    sql`delete from decision where claim_id in (select id from claim where demonstration)`,
    sql`delete from evidence where claim_id in (select id from claim where demonstration)`,
    sql`delete from claim where demonstration`,
    sql`delete from candidate where reading_id in (${readings})`,
    sql`delete from mention where reading_id in (${readings})`,
    sql`delete from passage where reading_id in (${readings})`,
    sql`delete from capture_progress where capture_id in (${captures})`,
    sql`delete from reading where capture_id in (${captures})`,
    sql`delete from capture where document_id in (select id from document where demonstration)`,
    sql`delete from document where demonstration`,
    sql`delete from site where demonstration`,
    sql`update organisation set same_as = null where demonstration`,
    sql`delete from judgement where demonstration`,
    sql`delete from organisation where demonstration`,
    sql`delete from programme where demonstration`,
    sql`delete from official_list where demonstration`,
    sql`delete from source where demonstration`,
    sql`delete from publisher_rating where demonstration`,
    sql`delete from publisher where demonstration`,
  ])
    await statement.execute(tx)
  return rows.map((row) => row.sha256)
}

/** Whether somebody has added documents: made-up ones are then not put beside them. */
export async function hasRealDocuments(db: Db): Promise<boolean> {
  return (
    (await db.selectFrom('document').select('id').where('demonstration', '=', false).where('sourceId', 'is', null).limit(1).executeTakeFirst()) !== undefined
  )
}
