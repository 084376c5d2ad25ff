/** Strictness: a layout that is not the one we know stops the source instead of being guessed at. */
import { DriftError } from '../../src/errors.ts'

/** Takes `names` from the row. @throws DriftError when one is missing, or a field that nobody asked for remains */
export function take<const N extends readonly string[]>(
  row: Readonly<Record<string, string>>,
  names: N,
  ignored: readonly string[] = [],
): { readonly [K in N[number]]: string } {
  const rest = new Set(Object.keys(row))
  for (const name of names)
    if (!rest.delete(name))
      throw new DriftError(
        `There is no field "${name}"; there are ${[...rest]
          .slice(0, 12)
          .map((field) => `"${field}"`)
          .join(', ')}. Compare the page with the source's file.`,
      )
  for (const name of ignored) rest.delete(name)
  if (rest.size > 0)
    throw new DriftError(
      `There are fields nobody knows: ${[...rest]
        .slice(0, 12)
        .map((field) => `"${field}"`)
        .join(', ')}. Compare the page with the source's file.`,
    )
  return row as { readonly [K in N[number]]: string }
}

/** @throws DriftError unless the count lies between the fewest and the most that a sound document yields */
export function expectCount(what: string, count: number, [fewest, most]: readonly [number, number]): void {
  if (count < fewest || count > most)
    throw new DriftError(`${count} ${what} were found where ${fewest} to ${most} are usual. Compare the page with the source's file.`)
}

/** @throws DriftError unless a table has all these headings */
export function expectColumns(headings: readonly string[], wanted: readonly string[]): void {
  const missing = wanted.filter((heading) => !headings.includes(heading))
  if (missing.length > 0)
    throw new DriftError(
      `The column ${missing.map((heading) => `"${heading}"`).join(' and ')} is missing; there are ${headings
        .slice(0, 15)
        .map((heading) => `"${heading}"`)
        .join(', ')}. Compare the file with the source's file.`,
    )
}
