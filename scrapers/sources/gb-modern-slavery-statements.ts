/**
 * The UK's modern slavery statement registry: which organisations have published a statement, and where, as yearly CSV files.
 * Read: organisation, company number, sector, group's parent, statement's address, the years it covers. Left alone: who signed, since
 * people are no subjects here.
 */
import { DriftError } from '../../src/errors.ts'
import { decodeBytes } from '../../src/read/charset.ts'
import { readTable } from '../../src/read/formats/csv.ts'
import { linksIn, parseHtml } from '../kit/html.ts'
import { readingOfRows } from '../kit/rows.ts'
import { expectColumns } from '../kit/strict.ts'
import { defineSource } from '../source.ts'

const HOME = 'https://modern-slavery-statement-registry.service.gov.uk/download'
const COLUMNS = ['StatementYear', 'OrganisationName', 'CompanyNumber', 'SectorType', 'StatementURL'] as const

export default defineSource({
  title: 'Modern slavery statement registry',
  publisher: {
    name: 'Home Office',
    kind: 'register',
    reliability: 'B',
    reliabilityReason: 'The government’s register; what stands in it is what organisations entered themselves.',
  },
  home: HOME,
  licence: 'Open Government Licence v3.0',
  open: true,
  every: 'month',
  version: 1,
  accepts: null,
  onFromStart: false,
  checkedOn: null,
  expect: { claims: [0, 200_000] },

  async *discover({ fetch }) {
    const page = await fetch(HOME)
    if (page === null) return
    const links = linksIn(parseHtml(page), page.finalUrl, 'a[href]', /\.csv(\?|$)|download-csv|[?&]year=\d{4}/i)
    if (links.length === 0) throw new DriftError('The page links to no CSV file. Compare it with the source’s file.')
    for (const link of links) yield { url: link.url, as: 'statements', title: link.text || 'Modern slavery statements' }
  },

  parse(capture) {
    const table = readTable(decodeBytes(capture.bytes, capture.headers['content-type'], false).text)
    expectColumns(table.headings, COLUMNS)
    return readingOfRows({
      title: 'Modern slavery statement registry',
      rule: 'statement registry',
      language: 'en-GB',
      head: [COLUMNS.join('; ')],
      rows: table.rows.map(({ cells, row }) => {
        const name = cells['OrganisationName'] ?? ''
        const parent = cells['ParentName']
        return {
          cells: [cells['StatementYear'], name, cells['CompanyNumber'], cells['SectorType'], parent && `group of ${parent}`, cells['StatementURL']],
          row,
          claims:
            name && parent && parent !== name
              ? [
                  {
                    subject: { name, kind: 'company' as const, country: 'GB' },
                    predicate: 'owned_by' as const,
                    object: { type: 'organisation' as const, organisation: { name: parent, kind: 'company' as const } },
                    period: cells['StatementYear'] ?? null,
                  },
                ]
              : [],
        }
      }),
    })
  },
})
