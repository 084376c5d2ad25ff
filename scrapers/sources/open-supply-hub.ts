/**
 * Open Supply Hub: facilities and the brands that say they buy there, by its API (a key is needed), or as a file it exports (CSV, XLSX), left
 * in the watched folder under `open-supply-hub/`. Read: each facility's name, address and place, contributors that are brands or retailers, by
 * their own names and not their lists', and parent companies. Closed facilities are kept in the text and claimed of nobody. Left alone:
 * contributors of other sorts or without a name, and numbers of workers.
 */
import { type Facility, OPEN_SUPPLY_HUB_KEY, facilitiesOfExport, facilitiesOfPage, listFacilityPages } from '../kit/open-supply-hub.ts'
import { DriftError } from '../../src/errors.ts'
import { type StatedRow, readingOfRows } from '../kit/rows.ts'
import { defineSource } from '../source.ts'

const COUNTRIES = ['CN', 'TM', 'KP'] as const

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
  version: 3,
  accepts: null,
  onFromStart: false,
  checkedOn: null,
  expect: { claims: [0, 200_000] },
  needsKey: OPEN_SUPPLY_HUB_KEY,

  async *discover({ fetch, inbox }) {
    for (const url of await inbox()) if (url.startsWith('inbox:open-supply-hub/')) yield { url, as: 'csv', title: 'Open Supply Hub export' }
    for (const country of COUNTRIES) yield* listFacilityPages(fetch, `countries=${country}`, `Facilities in ${country}`)
  },

  async parse(capture, tables) {
    const facilities = capture.as === 'csv' ? await facilitiesOfExport(capture.bytes, tables) : facilitiesOfPage(capture.bytes)
    const rows = facilities.map(rowOf)
    if (facilities.some(({ isClosed }) => !isClosed) && rows.every(({ claims }) => claims.length === 0))
      throw new DriftError(`Of ${facilities.length} facilities none has a place, a brand that lists it or a parent. Compare the file with the source's file.`)
    return readingOfRows({ title: 'Open Supply Hub: facilities', rule: 'open supply hub', rows })
  },
})

/** What a facility's row says: where it is, who lists it, who owns it. A closed one is said to be closed, and nothing is claimed of it now. */
function rowOf(facility: Facility): StatedRow {
  const { id, name, address, country, at, buyers, parents, isClosed } = facility
  const subject = { name, kind: 'facility' as const, country, place: address, ...(id ? { identifiers: [`os-id:${id}`] } : {}) }
  const cells = [
    id,
    name,
    address,
    country,
    buyers.length > 0 ? `listed by ${buyers.join(', ')}` : null,
    parents.length > 0 ? `part of ${parents.join(', ')}` : null,
    isClosed ? 'closed' : null,
  ]
  if (isClosed) return { cells, claims: [] }
  const site = { name: name.slice(0, 200), kind: 'factory' as const, address: address.slice(0, 500), town: null, postcode: null, footfall: null }
  return {
    cells,
    claims: [
      ...(at === null || !address
        ? []
        : [{ subject, predicate: 'located_at' as const, object: { type: 'site' as const, site: { ...site, lat: at[1], lon: at[0] } } }]),
      ...buyers.map((buyer) => ({
        subject: { name: buyer, kind: 'brand' as const },
        predicate: 'sources_from' as const,
        object: { type: 'organisation' as const, organisation: subject },
      })),
      ...parents.map((parent) => ({
        subject,
        predicate: 'owned_by' as const,
        object: { type: 'organisation' as const, organisation: { name: parent, kind: 'company' as const } },
      })),
    ],
  }
}
