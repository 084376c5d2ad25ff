/** Workbooks (XLSX): sheets with headings, within limits of size. */
import { unzipSync } from 'fflate'
import readXlsxFile from 'read-excel-file/node'
import { DriftError, InvalidError, messageOf } from '../../src/errors.ts'
import { squeeze } from '../../src/read/text-builder.ts'

const MOST_UNPACKED = 200_000_000
const MOST_RATIO = 200
const HEADINGS_WITHIN = 30

export type Sheet = { readonly name: string; readonly rows: readonly (readonly string[])[] }
export type HeadedSheet = {
  readonly name: string
  readonly headings: readonly string[]
  readonly rows: readonly { readonly cells: Readonly<Record<string, string>>; readonly row: number }[]
}

/** Every sheet's cells as words; days as `YYYY-MM-DD`. @throws InvalidError when it is no workbook, or unpacks to too much */
export async function readWorkbook(bytes: Uint8Array): Promise<Sheet[]> {
  let unpacked = 0
  try {
    unzipSync(bytes, { filter: ({ originalSize }) => ((unpacked += originalSize), false) })
  } catch (cause) {
    throw new InvalidError(`This is no workbook that can be opened: ${messageOf(cause)}. Save it as CSV and add that file.`, [], { cause })
  }
  if (unpacked > MOST_UNPACKED || unpacked > Math.max(5_000_000, bytes.length * MOST_RATIO))
    throw new InvalidError('This workbook unpacks to far more than was sent, so it was not opened. Save the sheet you need as CSV and add that file.')
  try {
    const sheets = await readXlsxFile(Buffer.from(bytes))
    return sheets.map(({ sheet, data }) => ({ name: sheet, rows: data.map((row) => row.map(wordsOf)) }))
  } catch (cause) {
    throw new InvalidError(`This workbook could not be read: ${messageOf(cause)}. Save it as CSV and add that file.`, [], { cause })
  }
}

const wordsOf = (cell: unknown): string => {
  if (cell === null || cell === undefined) return ''
  return cell instanceof Date ? cell.toISOString().slice(0, 10) : squeeze(String(cell))
}

/** The first sheet that has a row with all these headings, with its rows below by heading. Row numbers are the sheet's. @throws DriftError */
export function sheetWith(sheets: readonly Sheet[], wanted: readonly string[]): HeadedSheet {
  for (const { name, rows } of sheets) {
    const at = rows.slice(0, HEADINGS_WITHIN).findIndex((row) => wanted.every((heading) => row.includes(heading)))
    const headings = rows[at]?.map((heading, i) => heading || `column ${i + 1}`)
    if (headings === undefined) continue
    const below = rows
      .slice(at + 1)
      .map((cells, i) => ({ cells: Object.fromEntries(headings.map((heading, column) => [heading, cells[column] ?? ''])), row: at + i + 2 }))
      .filter(({ cells }) => Object.values(cells).some((cell) => cell !== ''))
    return { name, headings, rows: below }
  }
  throw new DriftError(
    `No sheet has the headings ${wanted.map((heading) => `"${heading}"`).join(', ')}; the first rows are ${sheets
      .map(({ name, rows }) => `${name}: ${(rows.find((row) => row.some(Boolean)) ?? []).slice(0, 10).join(' | ')}`)
      .join('; ')
      .slice(0, 500)}. Compare the workbook with the source's file.`,
  )
}
