/**
 * Companies' answers to allegations, as the Business and Human Rights Resource Centre collects them: its list of company responses, page by page.
 * Read: each response's own page, as an article. Left alone: the allegations, which have sources of their own.
 */
import { DriftError } from '../../src/errors.ts'
import { linksIn } from '../kit/html.ts'
import { listPages } from '../kit/listing.ts'
import { defineSource } from '../source.ts'

const HOME = 'https://www.business-humanrights.org/en/latest-news/?content_types=company_responses&issues=forced-labour-modern-slavery'
const MOST_PAGES = 40

export default defineSource({
  title: 'Company responses on forced labour',
  publisher: {
    name: 'Business and Human Rights Resource Centre',
    kind: 'ngo',
    reliability: 'B',
    reliabilityReason: 'Asks every company before it publishes, and prints the answers whole.',
  },
  home: HOME,
  licence: 'CC BY-NC-SA 4.0 as far as the centre wrote it; answers are their companies’',
  open: false,
  every: 'day',
  revisit: 'month',
  budget: 300,
  version: 1,
  accepts: null,
  onFromStart: false,
  checkedOn: null,
  expect: { claims: [0, 500] },

  async *discover(context) {
    let found = 0
    for await (const { $, url } of listPages(context, HOME, { most: MOST_PAGES })) {
      for (const link of linksIn($, url, 'main a[href], article a[href], .search-results a[href]', /\/en\/latest-news\/[\w-]*respon[\w-]*\/?$/i)) {
        found += 1
        yield { url: link.url, as: 'response', title: link.text }
      }
    }
    if (found === 0) throw new DriftError('The list shows no company response. Compare it with the source’s file.')
  },
})
