/**
 * GLEIF: who consolidates whom, by legal entity identifier. For each known brand's companies with exactly its name, the record of the
 * direct parent. Read: parent's name and identifier. Left alone: exceptions ("no known person"), branches,
 * records that are no longer active, names that only hold the brand's words. API: gleif.org (v1, JSON:API).
 */
import { z } from 'zod'
import { companyIdentifiers } from '../../src/model/company-number.ts'
import { jsonAs } from '../kit/listing.ts'
import { readingOfRows } from '../kit/rows.ts'
import { after, isSameName, subjectIn, titleOf } from '../kit/register.ts'
import { defineSource } from '../source.ts'

const API = 'https://api.gleif.org/api/v1/lei-records'
const LeiRecord = z.object({
  attributes: z.object({
    lei: z.string().regex(/^[A-Z0-9]{20}$/),
    entity: z.object({
      legalName: z.object({ name: z.string() }),
      legalAddress: z.object({ country: z.string().nullish() }),
      registeredAt: z.object({ id: z.string().nullish() }).nullish(),
      registeredAs: z.string().nullish(),
      status: z.string().nullish(),
    }),
    registration: z.object({ status: z.string().nullish() }).nullish(),
  }),
  relationships: z.record(z.string(), z.object({ links: z.record(z.string(), z.string()) }).loose()).default({}),
})
type Attributes = z.infer<typeof LeiRecord>['attributes']
/** What a record's registration is called when the entity is gone or the record was a mistake. */
const ENDED = new Set(['RETIRED', 'ANNULLED', 'DUPLICATE', 'CANCELLED', 'MERGED', 'TRANSFERRED'])
const isAlive = ({ entity, registration }: Attributes): boolean => entity.status !== 'INACTIVE' && !ENDED.has(registration?.status ?? '')
const Found = z.object({ data: z.array(LeiRecord) })
const Parent = z.object({ data: LeiRecord })

export default defineSource({
  title: 'GLEIF: parents of companies',
  publisher: {
    name: 'Global Legal Entity Identifier Foundation',
    kind: 'register',
    reliability: 'B',
    reliabilityReason: 'A register that checks what firms report of themselves once a year.',
  },
  home: 'https://www.gleif.org/',
  licence: 'CC0 1.0',
  open: true,
  every: 'month',
  budget: 1_000,
  version: 3,
  accepts: null,
  onFromStart: false,
  checkedOn: '2026-07-09',
  checkedWith: 'documentation',
  expect: { claims: [0, 1] },

  async *discover({ fetch, brands, cursor, keep, signal }) {
    for (const brand of after(await brands(), cursor)) {
      if (signal.aborted) return
      const answer = await fetch(`${API}?${new URLSearchParams({ 'filter[entity.legalName]': brand, 'page[size]': '20' }).toString()}`)
      if (answer === null) continue
      for (const { attributes, relationships } of jsonAs(Found, answer.bytes, 'GLEIF').data) {
        const parent = relationships['direct-parent']?.links['lei-record']
        if (parent !== undefined && isAlive(attributes) && isSameName(attributes.entity.legalName.name, brand))
          yield { url: parent, as: 'parent', title: titleOf('Direct parent of', attributes.entity.legalName.name, attributes.lei) }
      }
      await keep(brand)
    }
  },

  parse(capture) {
    const { attributes } = jsonAs(Parent, capture.bytes, 'GLEIF').data
    const { name, number } = subjectIn(capture)
    const { legalName, legalAddress, registeredAt, registeredAs } = attributes.entity
    const identifiers = [`lei:${attributes.lei}`, ...companyIdentifiers(registeredAt?.id, registeredAs)]
    return readingOfRows({
      title: capture.title ?? 'Direct parent',
      rule: 'gleif',
      rows: [
        {
          cells: [
            `${name} (LEI ${number})`,
            'direct parent',
            legalName.name,
            `LEI ${attributes.lei}`,
            legalAddress.country,
            isAlive(attributes) ? null : 'no longer active',
          ],
          claims: (isAlive(attributes) ? [name] : []).map(() => ({
            subject: { name, kind: 'company' as const, identifiers: [`lei:${number}`] },
            predicate: 'owned_by' as const,
            object: {
              type: 'organisation' as const,
              organisation: { name: legalName.name, kind: 'company' as const, country: legalAddress.country ?? null, identifiers },
            },
          })),
        },
      ],
    })
  },
})
