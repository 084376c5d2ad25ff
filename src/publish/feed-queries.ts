/** SQL that reads what changed on brands' pages, for those who follow. */
import { sql } from 'kysely'
import type { Db } from '../db/client.ts'

export type Change = {
  readonly slug: string
  readonly name: string
  readonly since: Date
  readonly changes: readonly string[]
  readonly demonstration: boolean
}
export type ChangeFilter = { readonly brand?: string; readonly sector?: string; readonly after?: Date; readonly limit: number }

/** What changed on the pages of brands, newest first. */
export async function listChanges(db: Db, { brand, sector, after, limit }: ChangeFilter): Promise<Change[]> {
  const { rows } = await sql<Change>`
    select v.slug, b.name, v.since, v.changes, b.demonstration from published.brand_version v join published.brand b on b.slug = v.slug
    where (${brand ?? null}::text is null or v.slug = ${brand ?? null}) and (${sector ?? null}::text is null or b.sector = ${sector ?? null}) and (${after ?? null}::timestamptz is null or v.since > ${after ?? null})
    order by v.since desc, v.slug limit ${limit}`.execute(db)
  return rows
}
