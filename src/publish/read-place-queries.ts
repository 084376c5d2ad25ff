/** SQL that reads the published schema by place: shops, postcodes. */
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

const siteColumns = ['id', 'name', 'kind', 'address', 'town', 'postcode', 'lat', 'lon', 'hours'] as const

export type ShopRow = SiteRecord & { readonly brand: string; readonly footfall: number | null }
/** Every shop of every published brand. */
export async function listShops(db: Db): Promise<ShopRow[]> {
  return (await db
    .selectFrom('published.site')
    .select([...siteColumns, 'brand', 'footfall'])
    .where('kind', '=', 'shop')
    .orderBy('lat')
    .orderBy('id')
    .execute()) as ShopRow[]
}

export type BrandStanding = {
  readonly slug: string
  readonly name: string
  readonly sector: string | null
  readonly headline: string
  readonly grade: string | null
  readonly chains: number
  readonly call: unknown
  readonly demonstration: boolean
}
/** How every published brand that has shops stands. */
export async function listStandings(db: Db): Promise<BrandStanding[]> {
  return await db
    .selectFrom('published.brand')
    .select(['slug', 'name', 'sector', 'headline', 'grade', 'chains', 'call', 'demonstration'])
    .where('sites', '>', 0)
    .execute()
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
