/**
 * Withhold release orders and findings of US Customs and Border Protection: goods held at the border since forced labour is suspected or found.
 * Read: the dated CSV that the dashboard's page leads to, a row an order: the firms it names, as long as it is in force, wholly or in part.
 * Left alone: orders that are no longer in force, and goods, places and ships that stand where a firm's name is wanted.
 */
import { DriftError } from '../../src/errors.ts'
import { decodeWestern } from '../../src/read/charset.ts'
import { readTable } from '../../src/read/formats/csv.ts'
import { columnsOf } from '../kit/headings.ts'
import { linksIn, parseHtml } from '../kit/html.ts'
import { namesNoFirm } from '../kit/name-kind.ts'
import { namesOf, otherNames } from '../kit/names.ts'
import { readingOfRows } from '../kit/rows.ts'
import { expectCount } from '../kit/strict.ts'
import { type DiscoverContext, defineSource } from '../source.ts'

const DASHBOARD = 'https://www.cbp.gov/trade/forced-labor/withhold-release-orders-and-findings'
const DATASET = /\/document\/stats\/withhold-release-orders/i
const CSV = /withhold-release-orders[^/]*\.csv(\?|$)/i
const COLUMNS = {
  date: ['Effective Date', 'Date'],
  merchandise: ['Merchandise', 'Product', 'Goods'],
  status: ['Status'],
  entity: ['Entity', 'Entities', 'Entity Name', 'Manufacturer'],
} as const
const MORE_COLUMNS = { country: ['Country', 'Country Name'], kind: ['WRO/Finding', 'Type'], remarks: ['Remarks', 'Notes', 'Status Notes'] } as const
/** What stands for a country where the order is on a ship. */
const SHIPS = /^fishing vessel/i
/** Words of a status: an order with one of these holds nobody up. */
const ENDED = ['inactive', 'revoked', 'terminated', 'rescinded', 'withdrawn', 'superseded', 'expired', 'closed']
const IN_FORCE = ['active', 'modified', 'partial', 'partially']

const source = defineSource({
  title: 'Withhold release orders and findings',
  publisher: {
    name: 'US Customs and Border Protection',
    kind: 'government',
    reliability: 'A',
    reliabilityReason: 'The authority that makes the orders, publishing its own list.',
  },
  byHand: 'Open https://www.cbp.gov/document/stats/withhold-release-orders-findings in a browser, download the newest CSV file, and hand it over.',
  home: DASHBOARD,
  licence: 'Public domain (17 U.S.C. § 105)',
  open: true,
  every: 'day',
  version: 2,
  accepts: 'official list',
  onFromStart: true,
  checkedOn: '2026-07-09',
  checkedWith: 'public copies',
  expect: { claims: [5, 600] },
  refusesWith: { host: 'www.cbp.gov', status: 403, waitMinutes: 60 },

  async *discover(context) {
    const csv = await findCsv(context)
    if (csv !== null) yield { url: csv, as: 'orders', title: 'Withhold release orders and findings' }
  },

  parse(capture) {
    const table = readTable(decodeWestern(capture.bytes))
    const at = columnsOf(table.headings, COLUMNS, MORE_COLUMNS)
    expectCount('orders', table.rows.length, source.expect.claims)
    return readingOfRows({
      title: 'Withhold release orders and findings',
      rule: 'withhold release orders',
      language: 'en',
      head: [table.headings.join('; ')],
      rows: table.rows.map(({ cells, row }) => {
        const [entity = '', status = '', merchandise = ''] = [cells[at.entity], cells[at.status], cells[at.merchandise]]
        const where = (at.country && cells[at.country]) || null
        const isAtSea = where !== null && SHIPS.test(where)
        const firms = isInForce(status) ? namesOf(entity).filter(({ name }) => !namesNoFirm(isAtSea ? `${where} ${name}` : name)) : []
        return {
          cells: [cells[at.date], merchandise, entity, status, where, at.kind && cells[at.kind], at.remarks && cells[at.remarks]],
          row,
          claims: firms.map((firm) => ({
            subject: { name: firm.name, aliases: otherNames(firm), kind: 'company' as const, country: isAtSea ? null : where },
            predicate: 'listed_on' as const,
            object: { type: 'list' as const, slug: 'us-withhold-release-orders' },
            product: merchandise.slice(0, 200) || null,
            period: cells[at.date]?.slice(0, 60) || null,
          })),
        }
      }),
    })
  },
})
export default source

/** The newest CSV: linked from the dashboard, or from the page of the dataset that it leads to. @throws DriftError when neither links to one */
async function findCsv({ fetch }: DiscoverContext): Promise<string | null> {
  const page = await fetch(DASHBOARD)
  if (page === null) return null
  const linked = (answer: typeof page, matches: RegExp) => linksIn(parseHtml(answer), answer.finalUrl, 'a[href]', matches)[0]?.url
  const own = linked(page, CSV)
  if (own !== undefined) return own
  const dataset = linked(page, DATASET)
  if (dataset === undefined) throw new DriftError('The dashboard links to no dataset. Compare the page with the source’s file, or hand over the CSV.')
  const answer = await fetch(dataset)
  if (answer === null) return null
  const csv = linked(answer, CSV)
  if (csv === undefined) throw new DriftError('The page of the dataset links to no CSV. Compare it with the source’s file, or hand over the CSV.')
  return csv
}

/** Whether an order holds goods up, wholly or in part. @throws DriftError for a status that nobody knows */
function isInForce(status: string): boolean {
  const words = status.toLowerCase().match(/\p{L}+/gu) ?? []
  if (words.length === 0 || words.some((word) => ENDED.includes(word))) return false
  if (words.some((word) => IN_FORCE.includes(word))) return true
  throw new DriftError(`Nobody knows the status "${status.slice(0, 60)}". Compare the file with the source's file.`)
}
