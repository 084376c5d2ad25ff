/** Supplier table: the bytes of a list that somebody checks, as one table with its headings, whatever the file is called. */
import { InvalidError } from '../errors.ts'
import type { SupplierRow, SupplierTable } from '../model/check.ts'
import { roleOfHeading } from '../names/list-headings.ts'
import { decodeBytes } from './charset.ts'
import { csvRows } from './formats/csv.ts'
import type { Sheet } from './formats/workbook.ts'
import { withoutBands } from './list-bands.ts'
import { headOfList } from './list-head.ts'

const MOST_ROWS = 50_000
const MOST_COLUMNS = 500
/** Rows that are read: what is left when a title, headings and empty lines are taken off is counted by `MOST_ROWS`. */
const MOST_READ = 2 * MOST_ROWS
const MOST_CELLS = 2_000_000
const MOST_ROWS_IN_ALL = 200_000
const SHORT = 20_000
const LONGEST_CELL = 2_000

/** The first line is looked at before anything is taken apart: a line of a million cells is no list. */
const FIRST_LINE = 1_000_000

/**
 * Reads a list of suppliers: CSV by any mark and in any charset, XLSX, XLS, ODS, or a table of a page or a PDF. Bands become columns. Of a
 * workbook's sheets the one with most rows is taken, of those that have a column for names and any rows.
 * @throws InvalidError with a sentence that says what to do, when there is no table in it or far too much
 */
export async function readSupplierTable(bytes: Uint8Array): Promise<SupplierTable> {
  return (await readSupplierTables(bytes))[0] as SupplierTable
}

/** Every table of a list, the likeliest first: a workbook may keep each tier on a sheet. At least one. @throws InvalidError as above */
export async function readSupplierTables(bytes: Uint8Array): Promise<SupplierTable[]> {
  if (bytes.length === 0) throw new InvalidError('The file is empty.')
  const all = await sheetsOf(bytes)
  // What its maker hid is read only where there is nothing else.
  const shown = all.filter(({ isHidden, rows }) => !isHidden && rows.length > 0)
  const sheets = shown.length > 0 ? shown : all
  const widest = sheets.map((sheet) => Math.max(0, ...sheet.rows.slice(0, 2_000).map((row) => row.length)))
  if (Math.min(...widest) > MOST_COLUMNS)
    throw new InvalidError(
      `The table has ${Math.min(...widest)} columns, and at most ${MOST_COLUMNS} are read. Keep the columns with names, countries and addresses.`,
    )
  const tables = sheets
    .filter((_, i) => (widest[i] as number) <= MOST_COLUMNS)
    .map(tableOf)
    .filter(({ rows }) => rows.length > 0)
    .sort((a, b) => Number(namesSuppliers(b)) - Number(namesSuppliers(a)) || b.rows.length - a.rows.length)
  if (tables.length === 0) throw new InvalidError('There is no row in this list. It should hold one supplier a row, with a column for the names.')
  if (tables.some(({ rows }) => rows.length > MOST_ROWS))
    throw new InvalidError(`The list has more than ${MOST_ROWS} rows, and no more are checked at once. Cut it into parts.`)
  return all.length > 1 ? tables : tables.map((table) => ({ ...table, sheet: null }))
}

/** A short text that is no page: as much work as a page of ours, so it needs no process of its own. */
export function isShortText(bytes: Uint8Array): boolean {
  return (
    bytes.length <= SHORT &&
    !bytes.includes(0) &&
    !/^(?:PK|%PDF|\s*<)/.test(
      Buffer.from(bytes.subarray(0, 500))
        .toString('latin1')
        .replace(/^\xef\xbb\xbf/, ''),
    )
  )
}

const namesSuppliers = ({ headings, rows }: SupplierTable): boolean => rows.length > 0 && headings.some((heading) => roleOfHeading(heading)?.role === 'name')

async function sheetsOf(bytes: Uint8Array): Promise<SomeSheet[]> {
  const hex = Buffer.from(bytes.subarray(0, 8)).toString('hex')
  if (hex.startsWith('504b0304')) {
    const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    if (all.includes('xl/workbook.xml')) return await sheetsOfWorkbook(bytes, false)
    if (all.includes('opendocument.spreadsheet')) return await sheetsOfWorkbook(bytes, true)
    if (all.includes('xl/')) throw new InvalidError('This workbook is not whole. Open it in a spreadsheet program, save it as CSV, and check that.')
    throw new InvalidError('This is a ZIP file, and no workbook. Unpack it and check what is inside.')
  }
  if (hex.startsWith('d0cf11e0')) return await sheetsOfWorkbook(bytes, true)
  if (hex.startsWith('25504446')) return [await (await import('./formats/pdf-list.ts')).sheetOfPdf(bytes, MOST_READ)]
  const { text } = decodeBytes(bytes, undefined, false)
  if (/^\s*<(?:!doctype html|html|table|\?xml|head|meta)/i.test(text.slice(0, 500))) return await sheetsOfWorkbook(bytes, true)
  if (text.slice(0, 2_000).includes('\0'))
    throw new InvalidError('This is no list that can be read: CSV, XLSX, XLS, ODS and PDF are. Save it as CSV and check that.')
  const end = text.slice(0, FIRST_LINE).search(/[\r\n]/)
  const first = text.slice(0, end < 0 ? FIRST_LINE : end)
  const marks = Math.max(...[',', ';', '\t', '|'].map((mark) => first.split(mark).length))
  if (marks > MOST_COLUMNS * 4)
    throw new InvalidError(
      `The table has ${marks} columns or more, and at most ${MOST_COLUMNS} are read. Keep the columns with names, countries and addresses.`,
    )
  return [{ name: '', rows: csvRows(text, MOST_READ), isText: true }]
}

/** What opens workbooks is loaded with the first of them. */
async function sheetsOfWorkbook(bytes: Uint8Array, isOld: boolean): Promise<Sheet[]> {
  if (isOld) return (await import('./formats/old-workbook.ts')).readOldWorkbook(bytes, MOST_READ)
  return await (await import('./formats/workbook.ts')).readWorkbook(bytes, { rows: MOST_ROWS + 1_000, cells: MOST_CELLS, rowsInAll: MOST_ROWS_IN_ALL })
}

/** Of a text, whose empty lines are no rows. */
type SomeSheet = Sheet & { readonly isText?: true }

function tableOf({ name, rows, isText }: SomeSheet): SupplierTable {
  let last = rows.length
  while (last > 0 && isEmpty(rows[last - 1] as readonly string[])) last -= 1
  const filled = rows.slice(0, last)
  const { headings, from } = headOfList(filled)
  const body: SupplierRow[] = []
  for (const [i, row] of filled.entries())
    if (i >= from && !(isText && row.length < 2 && isEmpty(row))) body.push({ row: i + 1, cells: row.map((cell) => cell.trim().slice(0, LONGEST_CELL)) })
  return withoutBands({ sheet: name, headings, rows: body })
}

const isEmpty = (cells: readonly string[]) => cells.every((cell) => cell.trim() === '')
