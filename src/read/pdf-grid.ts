/**
 * PDF grid: words with places as the rows of one table. The cells decide where columns are, not the headings; a table goes on over pages.
 * Made for lists, which hold one table.
 */
import { countryCode } from '../names/countries.ts'
import type { Word } from './formats/pdf-words.ts'

/** Words that stand together on one height of a page. */
type Segment = { readonly x0: number; readonly x1: number; readonly words: readonly Word[] }
type Line = { readonly page: number; readonly y: number; readonly size: number; readonly segments: readonly Segment[] }
type Column = { readonly from: number; readonly to: number }

/** Shares of the letters' size: what parts words on one height, lines, and segments. */
const SAME_HEIGHT = 0.4
const NEW_SEGMENT = 0.55
/** Lines this close are lines of one cell, unless the table's rows are as close. */
const CLOSE = 1.3
/** In long lists so many lines may run over from one column into the next. */
const RUN_OVER = 0.03
const NEAR = 2
const MOST_WIDTH = 10_000
const FULL = 0.8
/** Of the lines, so many begin a word where a column begins that stands close to the one before it; whose words end unevenly, in points. */
const ALIGNED = 0.8
const UNEVEN = 4
const MOST_PLACES = 200

/** The rows of a document's table as cells, titles and notes with one cell. Empty where there are no words. */
export function rowsOfWords(pages: readonly (readonly Word[])[]): string[][] {
  const lines = withoutRunningLines(pages.flatMap((words, page) => linesOf(words, page)))
  const columns = columnsOf(lines)
  if (columns.length < 2) return lines.map(({ segments }) => [textOf(segments.flatMap(({ words }) => words))])
  const head = lines.find(isWide)
  const rows = lines.map((line) => ({ line, cells: line === head ? headCells(line, columns) : cellsOf(line, columns) }))
  return joinLines(rows, columns.length)
}

const isWide = ({ segments }: Line) => segments.length > 1
const textOf = (words: readonly Word[]) => words.map(({ text }) => text).join(' ')
const lineText = ({ segments }: Line) => segments.map(({ words }) => textOf(words)).join(' ')

function linesOf(words: readonly Word[], page: number): Line[] {
  const groups: Word[][] = []
  for (const word of words.toSorted((a, b) => a.y - b.y || a.x0 - b.x0)) {
    const first = groups.at(-1)?.[0]
    if (first && word.y - first.y <= SAME_HEIGHT * Math.min(first.size, word.size)) (groups.at(-1) as Word[]).push(word)
    else groups.push([word])
  }
  return groups.map((group) => {
    const size = Math.max(...group.map((word) => word.size))
    const segments: { x0: number; x1: number; words: Word[] }[] = []
    for (const word of group.sort((a, b) => a.x0 - b.x0)) {
      const last = segments.at(-1)
      if (last && word.x0 - last.x1 < NEW_SEGMENT * word.size) {
        last.words.push(word)
        last.x1 = Math.max(last.x1, word.x1)
      } else segments.push({ x0: word.x0, x1: word.x1, words: [word] })
    }
    return { page, y: (group[0] as Word).y, size, segments }
  })
}

/** Lines without those that stand at one height of several pages, page numbers left aside: the first stays where it is a row of a table. */
function withoutRunningLines(lines: readonly Line[]): Line[] {
  const keyOf = (line: Line) => `${Math.round(line.y)} ${lineText(line).replace(/\d+/g, '0')}`
  const exactly = new Map<string, number>()
  const times = new Map<string, Set<number>>()
  for (const line of lines) {
    const key = keyOf(line)
    times.set(key, (times.get(key) ?? new Set()).add(line.page))
    const exact = `${Math.round(line.y)} ${lineText(line)}`
    exactly.set(exact, (exactly.get(exact) ?? 0) + 1)
  }
  const seen = new Set<string>()
  return lines.filter((line) => {
    const text = lineText(line)
    if (/^(?:page\s*)?\d{1,4}(?:\s*(?:of|\/)\s*\d{1,4})?$/i.test(text)) return false
    if (!isWide(line)) return (times.get(keyOf(line))?.size ?? 0) < 2
    const key = `${Math.round(line.y)} ${text}`
    const isFirst = !seen.has(key)
    seen.add(key)
    return isFirst || (exactly.get(key) ?? 0) < 2
  })
}

/** Where columns are: what the cells of all lines cover, but for the first line with several, which is the head and may be wider or narrower. */
function columnsOf(lines: readonly Line[]): Column[] {
  const wide = lines.filter(isWide)
  const head = wide[0]
  const body = wide.length > 1 ? wide.slice(1) : wide
  const covered = new Uint32Array(MOST_WIDTH)
  const clamp = (x: number) => Math.min(MOST_WIDTH - 1, Math.max(0, Math.round(x)))
  for (const { segments } of body) for (const { x0, x1 } of segments) for (let x = clamp(x0); x < clamp(x1); x += 1) covered[x] = (covered[x] as number) + 1
  const most = Math.floor(body.length * RUN_OVER)
  const columns: Column[] = []
  for (let x = 0, from = -1; x < MOST_WIDTH; x += 1) {
    const isCovered = (covered[x] as number) > most
    if (isCovered && from < 0) from = x
    if (!isCovered && from >= 0) {
      columns.push({ from, to: x })
      from = -1
    }
  }
  const parted = columns.flatMap((column) => partedColumn(column, body))
  // A column without a cell is there by its heading.
  const lonely =
    parted.length < (head?.segments.length ?? 0)
      ? (head as Line).segments.filter(({ x0, x1 }) => !parted.some(({ from, to }) => from - NEAR < x1 && x0 < to + NEAR))
      : []
  return [...parted, ...lonely.map(({ x0, x1 }) => ({ from: x0, to: x1 }))].sort((a, b) => a.from - b.from)
}

