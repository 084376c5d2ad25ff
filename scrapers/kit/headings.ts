/** Headings: which of a table's columns is meant, whatever way its publisher spells it this year. */
import { DriftError } from '../../src/errors.ts'
import { foldName } from '../../src/names/name-key.ts'

/**
 * The heading of each column that is wanted, by any of its spellings; letters, not marks or capitals, are compared.
 * @throws DriftError when a column has none, unless it may be missing
 */
export function columnsOf<const W extends Readonly<Record<string, readonly string[]>>, const O extends Readonly<Record<string, readonly string[]>> = {}>(
  headings: readonly string[],
  wanted: W,
  optional?: O,
): { readonly [K in keyof W]: string } & { readonly [K in keyof O]?: string } {
  const byFold = new Map(headings.map((heading) => [foldName(heading), heading]))
  const find = (spellings: readonly string[]) => spellings.map((spelling) => byFold.get(foldName(spelling))).find((heading) => heading !== undefined)
  const found = Object.entries({ ...optional, ...wanted }).map(([name, spellings]) => [name, find(spellings)] as const)
  const missing = Object.keys(wanted).filter((name) => found.find(([each]) => each === name)?.[1] === undefined)
  if (missing.length > 0)
    throw new DriftError(
      `The column ${missing.map((name) => `"${wanted[name]?.[0]}"`).join(' and ')} is missing; there are ${headings
        .slice(0, 15)
        .map((heading) => `"${heading}"`)
        .join(', ')}. Compare the file with the source's file.`,
    )
  return Object.fromEntries(found.filter(([, heading]) => heading !== undefined)) as never
}
