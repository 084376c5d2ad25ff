/** Sheet bounds: how many rows and cells a workbook holds is counted as it is unpacked, so that what is too much is refused before it is read. */
import { unzipSync } from 'fflate'

/** At most so much of a workbook is read: rows with something in them, cells with something in them, and rows in all. */
export type SheetBounds = { readonly rows: number; readonly cells: number; readonly rowsInAll: number }

/** So many bytes are looked at together. */
const A_PIECE = 1_000_000
/** The longest tag that is counted, with the name of its space, fits in here. */
const LONGEST_TAG = 40
/** A row, a value, a text in its cell, a text that cells share. */
const COUNTED = /<(?:\w{1,20}:)?(row|v|is|si)[\s/>]/g

/** Which bound a workbook of these files passes; null when it keeps to all. Sheets have looks for many empty rows, so these are counted by themselves. */
export function passedBound(bytes: Uint8Array, files: ReadonlySet<string>, bounds: SheetBounds): keyof SheetBounds | null {
  const counted = { rows: 0, cells: 0, rowsInAll: 0 }
  for (const name of files) {
    const file = unzipSync(bytes, { filter: (each) => each.name === name })[name]
    if (!file) continue
    let isFilled = true
    for (let from = 0; from < file.length; from += A_PIECE) {
      const piece = Buffer.from(file.buffer, file.byteOffset + from, Math.min(A_PIECE + LONGEST_TAG, file.length - from)).toString('latin1')
      for (const { 1: tag, index } of piece.matchAll(COUNTED)) {
        if (index >= A_PIECE) break // the next piece has it
        if (tag === 'row') {
          counted.rowsInAll += 1
          isFilled = false
        } else {
          counted.cells += 1
          if (!isFilled) counted.rows += 1
          isFilled = true
        }
      }
      for (const bound of ['rows', 'cells', 'rowsInAll'] as const) if (counted[bound] > bounds[bound]) return bound
    }
  }
  return null
}
