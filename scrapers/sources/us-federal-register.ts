/**
 * The Federal Register: US notices that name the Uyghur Forced Labor Prevention Act, withhold release orders and findings.
 * Read: the full text of each notice. Left alone: rules and notices on other matters, and notices without a plain text.
 * API: federalregister.gov/developers (v1).
 */
import { z } from 'zod'
import { jsonAs } from '../kit/listing.ts'
import { defineSource } from '../source.ts'

const SEARCH =
  'https://www.federalregister.gov/api/v1/documents.json?per_page=100&order=newest&fields%5B%5D=title&fields%5B%5D=publication_date&fields%5B%5D=raw_text_url&fields%5B%5D=html_url&fields%5B%5D=document_number&conditions%5Bterm%5D=%22forced+labor%22+%22entity+list%22'
const MOST_PAGES = 20

const ResultPage = z.object({
  count: z.number(),
  next_page_url: z.url().nullish(),
  results: z
    .array(
      z.object({
        title: z.string(),
        publication_date: z.iso.date(),
        raw_text_url: z.url().nullish(),
        html_url: z.url().nullish(),
        document_number: z.string(),
      }),
    )
    .nullish(),
})

export default defineSource({
  title: 'Federal Register notices on forced labour',
  publisher: { name: 'Federal Register', kind: 'government', reliability: 'A', reliabilityReason: 'The official journal of the United States government.' },
  home: 'https://www.federalregister.gov/',
  licence: 'Public domain (17 U.S.C. § 105)',
  open: true,
  every: 'day',
  version: 2,
  accepts: null,
  onFromStart: true,
  checkedOn: '2026-07-09',
  checkedWith: 'documentation',
  expect: { claims: [0, 5_000] },

  async *discover({ fetch, cursor, keep, signal }) {
    let next: string | null = cursor ?? SEARCH
    for (let count = 0; next !== null && count < MOST_PAGES && !signal.aborted; count += 1) {
      const answer = await fetch(next)
      if (answer === null) return
      const page = jsonAs(ResultPage, answer.bytes, 'the Federal Register')
      for (const { raw_text_url: url, title, publication_date: publishedOn } of page.results ?? [])
        if (url) yield { url, as: 'notice', title: title.slice(0, 500), publishedOn }
      next = page.next_page_url ?? null
      if (next !== null) await keep(next)
    }
  },
})
