/**
 * The List of Goods Produced by Child Labor or Forced Labor (US Department of Labor, Bureau of International Labor Affairs), as the
 * workbook that its page links to. Read: country, good, and whether forced labour is found, a row each. It names no firm, so it makes
 * no claim: it is there to be searched and quoted. Left alone: the narrative reports.
 */
import { linksIn, parseHtml } from '../kit/html.ts'
import { readingOfRows } from '../kit/rows.ts'
import { DriftError } from '../../src/errors.ts'
import { expectCount } from '../kit/strict.ts'
import { sheetWith } from '../kit/workbook.ts'
import { readWorkbook } from '../../src/read/formats/workbook.ts'
import { defineSource } from '../source.ts'

const HOME = 'https://www.dol.gov/agencies/ilab/reports/child-labor/list-of-goods'
const COLUMNS = ['Country/Area', 'Good', 'Child Labor', 'Forced Labor'] as const

export default defineSource({
  title: 'List of Goods Produced by Child Labor or Forced Labor',
  publisher: {
    name: 'US Department of Labor',
    kind: 'government',
    reliability: 'A',
    reliabilityReason: 'A list that the law asks the department to keep, with its sources named.',
  },
  home: HOME,
  byHand:
    'Open https://www.dol.gov/agencies/ilab/reports/child-labor/list-of-goods in a browser, download the list as an Excel workbook, and hand the file over.',
  licence: 'Public domain (17 U.S.C. § 105)',
  open: true,
  every: 'month',
  version: 1,
  accepts: null,
  onFromStart: true,
  checkedOn: null,
  expect: { claims: [0, 0] },

  async *discover({ fetch }) {
    const page = await fetch(HOME)
    if (page === null) return
    const links = linksIn(parseHtml(page), page.finalUrl, 'a[href]', /\.xlsx(\?|$)/i)
    if (links.length === 0) throw new DriftError('The page links to no workbook. Download the list and put it into the watched folder.')
    for (const link of links) yield { url: link.url, as: 'goods', title: link.text || 'List of Goods' }
  },

  async parse(capture) {
    const sheet = sheetWith(await readWorkbook(capture.bytes), COLUMNS)
    expectCount('goods', sheet.rows.length, [3, 5_000])
    return readingOfRows({
      title: 'List of Goods Produced by Child Labor or Forced Labor',
      rule: 'list of goods',
      language: 'en',
      head: [sheet.headings.join('; ')],
      rows: sheet.rows.map(({ cells, row }) => ({
        cells: [
          cells['Country/Area'],
          cells['Good'],
          cells['Child Labor'] && `child labour: ${cells['Child Labor']}`,
          cells['Forced Labor'] && `forced labour: ${cells['Forced Labor']}`,
        ],
        row,
        claims: [],
      })),
    })
  },
})
