/** SQL of workplaces: sites and facilities that are published, and organisations of a chain. */
import { sql } from 'kysely'
import type { Db } from '../db/client.ts'
import type { OrganisationRecord } from '../model/profile.ts'

export type SiteOfBrand = {
  readonly id: string
  readonly name: string
  readonly kind: string
  readonly address: string
  readonly town: string | null
  readonly lat: number
  readonly lon: number
  readonly brand: string
}

export async function findSiteOfBrand(db: Db, id: string): Promise<SiteOfBrand | null> {
  const row = await db
    .selectFrom('published.site')
    .select(['id', 'name', 'kind', 'address', 'town', 'lat', 'lon', 'brand'])
    .where('id', '=', id)
    .orderBy('brand')
    .executeTakeFirst()
  return row ?? null
}

/** Records of organisations by id; rows that stand for another one are left out. */
export async function listOrganisationRecords(db: Db, ids: readonly string[]): Promise<Map<string, OrganisationRecord>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{
    id: string
    record: OrganisationRecord
  }>`select id, record from published.organisation where id = any(${[...ids]}) and record is not null`.execute(db)
  return new Map(rows.map(({ id, record }) => [id, record]))
}

/** How many shops a brand has in how many towns, and its other sites. */
export async function getDownstream(db: Db, brand: string): Promise<{ shops: number; towns: number; depots: Omit<SiteOfBrand, 'brand' | 'address'>[] }> {
  const { rows } = await sql<{ shops: number; towns: number }>`
    select count(*)::int as shops, count(distinct town)::int as towns from published.site where brand = ${brand} and kind = 'shop'`.execute(db)
  const depots = await db
    .selectFrom('published.site')
    .select(['id', 'name', 'kind', 'town', 'lat', 'lon'])
    .where('brand', '=', brand)
    .where('kind', '<>', 'shop')
    .orderBy('kind')
    .orderBy('name')
    .limit(200)
    .execute()
  return { shops: rows[0]?.shops ?? 0, towns: rows[0]?.towns ?? 0, depots }
}

export type FoundWorkplace = {
  readonly id: string
  readonly name: string
  readonly kind: string
  readonly where: string | null
  readonly demonstration: boolean
}
/** Workplaces by a word of their name, address or brand: sites of brands, then facilities and public bodies. */
export async function listWorkplaces(db: Db, question: string, limit: number): Promise<FoundWorkplace[]> {
  const like = `%${question.replace(/[\\%_]/g, '\\$&')}%`
  const { rows } = await sql<FoundWorkplace>`
    (select s.id, s.name, s.kind, coalesce(s.town, s.address) as where, b.demonstration from published.site s join published.brand b on b.slug = s.brand
      where s.name ilike ${like} or s.address ilike ${like} or s.town ilike ${like} or b.name ilike ${like} order by s.kind = 'shop', s.name, s.id limit ${limit})
    union all
    (select o.id, o.name, o.kind, coalesce(o.record ->> 'place', o.country) as where, (o.record ->> 'demonstration')::boolean from published.organisation o
      where o.record is not null and o.kind in ('facility', 'public body', 'company') and o.name ilike ${like} order by o.kind = 'company', o.name, o.id limit ${limit})`.execute(
    db,
  )
  return rows.slice(0, limit * 2)
}
