/** SQL of changes: the sealed versions of one document, oldest first. */
import { sql } from 'kysely'
import type { Db } from '../db/client.ts'

export type Version = {
  readonly sha256: string
  readonly fetchedAt: Date
  readonly via: string
  readonly archivedAt: Date | null
  readonly text: string | null
}
export type VersionedDocument = {
  readonly id: string
  readonly url: string
  readonly title: string | null
  readonly state: string
  readonly checkedAt: Date | null
  readonly versions: readonly Version[]
}

/** A document by its id or address, with every version that was sealed; null when it is not known. */
export async function findVersions(db: Db, key: string): Promise<VersionedDocument | null> {
  const document = await db
    .selectFrom('document')
    .select(['id', 'url', 'title', 'state', 'checkedAt'])
    .where((eb) => eb.or([eb('id', '=', key), eb('url', '=', key)]))
    .executeTakeFirst()
  if (!document) return null
  const { rows } = await sql<Version>`
    select c.sha256, c.fetched_at as "fetchedAt", c.via, c.archived_at as "archivedAt", r.text
    from capture c left join capture_progress p on p.capture_id = c.id left join reading r on r.id = p.reading_id
    where c.document_id = ${document.id} order by coalesce(c.archived_at, c.fetched_at), c.id`.execute(db)
  return { ...document, versions: rows }
}

/** Documents that were sealed more than once, the last changed first. */
export async function listChanged(db: Db, limit: number): Promise<{ id: string; url: string; title: string | null; versions: number; changedAt: Date }[]> {
  const { rows } = await sql<{ id: string; url: string; title: string | null; versions: number; changedAt: Date }>`
    select d.id, d.url, d.title, count(*)::int as versions, max(c.fetched_at) as "changedAt" from capture c join document d on d.id = c.document_id
    where not d.demonstration group by d.id having count(*) > 1 order by max(c.fetched_at) desc, d.id limit ${limit}`.execute(db)
  return rows
}
