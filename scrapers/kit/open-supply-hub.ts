/**
 * Open Supply Hub: its API's pages and its exports as facilities. The API gives ten facilities a page with their contributors, and a hundred
 * pages a question at most, so a question with more answers is parted by the map. API: opensupplyhub.org/api/docs (v1).
 */
import { z } from 'zod'
import { DriftError } from '../../src/errors.ts'
import type { Request } from '../../src/model/document.ts'
import type { SupplierTable } from '../../src/model/check.ts'
import { listOfTable } from '../../src/read/list-rows.ts'
import { readSupplierTables } from '../../src/read/supplier-table.ts'
import type { DiscoverContext, ReadTables, Source } from '../source.ts'
import { buyersIn, contributorIn, isAnonymous, looksLikeContributors } from './contributors.ts'
import { jsonAs } from './listing.ts'

const API = 'https://opensupplyhub.org/api/facilities/'
const PER_PAGE = 10
const MOST_PAGES = 100
/** So often a part of the map is cut into four: a thousandth of a degree at the last. */
const MOST_CUTS = 16
const WHOLE: Box = [-180, -90, 180, 90]
type Box = readonly [west: number, south: number, east: number, north: number]

export const OPEN_SUPPLY_HUB_KEY: NonNullable<Source['needsKey']> = {
  variable: 'UNPICK_KEY_OPEN_SUPPLY_HUB',
  from: 'https://opensupplyhub.org/settings',
  host: 'opensupplyhub.org',
  authorization: (key) => `Token ${key}`,
}

export type Facility = {
  readonly id: string
  readonly name: string
  readonly address: string
  readonly country: string
  readonly at: readonly [lon: number, lat: number] | null
  /** Brands and retailers that list it, by their own names. */
  readonly buyers: readonly string[]
  readonly parents: readonly string[]
  readonly isClosed: boolean
}

const Count = z.object({ count: z.number() })
const Parent = z.object({ value: z.union([z.string(), z.looseObject({ raw_value: z.unknown(), contributor_name: z.unknown(), name: z.unknown() }).partial()]) })
const Facilities = z.object({
  features: z.array(
    z.object({
      id: z.string(),
      geometry: z.object({ coordinates: z.tuple([z.number(), z.number()]) }).nullish(),
      properties: z.object({
        name: z.string(),
        address: z.string(),
        country_code: z.string(),
        contributors: z.array(z.object({ name: z.string().nullish(), contributor_name: z.string().nullish(), contributor_type: z.string().nullish() })),
        is_closed: z.boolean().nullish(),
        extended_fields: z.object({ parent_company: z.array(Parent).nullish() }).nullish(),
      }),
    }),
  ),
})

/** Every page of a question's answers, such as `countries=CN`. @throws DriftError when the answer has another shape, or one place has too many */
export async function* listFacilityPages(
  fetch: DiscoverContext['fetch'],
  question: string,
  title: string,
  box: Box = WHOLE,
  cuts = 0,
): AsyncGenerator<Request> {
  const pageOf = (page: number) => `${API}?${question}${box === WHOLE ? '' : `&boundary=${boundaryOf(box)}`}&detail=true&pageSize=${PER_PAGE}&page=${page}`
  const first = await fetch(pageOf(1))
  if (first === null) return
  const pages = Math.ceil(jsonAs(Count, first.bytes, 'Open Supply Hub').count / PER_PAGE)
  if (pages > MOST_PAGES && cuts < MOST_CUTS) {
    for (const part of quartersOf(box)) yield* listFacilityPages(fetch, question, title, part, cuts + 1)
    return
  }
  for (let page = 1; page <= Math.min(pages, MOST_PAGES); page += 1) yield { url: pageOf(page), as: 'facilities', title: `${title}, page ${page}` }
  if (pages > MOST_PAGES)
    throw new DriftError(`Open Supply Hub has more facilities at one place than it lists: ${pages} pages for ${question}. Narrow the question.`)
}

function quartersOf([west, south, east, north]: Box): Box[] {
  const [x, y] = [(west + east) / 2, (south + north) / 2]
  return [
    [west, south, x, y],
    [x, south, east, y],
    [west, y, x, north],
    [x, y, east, north],
  ]
}

const boundaryOf = ([west, south, east, north]: Box) =>
  encodeURIComponent(
    JSON.stringify({
      type: 'Polygon',
      coordinates: [
        [
          [west, south],
          [east, south],
          [east, north],
          [west, north],
          [west, south],
        ],
      ],
    }),
  )

