/**
 * Wikidata: which company owns which brand of the catalogue, asked for by Wikidata id. Read: owned by (P127), parent organisation (P749).
 * Left alone: owners that are people, and owners that Wikidata knows of without knowing who. SPARQL: query.wikidata.org (JSON results 1.1).
 */
import { z } from 'zod'
import { answerAs } from '../kit/listing.ts'
import { readingOfRows } from '../kit/rows.ts'
import { expectCount } from '../kit/strict.ts'
import { defineSource } from '../source.ts'

const API = 'https://query.wikidata.org/sparql'
const TITLE = 'Wikidata: owners of brands'
/** Ids are asked for in so many groups, by their number: a brand that is added changes one group's address. */
const GROUPS = 24
/** Owners that are humans (Q5) are left out. Brands mostly state no country, so none is asked for. */
const queryOf = (ids: readonly string[]): string => `SELECT DISTINCT ?brand ?brandLabel ?owner ?ownerLabel WHERE {
  VALUES ?brand { ${ids.map((id) => `wd:${id}`).join(' ')} } ?brand wdt:P127|wdt:P749 ?owner . FILTER NOT EXISTS { ?owner wdt:P31 wd:Q5 }
  SERVICE wikibase:label { bd:serviceParam wikibase:language "en". } } ORDER BY ?brand ?owner LIMIT 5000`

const Cell = z.object({ type: z.string(), value: z.string() })
const Results = z.object({ results: z.object({ bindings: z.array(z.object({ brand: Cell, brandLabel: Cell, owner: Cell, ownerLabel: Cell })) }) })
/** The id of an item; null for a value that Wikidata does not know (`…/.well-known/genid/…`). */
const idOf = (address: string): string | null => /\/entity\/(Q\d+)$/.exec(address)?.[1] ?? null

const source = defineSource({
  title: TITLE,
  publisher: {
    name: 'Wikidata',
    kind: 'register',
    reliability: 'D',
    reliabilityReason: 'Anyone may edit it; good for finding an owner, not for proving one.',
  },
  home: 'https://www.wikidata.org/',
  licence: 'CC0 1.0',
  open: true,
  every: 'month',
  version: 3,
  accepts: null,
  onFromStart: false,
  checkedOn: null,
  expect: { claims: [0, 5_000] },
  interface: {
    origin: new URL(API).origin,
    path: new URL(API).pathname,
    documentation: 'https://www.mediawiki.org/wiki/Wikidata_Query_Service/User_Manual',
    terms: 'https://foundation.wikimedia.org/wiki/Policy:Wikimedia_Foundation_User-Agent_Policy',
    paceMs: 5_000,
    mostBytes: 10_000_000,
    timeoutMs: 65_000, // the service ends a query after 60 seconds
  },

  async *discover({ brandItems }) {
    const groups = Array.from({ length: GROUPS }, (): string[] => [])
    for (const { wikidata } of await brandItems()) groups[Number(wikidata.slice(1)) % GROUPS]?.push(wikidata)
    for (const [i, ids] of groups.entries()) {
      if (ids.length === 0) continue
      const url = `${API}?${new URLSearchParams({ query: queryOf(ids), format: 'json' }).toString()}`
      yield { url, as: 'owners', title: `${TITLE}, part ${i + 1} of ${GROUPS}` }
    }
  },

  parse(capture) {
    const named = answerAs(Results, capture.bytes, 'Wikidata').results.bindings.flatMap(({ brand, brandLabel, owner, ownerLabel }) => {
      const [brandId, ownerId] = [idOf(brand.value), idOf(owner.value)]
      const isNamed = brandId !== null && ownerId !== null && brandLabel.value !== brandId && ownerLabel.value !== ownerId
      return isNamed ? [{ brandId, ownerId, brand: brandLabel.value, owner: ownerLabel.value }] : []
    })
    expectCount('owners', named.length, source.expect.claims)
    return readingOfRows({
      title: capture.title ?? TITLE,
      rule: 'wikidata',
      language: 'en',
      rows: named.map(({ brandId, ownerId, brand, owner }) => ({
        cells: [brand, brandId, 'owned by', owner, ownerId],
        claims: [
          {
            subject: { name: brand, kind: 'brand' as const, identifiers: [`wikidata:${brandId}`] },
            predicate: 'owned_by' as const,
            object: { type: 'organisation' as const, organisation: { name: owner, kind: 'company' as const, identifiers: [`wikidata:${ownerId}`] } },
          },
        ],
      })),
    })
  },
})
export default source
