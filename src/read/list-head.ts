/** List head: where the rows of a suppliers' list begin, and what its columns are called: one row, two that belong together, or none. */
import { isCountry } from '../names/countries.ts'
import { roleOfHeading } from '../names/list-headings.ts'
import { foldName } from '../names/name-key.ts'
import { formAt } from '../names/legal-forms.ts'
import { headRow, looksLikeHead } from './table-head.ts'

const MOST_ROWS_ABOVE = 20

/** How many cells of a row are headings that are known, and how many look like values. */
function headingsIn(cells: readonly string[]): { known: number; values: number } {
  let [known, values] = [0, 0]
  for (const cell of cells.map((each) => each.trim()).filter(Boolean)) {
    if (looksLikeValue(cell)) values += 1
    else if (cell.length <= 60 && (roleOfHeading(cell)?.sureness ?? 0) >= 0.5) known += 1
  }
  return { known, values }
}

const looksLikeValue = (cell: string): boolean => {
  if (/^[\s\d.,:/()€$£¥%+-]*\d[\s\d.,:/()€$£¥%+-]*$|@|https?:/i.test(cell) || cell.length > 80) return true
  const words = foldName(cell).split(' ')
  return isCountry(cell) ? roleOfHeading(cell) === null : words.length > 1 && formAt(words, 'last') !== null && formAt(words, 'last')?.words !== words.length
}

/** The headings, and the place of the first row below them. Headings that two columns share are numbered. */
export function headOfList(rows: readonly (readonly string[])[]): { readonly headings: readonly string[]; readonly from: number } {
  const width = Math.max(0, ...rows.slice(0, 1_000).map((row) => row.length))
  const first = rows.slice(0, MOST_ROWS_ABOVE).map(headingsIn)
  const most = Math.max(0, ...first.map(({ known, values }) => known - values))
  let at = most >= 1 ? first.findIndex(({ known, values }) => known - values === most) : -1
  if (at < 0) {
    const likely = headRow(rows)
    at = looksLikeHead(rows[likely] ?? []) && (first[likely]?.values ?? 1) === 0 && width > 1 ? likely : -1
  }
  if (at < 0) return { headings: distinct(Array.from({ length: width }, () => '')), from: 0 }
  const head = rows[at] as readonly string[]
  const isFirstOfTwo = at > 0 && isGroupHead(rows[at - 1] as readonly string[], head)
  const below = rows[at + 1]
  const isSecondBelow = !isFirstOfTwo && below !== undefined && isHeadToo(head, below, first[at + 1])
  const names = Array.from({ length: width }, (_, i) => {
    if (isFirstOfTwo) return joined(filledFrom(rows[at - 1] as readonly string[], head, i), head[i])
    return isSecondBelow ? joined(filledFrom(head, below, i), below[i]) : (head[i] ?? '').trim()
  })
  return { headings: distinct(names), from: at + (isSecondBelow ? 2 : 1) }
}

/** The row above a head parts its columns into groups: fewer cells, none of them a value, and no cell alone as a title is. */
const isGroupHead = (above: readonly string[], head: readonly string[]): boolean => {
  const filled = above.filter((cell) => cell.trim() !== '')
  return (
    filled.length >= 2 && filled.length < head.filter((cell) => cell.trim() !== '').length && filled.every((cell) => cell.length <= 40 && !looksLikeValue(cell))
  )
}

/** A second row of headings: what the first leaves open, or says again in another language. */
function isHeadToo(head: readonly string[], below: readonly string[], seen: { known: number; values: number } | undefined): boolean {
  const filled = below.filter((cell) => cell.trim() !== '').length
  return seen !== undefined && seen.values === 0 && seen.known >= 2 && seen.known >= filled / 2 && head.length > 1
}

/** A cell over several columns holds its words in the first of them only. */
function filledFrom(above: readonly string[], below: readonly string[], at: number): string {
  if ((below[at] ?? '').trim() === '') return (above[at] ?? '').trim()
  for (let i = at; i >= 0; i -= 1) if ((above[i] ?? '').trim() !== '') return (above[i] as string).trim()
  return ''
}

const joined = (above: string, below: string | undefined): string => [above, (below ?? '').trim()].filter(Boolean).join(' / ')

function distinct(names: readonly string[]): string[] {
  const seen = new Map<string, number>()
  return names.map((name, i) => {
    const heading = name.replace(/\s+/g, ' ').slice(0, 120) || `column ${i + 1}`
    const times = (seen.get(heading) ?? 0) + 1
    seen.set(heading, times)
    return times === 1 ? heading : `${heading} (${times})`
  })
}
