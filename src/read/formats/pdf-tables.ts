/** Tables of a PDF's page: lines that stand beside one another, in columns that go on from row to row. */

export type Box = { readonly x: number; readonly y: number; readonly w: number; readonly h: number }
export type Line = { readonly text: string; readonly bbox: Box }
export type Block = { readonly type: string; readonly bbox: Box; readonly lines?: readonly Line[] }
/** A row of a table, with the words of each column, or a block of text. */
export type Part = { readonly cells: readonly string[]; readonly box: Box } | { readonly block: Block }

/** Gives where each letter of a line stands, from left to right; asked only for lines that go over several columns. */
export type LetterPlaces = (line: Line) => readonly number[]

const SAME_HEIGHT = 3
const LEAST_ROWS = 2
const NEAR_COLUMN = 12
/** Prose in columns has lines this long on average; cells of tables have not. */
const PROSE_LETTERS = 38

type Row = { readonly lines: readonly Line[]; readonly block: Block }

/** Parts a page's blocks into rows of tables and blocks of text, in their order. */
export function findTables(blocks: readonly Block[], letters: LetterPlaces): Part[] {
  const parts: Part[] = []
  let table: Row[] = []
  const close = () => {
    const rows = table
    table = []
    const cells = rows.flatMap(({ lines }) => lines)
    const isTable =
      rows.filter(({ lines }) => lines.length > 1).length >= LEAST_ROWS && cells.reduce((sum, { text }) => sum + text.length, 0) / cells.length < PROSE_LETTERS
    const columns = isTable ? columnsOf(rows) : []
    if (columns.length < 2) {
      for (const block of new Set(rows.map((row) => row.block))) parts.push({ block })
      return
    }
    for (const row of rows) parts.push({ cells: inColumns(row.lines, columns, letters), box: around(row.lines) })
  }
  for (const block of blocks) {
    const rows = rowsOf(block)
    const last = table.at(-1)
    if (rows.some(({ lines }) => lines.length > 1)) {
      if (last && !isUnder(block.bbox, around(last.lines))) close()
      table.push(...rows)
    } else if (last && rows.length === 1 && isWithin(block, table)) table.push(...rows)
    else {
      close()
      parts.push({ block })
    }
  }
  close()
  return parts
}

/** The lines of a block by their height; a row's own cells that go on below it are joined to it. */
function rowsOf(block: Block): Row[] {
  const groups: Line[][] = []
  for (const line of [...(block.lines ?? [])].filter(({ text }) => text.trim() !== '').sort((a, b) => a.bbox.y - b.bbox.y || a.bbox.x - b.bbox.x)) {
    const group = groups.at(-1)
    if (group && Math.abs((group[0] as Line).bbox.y - line.bbox.y) <= SAME_HEIGHT) group.push(line)
    else groups.push([line])
  }
  const wide = groups.filter((group) => group.length > 1).length
  if (wide === 0)
    return groups.length <= 1
      ? groups.map((lines) => ({ lines, block }))
      : [{ lines: groups.flat().slice(0, 1), block }, ...groups.slice(1).map((lines) => ({ lines, block }))]
  // One row with cells of several lines, or several rows: those tell that have more than one cell.
  if (wide === 1) return [{ lines: groups.flat(), block }]
  const rows: Line[][] = []
  for (const group of groups) {
    if (group.length === 1 && rows.length > 0) (rows.at(-1) as Line[]).push(group[0] as Line)
    else rows.push([...group])
  }
  return rows.map((lines) => ({ lines, block }))
}

/** A table's row follows the row above it closely. */
const isUnder = (box: Box, above: Box) => box.y >= above.y - SAME_HEIGHT && box.y - (above.y + above.h) < Math.max(30, above.h * 2.5)

/** A single line inside a table's width, close under it, that begins where a column does: a row whose cells ran together. */
function isWithin(block: Block, table: readonly Row[]): boolean {
  const last = around((table.at(-1) as Row).lines)
  const first = (block.lines ?? [])[0]
  if (!first || (block.lines ?? []).length > 1 || !isUnder(block.bbox, last) || block.bbox.y - (last.y + last.h) > last.h) return false
  const left = Math.min(...table.flatMap(({ lines }) => lines.map(({ bbox }) => bbox.x)))
  const right = Math.max(...table.flatMap(({ lines }) => lines.map(({ bbox }) => bbox.x + bbox.w)))
  return Math.abs(first.bbox.x - left) < NEAR_COLUMN && first.bbox.x + first.bbox.w <= right + NEAR_COLUMN
}

/** Where columns begin and end: cells of several rows that stand under one another. Cells over two columns do not count. */
function columnsOf(rows: readonly Row[]): { from: number; to: number }[] {
  let columns: { from: number; to: number }[] = []
  const cells = rows.flatMap(({ lines }) => lines.map(({ bbox }) => ({ from: bbox.x, to: bbox.x + bbox.w }))).sort((a, b) => a.to - a.from - (b.to - b.from))
  for (const cell of cells) {
    const touched = columns.filter(({ from, to }) => from < cell.to && cell.from < to)
    if (touched.length === 0) columns.push(cell)
    else if (touched.length === 1) {
      const [one] = touched as [{ from: number; to: number }]
      columns = columns.map((column) => (column === one ? { from: Math.min(one.from, cell.from), to: Math.max(one.to, cell.to) } : column))
    }
  }
  return columns.sort((a, b) => a.from - b.from)
}

/** A row's words by column; a line that goes over several is parted where the next column's letters begin. */
function inColumns(lines: readonly Line[], columns: readonly { from: number; to: number }[], letters: LetterPlaces): string[] {
  const cells = columns.map(() => [] as string[])
  const put = (text: string, x: number) => {
    let at = columns.findIndex(({ to }) => x < to)
    if (at < 0) at = columns.length - 1
    if (text.trim()) (cells[at] as string[]).push(text.trim())
  }
  for (const line of lines) {
    const { x, w } = line.bbox
    const over = columns.filter(({ from, to }) => from < x + w - 2 && x < to)
    if (over.length < 2) put(line.text, x + 1)
    else {
      const places = letters(line)
      let start = 0
      for (const { from } of over.slice(1)) {
        const at = places.findIndex((place, i) => i > start && place >= from - NEAR_COLUMN / 2 && /\s/.test(line.text[i - 1] ?? ''))
        if (at < 0) continue
        put(line.text.slice(start, at), (places[start] ?? x) + 1)
        start = at
      }
      put(line.text.slice(start), (places[start] ?? x) + 1)
    }
  }
  return cells.map((words) => words.join(' '))
}

function around(lines: readonly Line[]): Box {
  const x = Math.min(...lines.map(({ bbox }) => bbox.x))
  const y = Math.min(...lines.map(({ bbox }) => bbox.y))
  return { x, y, w: Math.max(...lines.map(({ bbox }) => bbox.x + bbox.w)) - x, h: Math.max(...lines.map(({ bbox }) => bbox.y + bbox.h)) - y }
}
