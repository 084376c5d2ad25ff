/** Workbooks (XLSX): the sheet that has the headings a source wants. */
import { DriftError } from '../../src/errors.ts'
import { foldName } from '../../src/names/name-key.ts'
import type { Sheet } from '../../src/read/formats/workbook.ts'

const HEADINGS_WITHIN = 30

export type HeadedSheet = {
  readonly name: string
  readonly headings: readonly string[]
  readonly rows: readonly { readonly cells: Readonly<Record<string, string>>; readonly row: number }[]
}

/**
 * The first sheet that has a row with all these headings, with its rows below by heading. Row numbers are the sheet's.
 * @param wanted each heading, or all its spellings
 * @throws DriftError
 */
export function sheetWith(sheets: readonly Sheet[], wanted: readonly (string | readonly string[])[]): HeadedSheet {
  const isIn = (row: readonly string[], heading: string | readonly string[]) =>
    typeof heading === 'string' ? row.includes(heading) : heading.some((spelling) => row.some((cell) => foldName(cell) === foldName(spelling)))
  for (const { name, rows } of sheets) {
    const at = rows.slice(0, HEADINGS_WITHIN).findIndex((row) => wanted.every((heading) => isIn(row, heading)))
    const headings = rows[at]?.map((heading, i) => heading || `column ${i + 1}`)
    if (headings === undefined) continue
    const below = rows
      .slice(at + 1)
      .map((cells, i) => ({ cells: Object.fromEntries(headings.map((heading, column) => [heading, cells[column] ?? ''])), row: at + i + 2 }))
      .filter(({ cells }) => Object.values(cells).some((cell) => cell !== ''))
    return { name, headings, rows: below }
  }
  throw new DriftError(
    `No sheet has the headings ${wanted.map((heading) => `"${[heading].flat()[0]}"`).join(', ')}; the first rows are ${sheets
      .map(({ name, rows }) => `${name}: ${(rows.find((row) => row.some(Boolean)) ?? []).slice(0, 10).join(' | ')}`)
      .join('; ')
      .slice(0, 500)}. Compare the workbook with the source's file.`,
  )
}
