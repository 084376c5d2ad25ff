/**
 * The UK's modern slavery statement registry: which organisations have published a statement, and where, as yearly CSV files.
 * Read: organisation, company number, sector, group's parent, statement's address, the years it covers. Left alone: who signed, since
 * people are no subjects here.
 */
import { DriftError } from '../../src/errors.ts'
import { companyNumber } from '../../src/model/company-number.ts'
import { decodeWestern } from '../../src/read/charset.ts'
import { readTable } from '../../src/read/formats/csv.ts'
import { linksIn, parseHtml } from '../kit/html.ts'
import { isSameName } from '../kit/register.ts'
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
  version: 2,
  accepts: null,
  onFromStart: false,
  checkedOn: '2026-07-09',
  checkedWith: 'public copies',
  expect: { claims: [0, 200_000] },

  async *discover({ fetch }) {
    const page = await fetch(HOME)
    if (page === null) return
    const links = linksIn(parseHtml(page), page.finalUrl, 'a[href]', /\.csv(\?|$)|download-csv|[?&]year=\d{4}/i)
    if (links.length === 0) throw new DriftError('The page links to no CSV file. Compare it with the source’s file.')
    for (const link of links) yield { url: link.url, as: 'statements', title: link.text || 'Modern slavery statements' }
  },

  parse(capture) {
    const table = readTable(decodeWestern(capture.bytes))
    expectColumns(table.headings, COLUMNS)
    return readingOfRows({
      title: 'Modern slavery statement registry',
      rule: 'statement registry',
      language: 'en-GB',
      head: [COLUMNS.join('; ')],
      rows: table.rows.map(({ cells, row }) => {
        const [name, parent] = [unquoted(cells['OrganisationName']), unquoted(cells['ParentName'])]
        const number = companyNumber(cells['CompanyNumber'])
        return {
          cells: [cells['StatementYear'], name, cells['CompanyNumber'], cells['SectorType'], parent && `group of ${parent}`, cells['StatementURL']],
          row,
          claims:
            isName(name) && isName(parent) && !isSameName(parent, name)
              ? [
                  {
                    subject: { name, kind: 'company' as const, country: 'GB', ...(number === null ? {} : { identifiers: [`gb-coh:${number}`] }) },
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

/** A cell without the quotation marks that some put around a name. */
const unquoted = (cell: string | undefined): string => (cell ?? '').replace(/^[\s"“”]+|[\s"“”]+$/g, '').slice(0, 300)
/** Whether a cell holds a name: some hold the organisation's number. */
const isName = (cell: string): boolean => /\p{L}{2}/u.test(cell) || (/\p{L}/u.test(cell) && !/\d{3}/.test(cell))
