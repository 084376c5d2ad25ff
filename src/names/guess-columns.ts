/** Guess columns: what each column of a list holds, by its heading and by what stands in it. */
import { InvalidError } from '../errors.ts'
import type { CheckColumns, ColumnRole, SupplierTable } from '../model/check.ts'
import { isCountry } from './countries.ts'
import { formAt } from './legal-forms.ts'
import { valueOf } from './list-cells.ts'
import { type FurtherRole, FURTHER_ROLES, foldHeading, furtherRole, isOfSite, roleOfHeading } from './list-headings.ts'
import { foldName } from './name-key.ts'
import { hasHan } from './scripts.ts'

const LOOKED_AT = 300
/** Below this a column is not taken for a role. */
const LEAST = 0.3
/** What stands in a column speaks against its heading no more than this. */
const SURE_HEADING = 0.4
/** A column of sites goes before a column of those who sell what is made there. */
const SITE_FIRST = 1.5
const HINTED = 2
/** A column that nothing but its different cells speaks for is not known to hold names. */
const SURE_NAME = 0.5

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
    .map(({ cells: each }) => valueOf(each[at]))
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

/** Exact headings that a list is known to have had: tried first, and left where the cells speak against them. */
export type ColumnHints = Partial<Readonly<Record<ColumnRole | FurtherRole, string | readonly string[]>>>
export type ListColumns = CheckColumns & Readonly<Record<FurtherRole, string | null>>

/** Which columns hold what: the name first, then what is left for the other roles. Null for roles that no column fits. */
export function guessColumns(table: SupplierTable): CheckColumns {
  const { name, otherName, country, address, city } = guessList(table).columns
  return { name, otherName, country, address, city }
}

/**
 * Every role's column, those included that only sources ask for. `isSure` says whether its
 * heading or its cells show that the column of names holds names; else it is only what was left.
 * @throws InvalidError when there is no column
 */
export function guessList(table: SupplierTable, hints: ColumnHints = {}): { readonly columns: ListColumns; readonly isSure: boolean } {
  const looks = table.headings.map((_, i) => looksOf(table, i))
  const said = table.headings.map((heading) => roleOfHeading(heading))
  const further = table.headings.map((heading) => furtherRole(heading))
  const taken = new Set<number>()
  const isHinted = (role: ColumnRole | FurtherRole, heading: string) => [hints[role] ?? []].flat().some((hint) => foldHeading(hint) === foldHeading(heading))
  const best = (role: ColumnRole | FurtherRole, least: number, scoreOf: (heading: string, i: number) => number) => {
    const scored = table.headings
      .map((heading, i) => ({ heading, i, score: scoreOf(heading, i) + (isHinted(role, heading) ? HINTED : 0) }))
      .filter(({ i }) => !taken.has(i))
      .sort((a, b) => b.score - a.score || a.i - b.i)[0]
    if (!scored || scored.score < least) return null
    taken.add(scored.i)
    return scored
  }
  const take = (role: ColumnRole, least: number) =>
    best(role, least, (heading, i) => {
      const ofAnother = said[i] ? (role === 'otherName' ? 0 : -0.3) : further[i] ? -0.5 : 0
      const byWords = said[i]?.role === role ? (said[i]?.sureness ?? 0) : ofAnother
      const byLooks = fits(role, looks[i] as Looks)
      if (byLooks < 0) return byWords - 1 + SURE_HEADING
      return byWords + byLooks + (role === 'name' && said[i]?.role === role && isOfSite(heading) ? SITE_FIRST : 0)
    })
  const takeFurther = (role: FurtherRole) =>
    best(role, LEAST, (_, i) => ((looks[i] as Looks).filled > 0 && further[i]?.role === role ? (further[i]?.sureness ?? 0) : 0))?.heading ?? null
  // Countries and names first: they are the surest to be told by what stands in them. An only column is the name, whatever it looks like.
  const country = table.headings.length > 1 ? take('country', LEAST) : null
  const name = take('name', Number.NEGATIVE_INFINITY)
  if (name === null) throw new InvalidError('There is no column in this list.')
  const columns = {
    name: name.heading,
    otherName: take('otherName', LEAST)?.heading ?? null,
    country: country?.heading ?? null,
    address: take('address', LEAST)?.heading ?? null,
    city: take('city', LEAST)?.heading ?? null,
  }
  const others = Object.fromEntries(FURTHER_ROLES.map((role) => [role, takeFurther(role)])) as Record<FurtherRole, string | null>
  return { columns: { ...columns, ...others }, isSure: name.score >= SURE_NAME }
}
