/** Registers: answers that tell of a company by its number alone. The register's own list said which name has that number, and the title carries it. */
import { DriftError } from '../../src/errors.ts'
import type { CaptureBytes } from '../../src/model/document.ts'

/** A title such as `Who controls EXAMPLE LIMITED (01234567)`. */
export const titleOf = (what: string, name: string, number: string): string => `${what} ${name} (${number})`.slice(0, 500)

/** The name and number in a title. The number must stand in the capture's address. @throws DriftError */
export function subjectIn({ title, url }: Pick<CaptureBytes, 'title' | 'url'>): { name: string; number: string } {
  const [, name = '', number = ''] = /^(?:Direct parent of|Who controls) (.+) \((\w+)\)$/.exec(title ?? '') ?? []
  if (name === '' || !url.includes(number))
    throw new DriftError('It is not known which company this answer tells of: its title says no number that stands in its address.')
  return { name, number }
}
