/** Workbooks (XLSX) to text: a line a row, its cells parted by semicolons, each sheet under its name; within limits of size. */
import { unzipSync } from 'fflate'
import readXlsxFile from 'read-excel-file/node'
import { InvalidError, messageOf } from '../../errors.ts'
import { dayOfInstant } from '../../model/day.ts'
import type { Reading } from '../../model/document.ts'
import { type SheetBounds, passedBound } from './sheet-bounds.ts'
import { headRow } from '../table-head.ts'
import { type Merge, partsOfSheets } from './workbook-parts.ts'
import { createTextBuilder, squeeze } from '../text-builder.ts'

const MOST_UNPACKED = 200_000_000
const MOST_RATIO = 200
const MOST_FILES = 2_000

export type Sheet = { readonly name: string; readonly rows: readonly (readonly string[])[]; readonly isHidden?: boolean }

const PASSED: Readonly<Record<keyof SheetBounds, string>> = { rows: 'rows', cells: 'cells', rowsInAll: 'rows, empty ones counted' }
/** More than any list that a publisher puts out. */
const MOST: SheetBounds = { rows: 300_000, cells: 6_000_000, rowsInAll: 2_000_000 }

/**
 * Every sheet's cells as words; days as `YYYY-MM-DD`.
 * @throws InvalidError when it is no workbook, unpacks to too much, or holds more than `most`, in all its sheets together
 */
export async function readWorkbook(bytes: Uint8Array, most: SheetBounds = MOST): Promise<Sheet[]> {
  let unpacked = 0
  const files = new Set<string>()
  try {
    unzipSync(bytes, { filter: ({ name, originalSize }) => ((unpacked += originalSize), files.add(name), false) })
  } catch (cause) {
    throw new InvalidError(`This is no workbook that can be opened: ${messageOf(cause)}. Save it as CSV and add that file.`, [], { cause })
  }
  if (files.size > MOST_FILES || unpacked > MOST_UNPACKED || unpacked > Math.max(5_000_000, bytes.length * MOST_RATIO))
    throw new InvalidError('This workbook unpacks to far more than was sent, so it was not opened. Save the sheet you need as CSV and add that file.')
  const passed = passedBound(bytes, files, most)
  if (passed !== null)
    throw new InvalidError(
      `This workbook has more than ${most[passed].toLocaleString('en-GB')} ${PASSED[passed]}, and no more are read at once. Keep the sheet and the columns you need, or cut it into parts.`,
    )
  try {
    const sheets = await readXlsxFile(Buffer.from(bytes))
    const parts = partsOfSheets(bytes)
    return sheets.map(({ sheet, data }) => {
      const rows = data.map((row) => row.map(wordsOf))
      const { isHidden = false, merges = [] } = parts.get(sheet) ?? {}
      return { name: sheet, rows: filledDown(rows, merges), ...(isHidden ? { isHidden } : {}) }
    })
  } catch {
    // Some writers leave out the places of cells, which this reader needs and the other does not.
    return (await import('./old-workbook.ts')).readOldWorkbook(bytes, most.rows)
  }
}

/** Cells merged over several rows hold their words in each of them. */
export function filledDown(rows: string[][], merges: readonly Merge[]): string[][] {
  for (const { column, from, to } of merges) {
    const words = rows[from]?.[column] ?? ''
    if (words === '') continue
    for (let at = from + 1; at <= Math.min(to, rows.length - 1); at += 1) {
      const row = rows[at] as string[]
      if (row[column] === '') row[column] = words
    }
  }
  return rows
}

const wordsOf = (cell: unknown): string => {
  if (cell === null || cell === undefined) return ''
  return cell instanceof Date ? (dayOfInstant(cell) ?? '') : squeeze(String(cell))
}

/** Reads a workbook. Rows carry the number they have in their sheet. @throws InvalidError */
export async function readXlsx(bytes: Uint8Array): Promise<Reading> {
  const builder = createTextBuilder()
  const sheets = await readWorkbook(bytes)
  for (const { name, rows } of sheets) {
    if (sheets.length > 1 && rows.some((row) => row.some(Boolean))) builder.add(name, {})
    const at = headRow(rows)
    for (const [i, row] of rows.entries()) builder.addRow(i < at ? row.filter(Boolean) : row, { row: i + 1, ...(i === at ? { head: true } : {}) })
  }
  return { title: sheets[0]?.name ?? null, language: null, publishedOn: null, ...builder.build(), claims: [] }
}
