/** Old workbooks (XLS of Excel 97 on, ODS, tables saved as HTML under the name of a workbook) to sheets. Formulas and macros are not run: what was saved as their result is read. */
import { read, utils } from '@e965/xlsx'
import { InvalidError, messageOf } from '../../errors.ts'
import { type Sheet, filledDown } from './workbook.ts'

/** Every sheet's cells as words, `mostRows` of each at most. @throws InvalidError when it cannot be opened, or is locked with a password */
export function readOldWorkbook(bytes: Uint8Array, mostRows: number): Sheet[] {
  try {
    const book = read(bytes, { type: 'array', dense: true, cellFormula: false, cellHTML: false, cellStyles: false, bookVBA: false, sheetRows: mostRows })
    return book.SheetNames.map((name, i) => {
      const sheet = book.Sheets[name]
      const rows = sheet ? utils.sheet_to_json<unknown[]>(sheet, { header: 1, raw: false, defval: '', blankrows: true, dateNF: 'yyyy-mm-dd' }) : []
      const first = utils.decode_range(sheet?.['!ref'] ?? 'A1').s
      const merges = (sheet?.['!merges'] ?? []).map(({ s, e }) => ({ column: s.c - first.c, from: s.r - first.r, to: e.r - first.r }))
      const isHidden = (book.Workbook?.Sheets?.[i]?.Hidden ?? 0) > 0
      return {
        name,
        rows: filledDown(
          rows.map((row) => row.map((cell) => String(cell ?? '').trim())),
          merges,
        ),
        ...(isHidden ? { isHidden } : {}),
      }
    })
  } catch (cause) {
    const message = messageOf(cause)
    if (/password|encrypt/i.test(message))
      throw new InvalidError('This workbook is locked with a password. Save it without one, or save the sheet as CSV, and try again.', [], { cause })
    throw new InvalidError(`This workbook could not be read: ${message}. Save it as CSV and try again.`, [], { cause })
  }
}
