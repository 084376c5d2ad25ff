/**
 * GLEIF: who consolidates whom, by legal entity identifier. For each known brand's companies with exactly its name, the record of the
 * direct parent. Read: parent's name and identifier. Left alone: exceptions ("no known person"), branches. API: gleif.org (v1, JSON:API).
 */
import { z } from 'zod'
import { jsonAs } from '../kit/listing.ts'
import { readingOfRows } from '../kit/rows.ts'
import { subjectIn, titleOf } from '../kit/register.ts'
import { defineSource } from '../source.ts'

const API = 'https://api.gleif.org/api/v1/lei-records'
const LeiRecord = z.object({
  attributes: z.object({
    lei: z.string().regex(/^[A-Z0-9]{20}$/),
    entity: z.object({ legalName: z.object({ name: z.string() }), legalAddress: z.object({ country: z.string() }), status: z.string().nullish() }),
  }),
  relationships: z.record(z.string(), z.object({ links: z.record(z.string(), z.string()) }).loose()).default({}),
})
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
  version: 2,
  accepts: null,
  onFromStart: false,
  checkedOn: null,
  expect: { claims: [0, 1] },

  async *discover({ fetch, brands, signal }) {
    for (const brand of await brands()) {
      if (signal.aborted) return
      const answer = await fetch(`${API}?${new URLSearchParams({ 'filter[entity.legalName]': brand, 'page[size]': '20' }).toString()}`)
      if (answer === null) continue
      for (const { attributes, relationships } of jsonAs(Found, answer.bytes, 'GLEIF').data) {
        const parent = relationships['direct-parent']?.links['lei-record']
        if (parent !== undefined && attributes.entity.status !== 'INACTIVE')
          yield { url: parent, as: 'parent', title: titleOf('Direct parent of', attributes.entity.legalName.name, attributes.lei) }
      }
    }
  },

  parse(capture) {
    const { attributes } = jsonAs(Parent, capture.bytes, 'GLEIF').data
    const { name, number } = subjectIn(capture)
    const { legalName, legalAddress } = attributes.entity
    return readingOfRows({
      title: capture.title ?? 'Direct parent',
      rule: 'gleif',
      rows: [
        {
          cells: [`${name} (LEI ${number})`, 'direct parent', legalName.name, `LEI ${attributes.lei}`, legalAddress.country],
          claims: [
            {
              subject: { name, kind: 'company', identifiers: [`lei:${number}`] },
              predicate: 'owned_by',
              object: {
                type: 'organisation',
                organisation: { name: legalName.name, kind: 'company', country: legalAddress.country, identifiers: [`lei:${attributes.lei}`] },
              },
            },
          ],
        },
      ],
    })
  },
})
