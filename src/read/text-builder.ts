/** Text builder: a text that grows block by block, and remembers where each block came from. */
import { CELL_MARK, type Span } from '../model/document.ts'

/** White space as it is shown: runs become one space; line breaks stay only in preformatted blocks. */
export const squeeze = (text: string): string => (UNEVEN.test(text) ? text.replace(WHITE, ' ').trim() : text.trim())
const UNEVEN = /[\t\n\v\f\r\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]|  /
const WHITE = /[^\S ]\s*| \s+/g

/** A text under construction. Places count in UTF-16 units. */
export function createTextBuilder() {
  const parts: string[] = []
  const spans: Span[] = []
  let length = 0
  function add(block: string, where: Omit<Span, 'start' | 'end'>): { start: number; end: number } | null {
    if (block === '') return null
    const span = { start: length, end: length + block.length }
    parts.push(block, '\n')
    length += block.length + 1
    spans.push({ ...span, ...where })
    return span
  }
  return {
    /** Adds a block and a line break; an empty block is left out. Gives the block's places. */
    add,
    /** Adds a row of a table: its cells as they follow one another, and where each column's words begin. */
    addRow(cells: readonly string[], where: Omit<Span, 'start' | 'end' | 'cells'>): { start: number; end: number } | null {
      const starts: number[] = []
      let row = ''
      for (const cell of cells) {
        if (cell === '') {
          starts.push(-1)
          continue
        }
        if (row !== '') row += CELL_MARK
        starts.push(row.length)
        row += cell
      }
      return add(row, starts.length > 1 ? { ...where, cells: starts } : where)
    },
    build: () => ({ text: parts.join(''), spans }),
  }
}
