/**
 * Companies House: which companies control the companies that bear a brand's name (a key is needed). Read: corporate entities with
 * significant control that have not ceased. Left alone: every individual, always. API: developer.company-information.service.gov.uk.
 */
import { z } from 'zod'
import { jsonAs } from '../kit/listing.ts'
import { subjectIn, titleOf } from '../kit/register.ts'
import { readingOfRows } from '../kit/rows.ts'
import { defineSource } from '../source.ts'

const API = 'https://api.company-information.service.gov.uk'
const Found = z.object({
  items: z.array(z.object({ title: z.string(), company_number: z.string().regex(/^[A-Z0-9]{8}$/), company_status: z.string().nullish() })).default([]),
})
const Controllers = z.object({
  items: z.array(
    z.object({
      kind: z.string(),
      name: z.string().optional(),
      ceased_on: z.string().nullish(),
      natures_of_control: z.array(z.string()).default([]),
      notified_on: z.string().nullish(),
      identification: z.object({ registration_number: z.string().nullish(), country_registered: z.string().nullish() }).loose().nullish(),
    }),
  ),
})
const MOST_COMPANIES = 5

export default defineSource({
  title: 'Companies House: companies that control companies',
  publisher: {
    name: 'Companies House',
    kind: 'register',
    reliability: 'B',
    reliabilityReason: 'The register of companies in the United Kingdom; companies enter their own facts.',
  },
  home: 'https://find-and-update.company-information.service.gov.uk/',
  licence: 'Crown copyright, free to use',
  open: true,
  every: 'month',
  budget: 2_000,
  version: 2,
  accepts: null,
  onFromStart: false,
  checkedOn: null,
  expect: { claims: [0, 50] },
  needsKey: {
    variable: 'UNPICK_KEY_COMPANIES_HOUSE',
    from: 'https://developer.company-information.service.gov.uk/',
    host: 'api.company-information.service.gov.uk',
    authorization: (key) => `Basic ${Buffer.from(`${key}:`).toString('base64')}`,
  },

  async *discover({ fetch, brands, signal }) {
    for (const brand of await brands()) {
      if (signal.aborted) return
      const answer = await fetch(`${API}/search/companies?${new URLSearchParams({ q: brand, items_per_page: '20' }).toString()}`)
      if (answer === null) continue
      const own = jsonAs(Found, answer.bytes, 'Companies House').items.filter(
        (item) => item.company_status === 'active' && item.title.toLowerCase().startsWith(brand.toLowerCase()),
      )
      for (const { title, company_number: number } of own.slice(0, MOST_COMPANIES))
        yield { url: `${API}/company/${number}/persons-with-significant-control`, as: 'control', title: titleOf('Who controls', title, number) }
    }
  },

  parse(capture) {
    const { name, number } = subjectIn(capture)
    const corporate = jsonAs(Controllers, capture.bytes, 'Companies House').items.filter(
      (item) => item.kind.startsWith('corporate-entity') && item.name && !item.ceased_on,
    )
    return readingOfRows({
      title: capture.title ?? 'Who controls a company',
      rule: 'companies house',
      language: 'en-GB',
      head: [`${name} (company ${number})`],
      rows: corporate.map((item) => ({
        cells: [`${name} (company ${number})`, 'controlled by', item.name, item.identification?.registration_number, ...item.natures_of_control],
        claims: [
          {
            subject: { name, kind: 'company' as const, country: 'GB', identifiers: [`gb-coh:${number}`] },
            predicate: 'owned_by' as const,
            object: { type: 'organisation' as const, organisation: { name: item.name as string, kind: 'company' as const } },
            period: item.notified_on ?? null,
          },
        ],
      })),
    })
  },
})
