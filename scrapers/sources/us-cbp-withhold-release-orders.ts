/**
 * Withhold release orders and findings of US Customs and Border Protection: goods held at the border since forced labour is suspected or found.
 * Read: every table headed Date, Merchandise, Manufacturer and Status, one for each country. Left alone: orders on a whole product
 * or country, which name no firm, and orders that are no longer in force.
 */
import { parseHtml, tableRows, tablesWith } from '../kit/html.ts'
import { namesOf } from '../kit/names.ts'
import { readingOfRows } from '../kit/rows.ts'
import { expectCount, take } from '../kit/strict.ts'
import { defineSource } from '../source.ts'

const LIST = 'https://www.cbp.gov/trade/forced-labor/withhold-release-orders-and-findings'
const COLUMNS = ['Date', 'Merchandise', 'Manufacturer', 'Status'] as const
const NO_FIRM = /^(?:all|any|various|multiple|unknown|n\/?a|none|-|entire)\b|^$/i

const source = defineSource({
  title: 'Withhold release orders and findings',
  publisher: {
    name: 'US Customs and Border Protection',
    kind: 'government',
    reliability: 'A',
    reliabilityReason: 'The authority that makes the orders, publishing its own list.',
  },
  home: LIST,
  byHand: 'Open https://www.cbp.gov/document/stats/withhold-release-orders-findings in a browser, download the newest CSV file, and hand it over.',
  licence: 'Public domain (17 U.S.C. § 105)',
  open: true,
  every: 'day',
  version: 1,
  accepts: 'official list',
  onFromStart: true,
  checkedOn: null,
  expect: { claims: [5, 600] },

  async *discover() {
    yield { url: LIST, as: 'list', title: 'Withhold release orders and findings' }
  },

  parse(capture) {
    const $ = parseHtml(capture)
    const rows = tablesWith($, COLUMNS).flatMap((table) => {
      const country = $(table).find('caption').first().text().trim() || $(table).prevAll('h2, h3, h4').first().text().trim() || null
      return tableRows($, table).map((row) => ({ country, ...take(row, COLUMNS, ['Status Notes', 'Notes', 'Federal Register Notice', 'Type']) }))
    })
    expectCount('orders', rows.length, source.expect.claims)
    return readingOfRows({
      title: 'Withhold release orders and findings',
      rule: 'withhold release orders',
      language: 'en',
      rows: rows.map(({ country, Date: date, Merchandise: merchandise, Manufacturer: manufacturer, Status: status }) => ({
        cells: [date, merchandise, manufacturer, status, country],
        claims:
          NO_FIRM.test(manufacturer.trim()) || !/^(?:partially )?active\b/i.test(status)
            ? []
            : namesOf(manufacturer).map(({ name, aliases }) => ({
                subject: { name, aliases, kind: 'company' as const, country },
                predicate: 'listed_on' as const,
                object: { type: 'list' as const, slug: 'us-withhold-release-orders' },
                product: merchandise.slice(0, 200) || null,
                period: date,
              })),
      })),
    })
  },
})
export default source
