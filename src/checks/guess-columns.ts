/** Guess columns: what each column of a list holds, by its heading and by what stands in it. */
import { InvalidError } from '../errors.ts'
import type { CheckColumns, ColumnRole, SupplierTable } from '../model/check.ts'
import { isCountry } from '../names/countries.ts'
import { formAt } from '../names/legal-forms.ts'
import { roleOfHeading } from '../names/list-headings.ts'
import { foldName } from '../names/name-key.ts'
import { hasHan } from '../names/scripts.ts'

const LOOKED_AT = 300
/** Below this a column is not taken for a role. */
const LEAST = 0.3
/** What stands in a column speaks against its heading no more than this. */
const SURE_HEADING = 0.4

type Looks = {
  readonly filled: number
  readonly country: number
  readonly form: number
  readonly value: number
  readonly long: number
  readonly apart: number
  readonly words: number
}

/** What stands in a column, as shares of its filled cells. */
function looksOf(table: SupplierTable, at: number): Looks {
  const cells = table.rows
    .slice(0, LOOKED_AT)
    .map(({ cells: each }) => each[at] ?? '')
    .filter(Boolean)
  const share = (is: (cell: string) => boolean) => (cells.length === 0 ? 0 : cells.filter(is).length / cells.length)
  return {
    filled: cells.length / Math.max(1, Math.min(LOOKED_AT, table.rows.length)),
    country: share((cell) => cell.length <= 40 && isCountry(cell)),
    form: share((cell) => hasForm(cell)),
    value: share((cell) => /^[\s\d.,:/()€$£¥%+-]*$|@|^https?:/i.test(cell)),
    long: share((cell) => cell.length > 40 || (cell.match(/,/g) ?? []).length >= 2),
    apart: new Set(cells).size / Math.max(1, cells.length),
    words: share((cell) => /\p{L}{2}/u.test(cell)),
  }
}

const hasForm = (cell: string): boolean => {
  if (hasHan(cell)) return /公司|厂|廠|集团|集團/.test(cell)
  const words = foldName(cell).split(' ')
  return words.length > 1 && words.length <= 12 && formAt(words, 'last') !== null
}

/** How well a column would do for a role, by its contents alone, about 0 to 1; below 0 it cannot be. */
function fits(role: ColumnRole, looks: Looks): number {
  if (looks.filled === 0) return role === 'name' ? -1 : 0
  switch (role) {
    case 'name':
      return looks.words < 0.5 ? -1 : looks.form * 0.8 + looks.apart * 0.25 - looks.country * 0.8 - looks.long * 0.5 - looks.value
    case 'otherName':
      return looks.words < 0.3 ? -1 : 0
    case 'country':
      return looks.country < 0.3 ? -1 : looks.country * 0.8
    case 'address':
      return looks.words < 0.4 || looks.country > 0.8 ? -1 : looks.long * 0.5 - looks.form * 0.3
    case 'city':
      return looks.words < 0.4 || looks.country > 0.8 ? -1 : 0
  }
}

/** Which columns hold what: the name first, then what is left for the other roles. Null for roles that no column fits. */
export function guessColumns(table: SupplierTable): CheckColumns {
  const looks = table.headings.map((_, i) => looksOf(table, i))
  const said = table.headings.map((heading) => roleOfHeading(heading))
  const taken = new Set<number>()
  const take = (role: ColumnRole, least: number): string | null => {
    const scored = table.headings
      .map((heading, i) => {
        const byWords = said[i]?.role === role ? (said[i]?.sureness ?? 0) : said[i] && role !== 'otherName' ? -0.3 : 0
        const byLooks = fits(role, looks[i] as Looks)
        return { heading, i, score: byLooks < 0 ? byWords - 1 + SURE_HEADING : byWords + byLooks }
      })
      .filter(({ i }) => !taken.has(i))
      .sort((a, b) => b.score - a.score || a.i - b.i)
    const best = scored[0]
    if (!best || best.score < least) return null
    taken.add(best.i)
    return best.heading
  }
  // Countries and names first: they are the surest to be told by what stands in them. An only column is the name, whatever it looks like.
  const country = table.headings.length > 1 ? take('country', LEAST) : null
  const name = take('name', Number.NEGATIVE_INFINITY)
  if (name === null) throw new InvalidError('There is no column in this list.')
  return { name, otherName: take('otherName', LEAST), country, address: take('address', LEAST), city: take('city', LEAST) }
}

/** Columns as somebody names them, the rest guessed; an empty string says that there is none. @throws InvalidError for a heading that is not there */
export function correctColumns(table: SupplierTable, given: Partial<Record<ColumnRole, string | undefined>>): CheckColumns {
  for (const heading of Object.values(given))
    if (heading && !table.headings.includes(heading))
      throw new InvalidError(`There is no column "${heading}". There are: ${table.headings.slice(0, 40).join(', ')}.`)
  let guess: CheckColumns | null = null
  const guessed = () => (guess ??= guessColumns(table))
  const named = new Set(Object.values(given).filter(Boolean))
  const of = (role: Exclude<ColumnRole, 'name'>) => {
    if (given[role] !== undefined) return given[role] || null
    return named.has(guessed()[role] ?? undefined) ? null : guessed()[role]
  }
  return { name: given.name || guessed().name, otherName: of('otherName'), country: of('country'), address: of('address'), city: of('city') }
}
