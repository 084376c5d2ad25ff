/**
 * Companies House: which companies control the companies that bear a brand's name (a key is needed). Read: corporate entities with
 * significant control that have not ceased. Left alone: every individual, always;
 * companies whose names only begin with a brand's. API: developer.company-information.service.gov.uk.
 */
import { z } from 'zod'
import { companyNumber } from '../../src/model/company-number.ts'
import { jsonAs } from '../kit/listing.ts'
import { after, bearsName, subjectIn, titleOf } from '../kit/register.ts'
import { readingOfRows } from '../kit/rows.ts'
import { defineSource } from '../source.ts'

const API = 'https://api.company-information.service.gov.uk'
const Found = z.object({
  items: z.array(z.object({ title: z.string().nullish(), company_number: z.string().nullish(), company_status: z.string().nullish() })).default([]),
})
const Controllers = z.object({
  items: z.array(
    z.object({
      kind: z.string(),
      name: z.string().nullish(),
      ceased_on: z.string().nullish(),
      ceased: z.boolean().nullish(),
      natures_of_control: z.array(z.string()).nullish(),
      notified_on: z.string().nullish(),
      identification: z
        .object({ registration_number: z.string().nullish(), country_registered: z.string().nullish(), place_registered: z.string().nullish() })
        .loose()
        .nullish(),
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
  version: 3,
  accepts: null,
  onFromStart: false,
  checkedOn: '2026-07-09',
  checkedWith: 'documentation',
  expect: { claims: [0, 50] },
  needsKey: {
    variable: 'UNPICK_KEY_COMPANIES_HOUSE',
    from: 'https://developer.company-information.service.gov.uk/',
    host: 'api.company-information.service.gov.uk',
    authorization: (key) => `Basic ${Buffer.from(`${key}:`).toString('base64')}`,
  },

  async *discover({ fetch, brands, cursor, keep, signal }) {
    for (const brand of after(await brands(), cursor)) {
      if (signal.aborted) return
      const answer = await fetch(`${API}/search/companies?${new URLSearchParams({ q: brand, items_per_page: '20' }).toString()}`)
      if (answer === null) continue
      const own = jsonAs(Found, answer.bytes, 'Companies House').items.flatMap(({ title, company_number: number, company_status: status }) => {
        const known = companyNumber(number)
        return status === 'active' && title && known !== null && bearsName(title, brand) ? [{ title, number: known }] : []
      })
      for (const { title, number } of own.slice(0, MOST_COMPANIES))
        yield { url: `${API}/company/${number}/persons-with-significant-control`, as: 'control', title: titleOf('Who controls', title, number) }
      await keep(brand)
    }
  },

  parse(capture) {
    const { name, number } = subjectIn(capture)
    const corporate = jsonAs(Controllers, capture.bytes, 'Companies House').items.filter(
      (item) => item.kind.startsWith('corporate-entity') && item.name && !item.ceased_on && !item.ceased,
    )
    return readingOfRows({
      title: capture.title ?? 'Who controls a company',
      rule: 'companies house',
      language: 'en-GB',
      head: [`${name} (company ${number})`],
      rows: corporate.map((item) => ({
        cells: [`${name} (company ${number})`, 'controlled by', item.name, item.identification?.registration_number, ...(item.natures_of_control ?? [])],
        claims: [
          {
            subject: { name, kind: 'company' as const, country: 'GB', identifiers: [`gb-coh:${number}`] },
            predicate: 'owned_by' as const,
            object: {
              type: 'organisation' as const,
              organisation: { name: item.name as string, kind: 'company' as const, ...registeredAs(item.identification) },
            },
            period: item.notified_on ?? null,
          },
        ],
      })),
    })
  },
})

/** Where the United Kingdom's companies are registered, as they write it themselves. */
const HERE = /companies house|england|wales|scotland|edinburgh|northern ireland|belfast|united kingdom|great britain|\bu\.?k\b/i

/** The country and number of a company that controls another, where it is one of Companies House. */
function registeredAs(
  told:
    | { registration_number?: string | null | undefined; country_registered?: string | null | undefined; place_registered?: string | null | undefined }
    | null
    | undefined,
) {
  const number = HERE.test(`${told?.country_registered ?? ''} ${told?.place_registered ?? ''}`) ? companyNumber(told?.registration_number) : null
  return number === null ? {} : { country: 'GB', identifiers: [`gb-coh:${number}`] }
}
