/** List rows: the sites that a list of suppliers names, by what its columns hold; and which rows name none, with why. */
import type { SupplierRow, SupplierTable } from '../model/check.ts'
import type { MappedColumns } from '../model/mapping.ts'
import { countryCode, isCountry } from '../names/countries.ts'
import { type ColumnHints, type ListColumns, guessList } from '../names/guess-columns.ts'
import { isRemark, isTotal, makesMaterials, sitesIn, tierIn, valueOf } from '../names/list-cells.ts'

export type ListedSite = {
  /** The row's number in the file. */
  readonly row: number
  readonly name: string
  readonly otherName: string | null
  /** As the list writes it. */
  readonly country: string | null
  /** Address, city and province in one. */
  readonly place: string | null
  /** Who the list says owns the site; null for "NO GROUP" and its kin. */
  readonly owner: string | null
  readonly product: string | null
  readonly type: string | null
  /** As a cell, a band or the file's name states it, or 2 for a maker of materials and parts. */
  readonly tier: number | null
  readonly isClosed: boolean
}
export type SupplierList = {
  readonly columns: ListColumns
  /** Whether the column of names is known for one, by its heading or its cells. */
  readonly isSure: boolean
  readonly sites: readonly ListedSite[]
  readonly leftOut: readonly { readonly row: number; readonly why: string }[]
}

const LONGEST_NAME = 300
/** Makers of materials and parts supply the direct suppliers. */
const OF_MATERIALS = 2

/**
 * Reads a table as a list of suppliers. `tier` is what its file's name states, for rows that state none; `columns` is what a person said of them.
 * @throws InvalidError when there is no column
 */
export function listOfTable(
  table: SupplierTable,
  options: { readonly hints?: ColumnHints; readonly tier?: number | null; readonly columns?: MappedColumns } = {},
): SupplierList {
  const guess = guessList(table, options.hints)
  const columns: ListColumns = options.columns ? { ...guess.columns, ...options.columns } : guess.columns
  const isSure = options.columns !== undefined || guess.isSure
  const sites: ListedSite[] = []
  const leftOut: { row: number; why: string }[] = []
  const seen = new Map<string, number>()
  for (const row of table.rows) {
    const [only = '', ...more] = row.cells.filter((cell) => cell.trim() !== '')
    if (more.length === 0 && table.headings.length > 1 && isRemark(only)) {
      leftOut.push({ row: row.row, why: 'It is a remark on the list.' })
      continue
    }
    const found = sitesOfRow(row, table.headings, columns, options.tier ?? null)
    if (found.length === 0) leftOut.push({ row: row.row, why: 'There is no name in this row.' })
    for (const site of found) {
      const why = refusalOf(site, seen)
      if (why === null) sites.push(site)
      else leftOut.push({ row: row.row, why })
    }
  }
  return { columns, isSure, sites, leftOut }
}

function sitesOfRow({ row, cells }: SupplierRow, headings: readonly string[], columns: ListColumns, tierOfFile: number | null): ListedSite[] {
  const raw = (heading: string | null) => (heading === null ? '' : (cells[headings.indexOf(heading)] ?? ''))
  const value = (heading: string | null) => valueOf(raw(heading)) || null
  const type = value(columns.type)
  const stated = tierIn(raw(columns.tier), true) ?? tierIn(type ?? '') ?? tierOfFile
  const names = sitesIn(raw(columns.name))
  const owner = value(columns.owner)
  const parts = [columns.address, columns.city, columns.province].map(value).filter((part) => part !== null)
  // What an address says already is not said again.
  const place = parts.filter((part, i) => !parts.some((other, j) => j < i && holds(other, part))).join(', ')
  return names.map((name) => ({
    row,
    name,
    otherName: names.length === 1 ? value(columns.otherName) : null,
    // "NA" is Namibia in a column of countries.
    country: isCountry(raw(columns.country)) ? raw(columns.country).trim() : value(columns.country),
    place: place || null,
    owner: owner !== null && owner.toLowerCase() !== name.toLowerCase() ? owner : null,
    product: value(columns.product),
    type,
    tier: stated ?? (type !== null && makesMaterials(type) ? OF_MATERIALS : null),
    isClosed: /^(?:true|yes|y|1|closed)$/i.test(raw(columns.closed).trim()),
  }))
}

const holds = (whole: string, part: string) =>
  ` ${whole.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ')} `.includes(
    ` ${part
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()} `,
  )

/** Why a site is left out; `seen` holds which row named it first. */
function refusalOf(site: ListedSite, seen: Map<string, number>): string | null {
  if (site.name.length > LONGEST_NAME) return `The name is longer than ${LONGEST_NAME} characters.`
  if (!/\p{L}/u.test(site.name)) return 'There is no letter in the name.'
  if (isTotal(site.name)) return 'It adds up other rows.'
  const country = site.country === null ? '' : countryCode(site.country) || site.country
  const key = [site.name, country, site.place ?? '', site.owner ?? '', site.product ?? '', site.tier ?? ''].join('\0').toLowerCase()
  const first = seen.get(key)
  if (first === undefined) seen.set(key, site.row)
  return first === undefined ? null : `It is the same as row ${first}.`
}