/** The facilities of one of the API's pages. Whoever listed one is `contributor_name`; `name` goes on with the list's. @throws DriftError */
export function facilitiesOfPage(bytes: Uint8Array): Facility[] {
  return jsonAs(Facilities, bytes, 'Open Supply Hub').features.map(({ id, geometry, properties }) => ({
    id,
    name: properties.name,
    address: properties.address,
    country: properties.country_code,
    at: geometry?.coordinates ?? null,
    buyers: [
      ...new Set(
        properties.contributors
          .filter((each) => /brand|retailer/i.test(each.contributor_type ?? ''))
          .map((each) => each.contributor_name ?? (isAnonymous(each.name ?? '') ? '' : contributorIn(each.name ?? '')))
          .filter((name) => name !== '' && !isAnonymous(name)),
      ),
    ],
    parents: parentsOf(
      (properties.extended_fields?.parent_company ?? []).map(({ value }) => value),
      properties.name,
    ),
    isClosed: properties.is_closed === true,
  }))
}

function parentsOf(values: readonly unknown[], name: string): string[] {
  const texts = values.flatMap((value) => {
    if (typeof value === 'string') return value.split('|')
    const { raw_value, contributor_name, name: own } = (value ?? {}) as Record<string, unknown>
    return [raw_value, contributor_name, own].find((text) => typeof text === 'string') as string | undefined
  })
  const named = texts.map((text) => text?.trim() ?? '').filter((text) => text !== '' && text.toLowerCase() !== name.trim().toLowerCase())
  return [...new Set(named)].slice(0, 5)
}

const OS_ID = /^[A-Z]{2}\d{7}[0-9A-Z]{6}$/
const LOOKED_AT = 200
const MOST_OF = 0.8

/**
 * The facilities of an export (CSV or workbook), by what its columns hold: ids, contributors and places have shapes of their own.
 * @throws DriftError when there is no column of ids or of contributors
 */
export async function facilitiesOfExport(bytes: Uint8Array, tablesOf: ReadTables = readSupplierTables): Promise<Facility[]> {
  const [table] = (await tablesOf(bytes)) as readonly [SupplierTable]
  const { sites, isSure } = listOfTable(table)
  const id = columnWhere(table, (cell) => OS_ID.test(cell))
  const contributors = columnWhere(table, looksLikeContributors) ?? table.headings.findIndex((heading) => /contributor/i.test(heading))
  const [lat, lon] = [columnOfDegrees(table, /^lat/i, 90, 0), columnOfDegrees(table, /^(?:lng|lon)/i, 180, 1)]
  const missing = [...(id === null ? ['OS IDs'] : []), ...(contributors < 0 ? ['contributors'] : []), ...(isSure ? [] : ['names'])]
  if (missing.length > 0)
    throw new DriftError(
      `No column of this export holds ${missing.join(' or ')}; there are ${table.headings
        .slice(0, 20)
        .map((heading) => `"${heading}"`)
        .join(', ')}. Compare the file with the source's file.`,
    )
  const cellsOf = new Map(table.rows.map(({ row, cells }) => [row, cells]))
  return sites.map((site) => {
    const cells = cellsOf.get(site.row) ?? []
    const at = [Number(cells[lon ?? -1] || NaN), Number(cells[lat ?? -1] || NaN)] as const
    return {
      id: cells[id as number] ?? '',
      name: site.name,
      address: site.place ?? '',
      country: site.country ?? '',
      at: at.every(Number.isFinite) ? at : null,
      buyers: buyersIn(cells[contributors] ?? ''),
      parents: parentsOf([site.owner ?? ''], site.name),
      isClosed: site.isClosed,
    }
  })
}

/** The column most of whose filled cells have a shape; the first where several have. */
function columnWhere({ headings, rows }: SupplierTable, has: (cell: string) => boolean): number | null {
  const at = headings.findIndex((_, i) => {
    const cells = rows.slice(0, LOOKED_AT).flatMap(({ cells: each }) => each[i]?.trim() || [])
    return cells.length > 0 && cells.filter(has).length >= cells.length * MOST_OF
  })
  return at < 0 ? null : at
}

/** The column of latitudes or longitudes: by its heading, or else the first or second that holds degrees. */
function columnOfDegrees(table: SupplierTable, heading: RegExp, most: number, place: number): number | null {
  const named = table.headings.findIndex((each) => heading.test(each))
  if (named >= 0) return named
  const found = table.headings.flatMap((_, i) => {
    const cells = table.rows.slice(0, LOOKED_AT).flatMap(({ cells: each }) => each[i]?.trim() || [])
    return cells.length > 0 && cells.every((cell) => /^-?\d{1,3}\.\d{3,}$/.test(cell) && Math.abs(Number(cell)) <= 180) ? [i] : []
  })
  const at = found[place]
  return at !== undefined && table.rows.every(({ cells }) => Math.abs(Number(cells[at] ?? 0)) <= most) ? at : null
}
