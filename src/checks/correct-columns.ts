/** Correct columns: which columns of a list hold what, where somebody has said so. */
import { InvalidError } from '../errors.ts'
import type { CheckColumns, ColumnRole, SupplierTable } from '../model/check.ts'
import { guessColumns } from '../names/guess-columns.ts'

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
