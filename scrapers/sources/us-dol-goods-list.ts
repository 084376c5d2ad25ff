/**
 * The List of Goods Produced by Child Labor or Forced Labor (US Department of Labor, Bureau of International Labor Affairs), as the
 * workbook that its page links to. Read: country, good, and whether forced labour is found, a row each. It names no firm, so it makes
 * no claim: it is there to be searched and quoted. Left alone: the narrative reports.
 */
import { columnsOf } from '../kit/headings.ts'
import { linksIn, parseHtml } from '../kit/html.ts'
import { readingOfRows } from '../kit/rows.ts'
import { DriftError } from '../../src/errors.ts'
import { expectCount } from '../kit/strict.ts'
import { sheetWith } from '../kit/workbook.ts'
import { readWorkbook } from '../../src/read/formats/workbook.ts'
import { defineSource } from '../source.ts'

const HOME = 'https://www.dol.gov/agencies/ilab/reports/child-labor/list-of-goods'
const COLUMNS = {
  country: ['Country/Area', 'Country', 'Country or Area', 'Countries/Areas', 'Area'],
  good: ['Good', 'Goods', 'Product'],
  child: ['Child Labor', 'Child Labour'],
  forced: ['Forced Labor', 'Forced Labour'],
} as const
const MORE_COLUMNS = { forcedChild: ['Forced Child Labor', 'Forced Child Labour'] } as const
/** What the workbook's address or the words of its link say; the page links to others. */
const OF_GOODS = /list[-_ %20]*of[-_ %20]*goods|tvpra|goods/i

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
  version: 2,
  accepts: null,
  onFromStart: true,
  checkedOn: '2026-07-09',
  checkedWith: 'documentation',
  expect: { claims: [0, 0] },

  async *discover({ fetch }) {
    const page = await fetch(HOME)
    if (page === null) return
    const links = linksIn(parseHtml(page), page.finalUrl, 'a[href]', /\.xlsx(\?|$)/i)
    if (links.length === 0) throw new DriftError('The page links to no workbook. Download the list and put it into the watched folder.')
    const goods = links.filter(({ url, text }) => OF_GOODS.test(`${url.slice(url.lastIndexOf('/'))} ${text}`))
    const newest = (goods.length > 0 ? goods : links).toSorted((a, b) => yearOf(b) - yearOf(a))[0]
    if (newest) yield { url: newest.url, as: 'goods', title: newest.text || 'List of Goods' }
  },

  async parse(capture) {
    const sheet = sheetWith(await readWorkbook(capture.bytes), Object.values(COLUMNS))
    const at = columnsOf(sheet.headings, COLUMNS, MORE_COLUMNS)
    expectCount('goods', sheet.rows.length, [3, 5_000])
    return readingOfRows({
      title: 'List of Goods Produced by Child Labor or Forced Labor',
      rule: 'list of goods',
      language: 'en',
      head: [sheet.headings.join('; ')],
      rows: sheet.rows.map(({ cells, row }) => ({
        cells: [
          cells[at.country],
          cells[at.good],
          cells[at.child] && `child labour: ${cells[at.child]}`,
          cells[at.forced] && `forced labour: ${cells[at.forced]}`,
          at.forcedChild && cells[at.forcedChild] && `forced child labour: ${cells[at.forcedChild]}`,
        ],
        row,
        claims: [],
      })),
    })
  },
})

/** The latest year that a link's address or words name; 0 where none. */
const yearOf = ({ url, text }: { readonly url: string; readonly text: string }): number =>
  Math.max(0, ...[...`${url} ${text}`.matchAll(/(?<!\d)20\d\d(?!\d)/g)].map(([year]) => Number(year)))
