/** SQL that reads the published schema by place: shops, postcodes. */
import { sql } from 'kysely'
import { type Page, readCursor } from '../db/cursor.ts'
import type { Db } from '../db/client.ts'
import type { SiteRecord } from '../model/profile.ts'
import { outwardCode } from '../model/site.ts'
import { type ListInput, found, keyedPage } from './read-queries.ts'

/** A brand's sites in order of id. @throws NotFoundError for a brand that is not published */
export async function listBrandSites(db: Db, slug: string, input: ListInput): Promise<Page<SiteRecord>> {
  const brand = await db.selectFrom('published.brand').select('slug').where('slug', '=', slug).executeTakeFirst()
  found(brand, 'brand', slug)
  const after = readCursor(input.cursor, 1)
  let query = db.selectFrom('published.site').select(siteColumns).where('brand', '=', slug)
  if (after) query = query.where('id', '>', after[0] as string)
  return keyedPage(query.orderBy('id'), input.limit, (row) => [row.id])
}

const siteColumns = ['id', 'name', 'kind', 'address', 'town', 'postcode', 'lat', 'lon'] as const

export type SiteNear = SiteRecord & {
  footfall: number | null
  brand: string
  brandName: string
  headline: string
  grade: string | null
  chains: number
  call: unknown
  demonstration: boolean
  actionsHere: number
}

/** Sites of published brands in a box around a point, with what ranking needs. */
export async function listSitesInBox(
  db: Db,
  box: { south: number; north: number; west: number; east: number },
  filter: { sector?: string | undefined; brand?: string | undefined },
  now: Date,
): Promise<SiteNear[]> {
  const { rows } = await sql<SiteNear>`
    select s.id, s.name, s.kind, s.address, s.town, s.postcode, s.lat, s.lon, s.footfall, b.slug as brand, b.name as "brandName", b.headline, b.grade, b.chains, b.call, b.demonstration,
      (select count(*)::int from published.action a where a.brand = s.brand and a.starts_at between ${now}::timestamptz - interval '30 days' and ${now}::timestamptz + interval '30 days' and abs(a.lat - s.lat) < 0.003 and abs(a.lon - s.lon) < 0.005) as "actionsHere"
    from published.site s join published.brand b on b.slug = s.brand
    where s.lat between ${box.south} and ${box.north} and s.lon between ${box.west} and ${box.east} and s.kind = 'shop'
      and (${filter.sector ?? null}::text is null or b.sector = ${filter.sector ?? null}) and (${filter.brand ?? null}::text is null or b.slug = ${filter.brand ?? null})`.execute(
    db,
  )
  return rows
}

/** The middle of a postcode, or of all with an outward code, if postcodes have been imported; else null. */
export async function findPostcode(db: Db, text: string): Promise<{ name: string; lat: number; lon: number } | null> {
  const compact = text.toUpperCase().replace(/\s+/g, '')
  const whole = /^([A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})$/.exec(compact)
  if (whole) {
    const name = `${whole[1]} ${whole[2]}`
    const row = await db.selectFrom('gazetteer.postcode').select(['lat', 'lon']).where('postcode', '=', name).executeTakeFirst()
    if (row) return { name, ...row }
  }
  const outcode = outwardCode(text)
  if (outcode === null) return null
  const row = await db
    .selectFrom('gazetteer.postcode')
    .select((eb) => [eb.fn.avg<number | null>('lat').as('lat'), eb.fn.avg<number | null>('lon').as('lon')])
    .where('postcode', '>=', `${outcode} `)
    .where('postcode', '<', `${outcode}!`)
    .executeTakeFirst()
  return row?.lat == null || row.lon == null ? null : { name: outcode, lat: Number(row.lat), lon: Number(row.lon) }
}

/** The middle of the sites with this outward code, or null. */
export async function findOutcode(db: Db, outcode: string): Promise<{ lat: number; lon: number } | null> {
  const row = await db
    .selectFrom('published.site')
    .select((eb) => [eb.fn.avg<number | null>('lat').as('lat'), eb.fn.avg<number | null>('lon').as('lon')])
    .where('outcode', '=', outcode)
    .executeTakeFirst()
  return row?.lat == null || row.lon == null ? null : { lat: Number(row.lat), lon: Number(row.lon) }
}
