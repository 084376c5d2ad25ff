/** CSV to text: one line a row, its cells parted by semicolons, and the rows by their headings. */
import { parse } from 'csv-parse/sync'
import { InvalidError, messageOf } from '../../errors.ts'
import type { Reading, Span } from '../../model/document.ts'
import { createTextBuilder, squeeze } from '../text-builder.ts'

const DELIMITERS = [',', ';', '\t', '|']
const MOST_COLUMNS = 1_000

/** A table: its headings, and each row by heading with its place in the text. Row numbers are those of the file. */
export type Table = { readonly headings: readonly string[]; readonly rows: readonly TableRow[]; readonly text: string; readonly spans: readonly Span[] }
export type TableRow = { readonly cells: Readonly<Record<string, string>>; readonly start: number; readonly end: number; readonly row: number }

/**
 * Reads a table whose first row that is not empty holds the headings. The delimiter is the one of `, ; tab |` that the
 * headings hold most of.
 * @throws InvalidError when it is no table, with the row where it breaks
 */
export function readTable(text: string): Table {
  const records = recordsOf(text)
  const head = records[0]
  if (!head) throw new InvalidError('The table is empty: there is no row in it.')
  if (head.cells.length > MOST_COLUMNS)
    throw new InvalidError(`The table has ${head.cells.length} columns, and at most ${MOST_COLUMNS} are read. Keep the columns you need.`)
  const headings = head.cells.map((heading, i) => squeeze(heading) || `column ${i + 1}`)
  const builder = createTextBuilder()
  builder.add(headings.join('; '), { row: head.row })
  const rows: TableRow[] = []
  for (const record of records.slice(1)) {
    const cells: Record<string, string> = {}
    for (const [i, cell] of record.cells.entries()) cells[headings[i] ?? `column ${i + 1}`] = squeeze(cell)
    const place = builder.add(record.cells.map(squeeze).filter(Boolean).join('; '), { row: record.row })
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
  const firstLine =
    text
      .replace(/^\uFEFF/, '')
      .trimStart()
      .split('\n', 1)[0] ?? ''
  const delimiter = DELIMITERS.map((mark) => ({ mark, count: firstLine.split(mark).length })).sort((a, b) => b.count - a.count)[0]?.mark ?? ','
  try {
    const parsed = parse(text, {
      bom: true,
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      info: true,
      skip_empty_lines: true,
      max_record_size: 1_000_000,
    }) as unknown as { record: string[]; info: { lines: number } }[]
    return parsed.filter(({ record }) => record.some((cell) => cell.trim() !== '')).map(({ record, info }) => ({ cells: record, row: Math.max(1, info.lines) }))
  } catch (error) {
    throw new InvalidError(
      `This is not a table that can be read: ${messageOf(error)}. Open it in a spreadsheet, save it as CSV (UTF-8), and add that file.`,
      [],
      { cause: error },
    )
  }
}
