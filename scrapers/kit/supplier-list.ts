/** Supplier lists: a brand's own list of factories as CSV or XLSX, with a mapping from its columns to ours. */
import { DriftError, InvalidError } from '../../src/errors.ts'
import type { CaptureBytes, Reading } from '../../src/model/document.ts'
import { decodeBytes } from '../../src/read/charset.ts'
import type { Request } from '../../src/model/document.ts'
import { type DiscoverContext, type Source, defineSource } from '../source.ts'
import { linksIn, parseHtml } from './html.ts'
import { type Table, type TableRow, readTable } from '../../src/read/formats/csv.ts'
import { readingOfRows } from './rows.ts'
import { sheetWith } from './workbook.ts'
import { readWorkbook } from '../../src/read/formats/workbook.ts'

/** The brand's own headings for what we want to know. All but the name may be missing from a list; named ones must be there. */
export type SupplierColumns = {
  readonly name: string
  readonly country?: string
  readonly address?: string
  readonly product?: string
  readonly tier?: string
  readonly parent?: string
}
export type SupplierList = { readonly brand: string; readonly sector: string; readonly title: string; readonly columns: SupplierColumns }

/** A reading of one list: a row is a `sources_from` claim, and an `owned_by` one where a parent is named. @throws DriftError */
export async function parseSupplierList(capture: CaptureBytes, list: SupplierList): Promise<Reading> {
  const wanted = Object.values(list.columns)
  const table = await tableOf(capture, wanted)
  const missing = wanted.filter((heading) => !table.headings.includes(heading))
  if (missing.length > 0) {
    throw new DriftError(
      `The column ${missing.map((heading) => `"${heading}"`).join(' and ')} is missing from this supplier list; its columns are ${table.headings
        .slice(0, 15)
        .map((heading) => `"${heading}"`)
        .join(', ')}. Add the column, or change the mapping in the source's file.`,
    )
  }
  if (table.rows.length === 0) throw new InvalidError('The supplier list has headings but no rows. Check that the whole file arrived.')
  const { columns } = list
  const brand = { name: list.brand, kind: 'brand' as const, sector: list.sector }
  return readingOfRows({
    title: list.title,
    rule: 'supplier list',
    head: [table.headings.join('; ')],
    rows: table.rows.map(({ cells, row }) => {
      const at = (heading: string | undefined) => (heading === undefined ? undefined : cells[heading] || undefined)
      const name = at(columns.name)
      const supplier = { name: name ?? '', kind: 'facility' as const, country: at(columns.country), place: at(columns.address) }
      const tier = Number(/\d+/.exec(at(columns.tier) ?? '')?.[0])
      const parent = at(columns.parent)
      return {
        cells: Object.values(cells),
        row,
        claims:
          name === undefined
            ? []
            : [
                {
                  subject: brand,
                  predicate: 'sources_from' as const,
                  object: { type: 'organisation' as const, organisation: supplier },
                  product: at(columns.product),
                  tier: tier >= 1 && tier <= 20 ? tier : null,
                },
                ...(parent && parent !== name
                  ? [
                      {
                        subject: supplier,
                        predicate: 'owned_by' as const,
                        object: { type: 'organisation' as const, organisation: { name: parent, kind: 'company' as const } },
                      },
                    ]
                  : []),
              ],
      }
    }),
  })
}

/** A source that is a brand's own list of factories: what it is called, where it stands, and its columns. */
export function ownSupplierList(list: SupplierList & { readonly home: string; readonly byHand?: string }): Source {
  return defineSource({
    title: list.title,
    publisher: {
      name: list.brand,
      kind: 'company',
      reliability: 'A',
      reliabilityReason: 'The company itself, on whom it buys from.',
      organisation: list.brand,
    },
    home: list.home,
    byHand: list.byHand ?? `Open ${list.home} in a browser, download the list of factories, and hand the file over.`,
    licence: 'Facts; published by the company for public use',
    open: false,
    every: 'month',
    version: 1,
    accepts: 'own disclosure',
    onFromStart: false,
    checkedOn: null,
    expect: { claims: [1, 20_000] },
    discover: (context) => listSupplierLinks(context, list.home, list.title),
    parse: (capture) => parseSupplierList(capture, list),
  })
}

/** The table of a list: the CSV, or the sheet of a workbook that has the headings. */
async function tableOf(
  capture: CaptureBytes,
  wanted: readonly string[],
): Promise<Pick<Table, 'headings'> & { rows: readonly Pick<TableRow, 'cells' | 'row'>[] }> {
  if (capture.bytes[0] === 0x50 && capture.bytes[1] === 0x4b) return sheetWith(await readWorkbook(capture.bytes), wanted)
  return readTable(decodeBytes(capture.bytes, capture.headers['content-type'], false).text)
}

/** The CSV files and workbooks that a brand's page links to: their addresses change with each edition. @throws DriftError when there is none */
async function* listSupplierLinks({ fetch }: DiscoverContext, home: string, title: string): AsyncGenerator<Request> {
  const page = await fetch(home)
  if (page === null) return
  const links = linksIn(parseHtml(page), page.finalUrl, 'a[href]', /\.(?:csv|xlsx)(\?|$)/i)
  if (links.length === 0)
    throw new DriftError('The page links to no CSV file and no workbook. Download the list, save it as CSV, and put it into the watched folder.')
  for (const link of links) yield { url: link.url, as: 'supplier-list', title: link.text || title }
}
