/**
 * Wikidata: which company owns which brand or chain of shops in the United Kingdom. Read: owned by (P127), parent organisation (P749),
 * of retail chains and brands. Left alone: owners that are people. SPARQL: query.wikidata.org (JSON results 1.1).
 */
import { z } from 'zod'
import { jsonAs } from '../kit/listing.ts'
import { readingOfRows } from '../kit/rows.ts'
import { expectCount } from '../kit/strict.ts'
import { defineSource } from '../source.ts'

// Chains and brands (Q507619 retail chain, Q431289 brand) of the United Kingdom (Q145); owners that are humans (Q5) are left out.
const QUERY = `SELECT DISTINCT ?brand ?brandLabel ?owner ?ownerLabel WHERE {
  VALUES ?kind { wd:Q507619 wd:Q431289 } ?brand wdt:P31 ?kind ; wdt:P17 wd:Q145 ; wdt:P127|wdt:P749 ?owner . FILTER NOT EXISTS { ?owner wdt:P31 wd:Q5 }
  SERVICE wikibase:label { bd:serviceParam wikibase:language "en". } } ORDER BY ?brand ?owner LIMIT 5000`
const Cell = z.object({ type: z.string(), value: z.string() })
const Results = z.object({ results: z.object({ bindings: z.array(z.object({ brand: Cell, brandLabel: Cell, owner: Cell, ownerLabel: Cell })) }) })
const idOf = (address: string): string => address.split('/').at(-1) ?? address

const source = defineSource({
  title: 'Wikidata: owners of brands',
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
  version: 2,
  accepts: null,
  onFromStart: false,
  checkedOn: null,
  expect: { claims: [1, 5_000] },

  async *discover() {
    yield {
      url: `https://query.wikidata.org/sparql?${new URLSearchParams({ query: QUERY, format: 'json' }).toString()}`,
      as: 'owners',
      title: 'Wikidata: owners of brands in the United Kingdom',
    }
  },

  parse(capture) {
    const named = jsonAs(Results, capture.bytes, 'Wikidata').results.bindings.filter(
      ({ brand, brandLabel, owner, ownerLabel }) => brandLabel.value !== idOf(brand.value) && ownerLabel.value !== idOf(owner.value),
    )
    expectCount('owners', named.length, source.expect.claims)
    return readingOfRows({
      title: 'Wikidata: owners of brands in the United Kingdom',
      rule: 'wikidata',
      language: 'en',
      rows: named.map(({ brand, brandLabel, owner, ownerLabel }) => ({
        cells: [brandLabel.value, idOf(brand.value), 'owned by', ownerLabel.value, idOf(owner.value)],
        claims: [
          {
            subject: { name: brandLabel.value, kind: 'brand' as const, identifiers: [`wikidata:${idOf(brand.value)}`] },
            predicate: 'owned_by' as const,
            object: {
              type: 'organisation' as const,
              organisation: { name: ownerLabel.value, kind: 'company' as const, identifiers: [`wikidata:${idOf(owner.value)}`] },
            },
          },
        ],
      })),
    })
  },
})
export default source
