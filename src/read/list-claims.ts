/** List claims: what the rows of a supplier list state, as claims that quote the whole row; by its source's reader or by what a person said of its columns. */
import { DriftError } from '../errors.ts'
import type { SupplierTable } from '../model/check.ts'
import type { Reading } from '../model/document.ts'
import type { ColumnMapping } from '../model/mapping.ts'
import { makesMaterials } from '../names/list-cells.ts'
import { type ListedSite, listOfTable } from './list-rows.ts'
import { createTextBuilder } from './text-builder.ts'

type Claims = readonly Omit<Reading['claims'][number], 'start' | 'end' | 'confidence' | 'rule' | 'stance'>[]
/** Who buys from the sites of a list. */
export type Buyer = { readonly brand: string; readonly sector?: string | undefined }

const LONGEST_PRODUCT = 200
/** People said which column is what, so people look at what follows: no rule accepts it. */
const BY_MAPPING = 'mapped: list'
/** A list of which less than this share of the rows names a site has changed. */
const LEAST_SHARE = 0.5

type Supplier = {
  readonly name: string
  readonly kind: 'facility'
  readonly country?: string | undefined
  readonly place?: string | undefined
  readonly identifiers?: string[]
}
type Facts = { readonly product: string | null; readonly tier: number | null; readonly isClosed: boolean; readonly owners: readonly string[] }

/** What a list states of a supplier: its buyer buys from it, with its tier, and who owns it. A closed site is bought from by nobody. */
export function claimsOfSupplier(supplier: Supplier, { product, tier, isClosed, owners }: Facts, buyer: Buyer): Claims {
  const bought = {
    subject: { name: buyer.brand, kind: 'brand' as const, sector: buyer.sector },
    predicate: 'sources_from' as const,
    object: { type: 'organisation' as const, organisation: supplier },
    product: product?.slice(0, LONGEST_PRODUCT),
    tier,
  }
  const owned = owners.map((name) => ({
    subject: supplier,
    predicate: 'owned_by' as const,
    object: { type: 'organisation' as const, organisation: { name, kind: 'company' as const } },
  }))
  return [...(isClosed ? [] : [bought]), ...owned]
}

/** What one row of a list states. */
export function claimsOfSite(site: ListedSite, buyer: Buyer): Claims {
  const supplier = { name: site.name, kind: 'facility' as const, country: site.country ?? undefined, place: site.place ?? undefined }
  // What kind of maker it is belongs to what is bought there, where that is not the finished thing.
  const product = site.type !== null && makesMaterials(site.type) ? [site.product, `(${site.type})`].filter(Boolean).join(' ') : site.product
  return claimsOfSupplier(supplier, { product, tier: site.tier, isClosed: site.isClosed, owners: site.owner === null ? [] : [site.owner] }, buyer)
}

/** What one row of an official list states: the firm is on it. */
function claimsOfListed({ name, otherName, country, place }: ListedSite, slug: string): Claims {
  const subject = { name, country: country ?? undefined, place: place ?? undefined, ...(otherName === null ? {} : { aliases: [otherName] }) }
  return [{ subject, predicate: 'listed_on' as const, object: { type: 'list' as const, slug } }]
}

/** What a row states by what a person said of the list. */
const claimsBy = ({ buyer, list }: ColumnMapping, site: ListedSite): Claims =>
  list === null ? claimsOfSite(site, { brand: buyer as string }) : claimsOfListed(site, list)

/** The table of a list in which every column that a mapping names is found, with its sites. @throws DriftError naming the columns that are gone */
export function mappedSites(
  tables: readonly SupplierTable[],
  { columns }: Pick<ColumnMapping, 'columns'>,
): { table: SupplierTable; sites: readonly ListedSite[] } {
  const wanted = Object.values(columns).filter((heading) => heading !== null)
  const gone = (table: SupplierTable) => wanted.filter((heading) => !table.headings.includes(heading))
  const table = tables.toSorted((a, b) => gone(a).length - gone(b).length)[0]
  if (!table) throw new DriftError('There is no table in this list any more.')
  if (gone(table).length > 0)
    throw new DriftError(
      `The columns of this list have changed: ${gone(table)
        .map((heading) => `"${heading}"`)
        .join(', ')} is gone; there are ${table.headings
        .slice(0, 15)
        .map((heading) => `"${heading}"`)
        .join(', ')}. Say at the desk which column is what.`,
    )
  return { table, sites: listOfTable(table, { columns }).sites }
}

/** Reads a list as a person said it is to be read; `tablesOf` takes it apart. @throws DriftError when its columns have changed, or too few rows name a site */
export async function readMapped(
  bytes: Uint8Array,
  title: string | null,
  mapping: ColumnMapping,
  tablesOf: (bytes: Uint8Array) => Promise<readonly SupplierTable[]>,
): Promise<Reading> {
  const { table, sites } = mappedSites(await tablesOf(bytes), mapping)
  const rows = new Set(sites.map(({ row }) => row))
  if (rows.size < table.rows.length * LEAST_SHARE)
    throw new DriftError(`Only ${rows.size} of ${table.rows.length} rows name a site. Say at the desk which column is what.`)
  const byRow = Map.groupBy(sites, ({ row }) => row)
  const builder = createTextBuilder()
  builder.add(table.headings.join('; '), {})
  const claims: Reading['claims'][number][] = []
  for (const { row, cells } of table.rows) {
    const place = builder.add(cells.filter(Boolean).join('; '), { row })
    if (place)
      for (const site of byRow.get(row) ?? [])
        for (const claim of claimsBy(mapping, site)) claims.push({ ...claim, ...place, confidence: 1, stance: 'supports', rule: BY_MAPPING })
  }
  return { title, language: null, publishedOn: null, ...builder.build(), claims }
}