/**
 * Columns that stand so near that nothing is between them: a word begins at one place in nearly every line, however far the words before it go.
 * Words of running text begin where the ones before them end.
 */
function partedColumn(column: Column, lines: readonly Line[]): Column[] {
  const inside = lines
    .map(({ segments }) => segments.flatMap(({ words }) => words).filter(({ x0, x1 }) => x0 < column.to && x1 > column.from))
    .filter((words) => words.length > 0)
  const places = [...new Set(inside.flatMap((words) => words.slice(1).map(({ x0 }) => Math.round(x0))))].sort((a, b) => a - b)
  for (const place of places.slice(0, MOST_PLACES)) {
    const before = inside.flatMap((words) => words.slice(0, -1).filter((_, i) => Math.abs((words[i + 1] as Word).x0 - place) <= 1))
    const across = inside.filter((words) => words.some(({ x0, x1 }) => x0 < place - 1 && x1 > place + 1)).length
    const ends = before.map(({ x1 }) => x1)
    if (before.length < 3 || before.length < inside.length * ALIGNED || across > inside.length * RUN_OVER || Math.max(...ends) - Math.min(...ends) <= UNEVEN)
      continue
    return [{ from: column.from, to: Math.max(...ends) }, ...partedColumn({ from: place - 1, to: column.to }, lines)]
  }
  return [column]
}

/** Headings by column: in order where there are as many, by place where there are not. A word that runs into the next column is parted there. */
function headCells(line: Line, columns: readonly Column[]): string[] {
  if (line.segments.length === columns.length) return line.segments.map(({ words }) => textOf(words))
  const parted = line.segments.map((segment) => ({ ...segment, words: segment.words.flatMap((word) => partedAt(word, columns)) }))
  return cellsOf({ ...line, segments: parted }, columns)
}

function partedAt(word: Word, columns: readonly Column[]): Word[] {
  for (const { from } of columns) {
    const at = word.xs.findIndex((x, i) => i > 0 && Math.abs(x - from) <= NEAR)
    if (at < 0) continue
    const rest = { ...word, text: word.text.slice(at), xs: word.xs.slice(at), x0: word.xs[at] as number }
    return [{ ...word, text: word.text.slice(0, at), xs: word.xs.slice(0, at), x1: rest.x0 }, ...partedAt(rest, columns)]
  }
  return [word]
}

/** A line's words by column. A line that is one run of words over several columns is a title, and stays whole. */
function cellsOf({ segments }: Line, columns: readonly Column[]): string[] {
  const cells = columns.map(() => [] as Word[])
  for (const { words } of segments) {
    let at = -1
    for (const word of words) {
      const begins = columns.findIndex(({ from }, i) => i > at && Math.abs(word.x0 - from) <= NEAR)
      if (at < 0) at = nearest(word, columns)
      else if (begins > at && segments.length > 1) at = begins
      ;(cells[at] as Word[]).push(word)
    }
  }
  return cells.map(textOf)
}

/** The column that holds most of a word, or stands next to it. */
function nearest({ x0, x1 }: Word, columns: readonly Column[]): number {
  const overlaps = columns.map(({ from, to }) => Math.min(x1, to) - Math.max(x0, from))
  return overlaps.indexOf(Math.max(...overlaps))
}

type Row = { readonly line: Line; readonly cells: readonly string[] }

/** Lines that are one row, joined: those close to each other; where rows are close too, those that leave the first column open. */
function joinLines(rows: readonly Row[], width: number): string[][] {
  const filledOf = (cells: readonly string[]) => cells.filter((cell) => cell !== '').length
  const isFull = ({ cells }: Row) => filledOf(cells) >= width * FULL
  const isClose = (a: Row, b: Row) => a.line.page === b.line.page && b.line.y - a.line.y <= CLOSE * Math.max(a.line.size, b.line.size)
  const pairs = rows.slice(1).map((row, i) => [rows[i] as Row, row] as const)
  const full = pairs.filter(([a, b]) => isFull(a) && isFull(b) && a.line.page === b.line.page)
  const areRowsClose = full.filter(([a, b]) => isClose(a, b)).length > full.length / 2
  const joined: string[][] = []
  for (const [i, row] of rows.entries()) {
    const above = rows[i - 1]
    const last = joined.at(-1)
    const isBand = filledOf(row.cells) === 1 && countryCode(row.cells.find(Boolean)) !== '' && row.cells[0] !== ''
    const goesOn = above !== undefined && isClose(above, row) && !isBand && !isBandAlone(above) && (!areRowsClose || (row.cells[0] === '' && !isFull(row)))
    if (goesOn && last) for (const [column, cell] of row.cells.entries()) last[column] = joinedCell(last[column] ?? '', cell)
    else joined.push([...row.cells])
  }
  return joined
}

const isBandAlone = ({ cells }: Row) => cells.filter(Boolean).length === 1 && cells[0] !== '' && countryCode(cells[0]) !== ''

/** A word that was parted at the end of a line is one again. */
function joinedCell(above: string, below: string): string {
  if (above === '' || below === '') return above + below
  return /\p{Ll}-$/u.test(above) && /^\p{Ll}/u.test(below) ? above.slice(0, -1) + below : `${above} ${below}`
}
