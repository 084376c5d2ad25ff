/** CSV to text: one line a row, its cells parted by semicolons, and the rows by their headings. */
import { parse } from 'csv-parse/sync'
import { InvalidError, messageOf } from '../../errors.ts'
import { CELL_MARK, type Reading, type Span } from '../../model/document.ts'
import { headRow } from '../table-head.ts'
import { createTextBuilder, squeeze } from '../text-builder.ts'

const DELIMITERS = [',', ';', '\t', '|']
const MOST_COLUMNS = 1_000

/** A table: its headings, and each row by heading with its place in the text. Row numbers are those of the file. */
export type Table = { readonly headings: readonly string[]; readonly rows: readonly TableRow[]; readonly text: string; readonly spans: readonly Span[] }
export type TableRow = { readonly cells: Readonly<Record<string, string>>; readonly start: number; readonly end: number; readonly row: number }

/**
 * Reads a table. Titles and notes may stand above its head. The delimiter is the one of `, ; tab |` that most of the first lines hold
 * equally often.
 * @throws InvalidError when it is no table, with the row where it breaks
 */
export function readTable(text: string): Table {
  const records = recordsOf(text)
  const at = headRow(records.map(({ cells }) => cells))
  const head = records[at]
  if (!head) throw new InvalidError('The table is empty: there is no row in it.')
  if (head.cells.length > MOST_COLUMNS)
    throw new InvalidError(`The table has ${head.cells.length} columns, and at most ${MOST_COLUMNS} are read. Keep the columns you need.`)
  const headings = head.cells.map((heading, i) => squeeze(heading) || `column ${i + 1}`)
  const builder = createTextBuilder()
  for (const above of records.slice(0, at)) builder.add(above.cells.map(squeeze).filter(Boolean).join(CELL_MARK), { row: above.row })
  builder.addRow(headings, { row: head.row, head: true })
  const rows: TableRow[] = []
  for (const record of records.slice(at + 1)) {
    const cells: Record<string, string> = {}
    for (const [i, cell] of record.cells.entries()) cells[headings[i] ?? `column ${i + 1}`] = squeeze(cell)
    const place = builder.addRow(record.cells.map(squeeze), { row: record.row })
    if (place) rows.push({ cells, ...place, row: record.row })
  }
  return { headings, rows, ...builder.build() }
}

/** Reads a table without knowing what its columns mean. */
export function readCsv(text: string): Reading {
  const table = readTable(text)
  return { title: null, language: null, publishedOn: null, text: table.text, spans: table.spans, claims: [] }
}

function recordsOf(text: string): { cells: string[]; row: number }[] {
  return parsed<{ record: string[]; info: { lines: number } }>(text, { info: true, skip_empty_lines: true })
    .filter(({ record }) => record.some((cell) => cell.trim() !== ''))
    .map(({ record, info }) => ({ cells: record, row: Math.max(1, info.lines) }))
}

/** Every row as a spreadsheet shows it, empty ones too, `most` at most. @throws InvalidError when it is no table, with the row where it breaks */
export function csvRows(text: string, most?: number): string[][] {
  return parsed<string[]>(text, most === undefined ? {} : { to: most })
}

function parsed<R>(text: string, options: { readonly info?: true; readonly skip_empty_lines?: true; readonly to?: number }): R[] {
  try {
    return parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      relax_column_count: true,
      relax_quotes: true,
      max_record_size: 1_000_000,
      ...options,
    }) as unknown as R[]
  } catch (error) {
    throw new InvalidError(
      `This is not a table that can be read: ${messageOf(error)}. Open it in a spreadsheet, save it as CSV (UTF-8), and add that file.`,
      [],
      { cause: error },
    )
  }
}

const LINES_LOOKED_AT = 30

/** The mark that parts cells: the one that most lines hold equally often outside quotes. */
function delimiterOf(text: string): string {
  const lines = text
    .replace(/^\uFEFF/, '')
    .slice(0, 200_000)
    .replace(/"(?:[^"]|"")*"/g, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .slice(0, LINES_LOOKED_AT)
  const scored = DELIMITERS.map((mark) => {
    const counts = new Map<number, number>()
    for (const line of lines) {
      const count = line.split(mark).length - 1
      if (count > 0) counts.set(count, (counts.get(count) ?? 0) + 1)
    }
    const [count, often] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [0, 0]
    return { mark, often, count }
  })
  const best = scored.sort((a, b) => b.often - a.often || b.count - a.count)[0]
  return best && best.often > 0 ? best.mark : ','
}
