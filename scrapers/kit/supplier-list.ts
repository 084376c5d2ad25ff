/** Supplier lists: a brand's own list of factories, in whatever format it is published, read by what its columns hold. */
import { DriftError } from '../../src/errors.ts'
import type { SupplierTable } from '../../src/model/check.ts'
import type { CaptureBytes, Reading } from '../../src/model/document.ts'
import type { ColumnHints } from '../../src/names/guess-columns.ts'
import { tierIn } from '../../src/names/list-cells.ts'
import { claimsOfSite, claimsOfSupplier } from '../../src/read/list-claims.ts'
import { type SupplierList, listOfTable } from '../../src/read/list-rows.ts'
import { readSupplierTables } from '../../src/read/supplier-table.ts'
import { type ReadTables, type Source, defineSource } from '../source.ts'
import { listSupplierLinks } from './list-links.ts'
import { OPEN_SUPPLY_HUB_KEY, facilitiesOfPage } from './open-supply-hub.ts'
import { type StatedRow, readingOfRows } from './rows.ts'

/** Whose list it is. `hints` are headings it is known to have had: they are tried first, and none of them must be there. */
export type BrandList = { readonly brand: string; readonly sector: string; readonly title: string; readonly hints?: ColumnHints }

/** A list of which less than this share of the rows names a site, or says where, has changed. */
const LEAST_SHARE = 0.5

/**
 * A reading of one list: a row is a `sources_from` claim with its tier, and an `owned_by` one where the row names an owner. Closed sites are
 * kept in the text and claimed of nobody.
 * @throws DriftError when no table of it has a column of names, or the rows name too few sites or places
 */
export async function parseSupplierList(capture: CaptureBytes, list: BrandList, tablesOf: ReadTables = readSupplierTables): Promise<Reading> {
  if (capture.as === 'facilities') return readingOfFacilities(capture, list)
  const tables = await tablesOf(capture.bytes)
  const tier = tierIn(nameOf(capture.url)) ?? tierIn(capture.title ?? '')
  const read = tables.map((table) => ({ table, found: listOfTable(table, { hints: list.hints ?? {}, tier: tierIn(table.sheet ?? '') ?? tier }) }))
  const sure = read.filter(({ found }) => found.isSure)
  const all = { rows: sure.reduce((sum, { table }) => sum + table.rows.length, 0), sites: sure.flatMap(({ found }) => found.sites) }
  if (sure.length === 0) throw new DriftError(`No column of this list is known to hold names. ${shapeOf(tables[0])}`)
  if (all.sites.length < all.rows * LEAST_SHARE) throw new DriftError(`Only ${all.sites.length} of ${all.rows} rows name a site. ${shapeOf(sure[0]?.table)}`)
  const placed = all.sites.filter(({ country, place }) => country !== null || place !== null)
  if (placed.length < all.sites.length * LEAST_SHARE)
    throw new DriftError(`Only ${placed.length} of ${all.sites.length} sites have a country or an address. ${shapeOf(sure[0]?.table)}`)
  return readingOfRows({
    title: list.title,
    rule: 'supplier list',
    head: sure.map(({ table }) => table.headings.join('; ')),
    rows: sure.flatMap(({ table, found }) => rowsOf(table, found, list)),
  })
}

function rowsOf(table: SupplierTable, { sites }: SupplierList, list: BrandList): StatedRow[] {
  const byRow = Map.groupBy(sites, ({ row }) => row)
  return table.rows.map(({ row, cells }) => ({ row, cells, claims: (byRow.get(row) ?? []).flatMap((site) => claimsOfSite(site, list)) }))
}

/** What Open Supply Hub answers when it is asked for what the brand listed. */
function readingOfFacilities(capture: CaptureBytes, list: BrandList): Reading {
  return readingOfRows({
    title: list.title,
    rule: 'supplier list',
    rows: facilitiesOfPage(capture.bytes).map(({ id, name, address, country, isClosed, parents }) => {
      const supplier = { name, kind: 'facility' as const, country, place: address, identifiers: [`os-id:${id}`] }
      return {
        cells: [id, name, address, country, ...parents, isClosed ? 'closed' : null],
        claims: claimsOfSupplier(supplier, { product: null, tier: null, isClosed, owners: parents }, list),
      }
    }),
  })
}

/** The last part of an address, which is the file's name. */
function nameOf(url: string): string {
  const last =
    url
      .replace(/[?#].*$/, '')
      .split('/')
      .at(-1) ?? ''
  try {
    return decodeURIComponent(last)
  } catch {
    return last
  }
}

/** What a list that has changed holds, so that a person can say which column is what. */
function shapeOf(table: SupplierTable | undefined): string {
  const rows = (table?.rows ?? []).slice(0, 2).map(({ cells }) => cells.slice(0, 8).join(' | '))
  return `Its columns are ${(table?.headings ?? [])
    .slice(0, 15)
    .map((heading) => `"${heading}"`)
    .join(', ')}; its first rows are ${rows.join('; ').slice(0, 300)}. Say at the desk which column is what.`
}

/**
 * A source that is a brand's own list of factories: what it is called and where it stands. `onOpenSupplyHub` says that the page shows the
 * list through Open Supply Hub, whose answers need a key.
 */
export function ownSupplierList(list: BrandList & { readonly home: string; readonly onOpenSupplyHub?: true; readonly byHand?: string }): Source {
  return defineSource({
    title: list.title,
    publisher: {
      name: list.brand,
      kind: 'company',
      reliability: 'A',
      reliabilityReason: 'The company itself, on whom it buys from.',
      organisation: list.brand,
    },
    home: list.home,
    byHand: list.byHand ?? `Open ${list.home} in a browser, download the list of factories, and hand the file over.`,
    licence: 'Facts; published by the company for public use',
    open: false,
    every: 'month',
    version: 2,
    accepts: 'own disclosure',
    onFromStart: false,
    checkedOn: null,
    expect: { claims: [1, 20_000] },
    ...(list.onOpenSupplyHub ? { needsKey: OPEN_SUPPLY_HUB_KEY } : {}),
    discover: (context) => listSupplierLinks(context, list.home, list.title),
    parse: (capture, tables) => parseSupplierList(capture, list, tables),
  })
}
