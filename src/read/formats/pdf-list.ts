/** PDF lists: the table that a PDF holds, as a sheet like those of workbooks. */
import { rowsOfWords } from '../pdf-grid.ts'
import { wordsOfPdf } from './pdf-words.ts'
import type { Sheet } from './workbook.ts'

/** The table of a PDF, over all its pages, `most` rows at most. @throws InvalidError with a sentence that says what to do */
export async function sheetOfPdf(bytes: Uint8Array, most: number): Promise<Sheet> {
  return { name: '', rows: rowsOfWords(await wordsOfPdf(bytes)).slice(0, most) }
}
