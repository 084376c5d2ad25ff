/** Registers: which of the companies found bears a brand's name, and answers that tell of a company by its number alone: the title carries the name. */
import { DriftError } from '../../src/errors.ts'
import type { CaptureBytes } from '../../src/model/document.ts'
import { foldName, nameKey } from '../../src/names/name-key.ts'
import { wordList } from './word-list.ts'

const SAME_FIRM = new Set([...wordList('of-the-same-firm'), 'and', 'of', 'the'])

/**
 * Whether a company bears a brand's name: word by word and legal form apart, with nothing behind it but such words as "retail" or "UK", or what
 * the brand's letters stand for ("H & M Hennes & Mauritz UK Limited").
 */
export function bearsName(company: string, brand: string): boolean {
  const [words, wanted] = [nameKey(company).split(' '), nameKey(brand).split(' ')]
  if (!wanted.every((word, i) => words[i] === word)) return false
  const rest = words.slice(wanted.length)
  return rest.slice(lettersSpeltOut(wanted, rest)).every((word) => SAME_FIRM.has(word))
}

/** How many words spell out a name that is nothing but letters: "Hennes and Mauritz" of "H and M"; 0 where they do not. */
function lettersSpeltOut(name: readonly string[], words: readonly string[]): number {
  const letters = name.filter((word) => word !== 'and')
  if (letters.length < 2 || letters.some((word) => word.length > 1)) return 0
  let at = 0
  for (const letter of letters) {
    while (words[at] === 'and') at += 1
    if (!words[at]?.startsWith(letter)) return 0
    at += 1
  }
  return at
}

/** Whether two names are one but for letters' case, marks and the legal form. */
export const isSameName = (one: string, other: string): boolean => nameKey(one) === nameKey(other) && foldName(one) !== ''

/** A title such as `Who controls EXAMPLE LIMITED (01234567)`. */
export const titleOf = (what: string, name: string, number: string): string => `${what} ${name} (${number})`.slice(0, 500)

/** The name and number in a title. The number must stand in the capture's address. @throws DriftError */
export function subjectIn({ title, url }: Pick<CaptureBytes, 'title' | 'url'>): { name: string; number: string } {
  const [, name = '', number = ''] = /^(?:Direct parent of|Who controls) (.+) \((\w+)\)$/.exec(title ?? '') ?? []
  if (name === '' || !url.includes(number))
    throw new DriftError('It is not known which company this answer tells of: its title says no number that stands in its address.')
  return { name, number }
}

/** What comes after the name that a listing was cut off at; all of them where it was not, or the name is gone. */
export const after = (names: readonly string[], cursor: string | null): readonly string[] => names.slice(cursor === null ? 0 : names.indexOf(cursor) + 1)
