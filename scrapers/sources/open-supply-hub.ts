/**
 * Open Supply Hub: facilities and the brands that say they buy there, by its API (a key is needed), or as the CSV it exports, left in
 * the watched folder under `open-supply-hub/`. Read: each facility's name, address and place, and contributors that are brands or
 * retailers. Left alone: contributors of other sorts, and numbers of workers. API: opensupplyhub.org/api/docs (v1).
 */
import { z } from 'zod'
import { decodeBytes } from '../../src/read/charset.ts'
import { readTable } from '../../src/read/formats/csv.ts'
import { jsonAs } from '../kit/listing.ts'
import { readingOfRows } from '../kit/rows.ts'
import { expectColumns } from '../kit/strict.ts'
import { defineSource } from '../source.ts'

const API = 'https://opensupplyhub.org/api/facilities/'
const PER_PAGE = 50
const MOST_PAGES = 400
const COUNTRIES = ['CN', 'TM', 'KP'] as const
const COLUMNS = ['os_id', 'name', 'address', 'country_code', 'contributor'] as const

const Count = z.object({ count: z.number() })
const Facilities = z.object({
  features: z.array(
    z.object({
      id: z.string(),
      geometry: z.object({ coordinates: z.tuple([z.number(), z.number()]) }),
      properties: z.object({
        name: z.string(),
        address: z.string(),
        country_code: z.string(),
        contributors: z.array(z.object({ name: z.string().nullish(), contributor_type: z.string().nullish() })).default([]),
      }),
    }),
  ),
})
type Facility = {
  readonly id: string
  readonly name: string
  readonly address: string
  readonly country: string
  readonly at: readonly [number, number] | null
  readonly buyers: readonly string[]
}

export default defineSource({
  title: 'Open Supply Hub',
  publisher: {
    name: 'Open Supply Hub',
    kind: 'register',
    reliability: 'C',
    reliabilityReason: 'An open register: brands enter their own lists, and nobody checks each row.',
  },
  home: 'https://opensupplyhub.org/',
  byHand: 'Sign in at https://opensupplyhub.org/, search for the brand, download the facilities as CSV, and hand the file over.',
  licence: 'CC BY-SA 4.0',
  open: true,
  every: 'month',
  budget: 400,
  version: 2,
  accepts: null,
  onFromStart: false,
  checkedOn: null,
  expect: { claims: [0, 200_000] },
  needsKey: {
    variable: 'UNPICK_KEY_OPEN_SUPPLY_HUB',
    from: 'https://opensupplyhub.org/settings',
    host: 'opensupplyhub.org',
    authorization: (key) => `Token ${key}`,
  },

  async *discover({ fetch, inbox }) {
    for (const url of await inbox()) if (url.startsWith('inbox:open-supply-hub/')) yield { url, as: 'csv', title: 'Open Supply Hub export' }
    for (const country of COUNTRIES) {
      const pageOf = (page: number) => `${API}?countries=${country}&detail=true&pageSize=${PER_PAGE}&page=${page}`
      const first = await fetch(pageOf(1))
      if (first === null) continue
      const pages = Math.min(MOST_PAGES, Math.ceil(jsonAs(Count, first.bytes, 'Open Supply Hub').count / PER_PAGE))
      for (let page = 1; page <= pages; page += 1) yield { url: pageOf(page), as: 'facilities', title: `Facilities in ${country}, page ${page}` }
    }
  },

  parse(capture) {
    const facilities = capture.as === 'csv' ? fromCsv(capture.bytes, capture.headers['content-type']) : fromApi(capture.bytes)
    return readingOfRows({
      title: 'Open Supply Hub: facilities',
      rule: 'open supply hub',
      rows: facilities.map((facility) => {
        const identifiers = facility.id ? { identifiers: [`os-id:${facility.id}`] } : {}
        const subject = { name: facility.name, kind: 'facility' as const, country: facility.country, place: facility.address, ...identifiers }
        const [lon, lat] = facility.at ?? []
        return {
          cells: [
            facility.id,
            facility.name,
            facility.address,
            facility.country,
            facility.buyers.length > 0 ? `listed by ${facility.buyers.join(', ')}` : null,
          ],
          claims: [
            ...(lat === undefined || lon === undefined || !facility.address
              ? []
              : [
                  {
                    subject,
                    predicate: 'located_at' as const,
                    object: {
                      type: 'site' as const,
                      site: {
                        name: facility.name.slice(0, 200),
                        kind: 'factory' as const,
                        address: facility.address.slice(0, 500),
                        town: null,
                        postcode: null,
                        lat,
                        lon,
                        footfall: null,
                      },
                    },
                  },
                ]),
            ...facility.buyers.map((buyer) => ({
              subject: { name: buyer, kind: 'brand' as const },
              predicate: 'sources_from' as const,
              object: { type: 'organisation' as const, organisation: subject },
            })),
          ],
        }
      }),
    })
  },
})

function fromApi(bytes: Uint8Array): Facility[] {
  return jsonAs(Facilities, bytes, 'Open Supply Hub').features.map(({ id, geometry, properties }) => ({
    id,
    name: properties.name,
    address: properties.address,
    country: properties.country_code,
    at: geometry.coordinates,
    buyers: [
      ...new Set(properties.contributors.filter((each) => each.name && /brand|retailer/i.test(each.contributor_type ?? '')).map((each) => each.name as string)),
    ],
  }))
}

/** The export names contributors without saying of what sort they are: `Name (Brand / Retailer)|Name`. Those that say so are taken. */
function fromCsv(bytes: Uint8Array, contentType: string | undefined): Facility[] {
  const table = readTable(decodeBytes(bytes, contentType, false).text)
  expectColumns(table.headings, COLUMNS)
  return table.rows.map(({ cells }) => ({
    id: cells['os_id'] ?? '',
    name: cells['name'] ?? '',
    address: cells['address'] ?? '',
    country: cells['country_code'] ?? '',
    at: cells['lng'] && cells['lat'] ? [Number(cells['lng']), Number(cells['lat'])] : null,
    buyers: (cells['contributor'] ?? '').split('|').flatMap((each) => /^(.*?)\s*\((?:Brand|Retailer)[^)]*\)$/i.exec(each.trim())?.[1] ?? []),
  }))
}
