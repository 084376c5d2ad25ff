/** Table head: which row of a table says what its columns hold. */

const MOST_ROWS_ABOVE = 20
const LONGEST_HEADING = 80
const VALUE = /^[\s\d.,:/()€$£¥%+-]*\d[\s\d.,:/()€$£¥%+-]*$|@|https?:/i

/** Whether a row could be a head: two or more short cells of words, none a number, a day or an address. */
export function looksLikeHead(cells: readonly string[]): boolean {
  const filled = cells.filter((cell) => cell.trim() !== '')
  if (filled.length < 2 || filled.length < cells.length / 2) return false
  return (
    filled.every((cell) => cell.length <= LONGEST_HEADING && !VALUE.test(cell.trim())) &&
    new Set(filled.map((cell) => cell.trim().toLowerCase())).size === filled.length
  )
}

/**
 * The place of the head among a table's first rows: titles, notes and empty rows may stand above it. It is the first row that could
 * be a head and is nearly as wide as the widest of the rows; the first row where none is.
 */
export function headRow(rows: readonly (readonly string[])[]): number {
  const first = rows.slice(0, MOST_ROWS_ABOVE)
  const width = (cells: readonly string[]) => cells.filter((cell) => cell.trim() !== '').length
  const widest = Math.max(0, ...rows.slice(0, MOST_ROWS_ABOVE * 3).map(width))
  const found = first.findIndex((cells) => looksLikeHead(cells) && width(cells) >= widest * 0.7)
  return found < 0 ? 0 : found
}
