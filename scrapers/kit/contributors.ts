/** Contributors of Open Supply Hub: who listed a facility, told apart from the name of the list and from sorts without a name. */
import { NO_BUYERS, SORTS_OF_CONTRIBUTORS } from './list-words.ts'

const fold = (text: string) =>
  ` ${text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `
const holdsAny = (text: string, words: readonly string[]) => words.some((word) => fold(text).includes(` ${word} `))

/** "A Brand / Retailer", "2 Brands / Retailers": a sort of contributor that gives no name. */
export function isAnonymous(text: string): boolean {
  // A name has its list's after it, in brackets.
  if (text.trim().endsWith(')')) return false
  const rest = /^(?:an?|one|some|other|\d[\d,]*)\s+(.*)$/i.exec(text.trim())?.[1]
  if (rest === undefined) return false
  const folded = fold(rest).trimStart()
  return SORTS_OF_CONTRIBUTORS.some(
    (sort) => folded.startsWith(`${sort} `) || folded.startsWith(`${sort}s `) || folded.startsWith(`${sort.replace(/y$/, 'ie')}s `),
  )
}

/** The contributor in "Brand A (2019 Q1 List)" or "A Programme (AP) [Public List] (AP Mills (2023))": the last brackets are the list's. */
export function contributorIn(text: string): string {
  let name = text.trim()
  if (name.endsWith(')')) {
    let depth = 0
    for (let at = name.length - 1; at >= 0; at -= 1) {
      if (name[at] === ')') depth += 1
      if (name[at] === '(') depth -= 1
      if (depth > 0) continue
      if (at > 0) name = name.slice(0, at).trim()
      break
    }
  }
  return name.replace(/\s*\[Public List\]$/i, '').trim()
}

/** The buyers among the contributors of an export's cell. Those of other sorts are told by their names, since the export does not say. */
export function buyersIn(cell: string): string[] {
  const named = cell
    .split('|')
    .map((each) => each.trim())
    .filter((each) => each !== '' && !isAnonymous(each))
    .map(contributorIn)
  return [...new Set(named)].filter((name) => name.length > 1 && !holdsAny(name, NO_BUYERS))
}

/** Whether a cell has the shape of an export's contributors: sorts without a name, or names with the name of a list. */
export const looksLikeContributors = (cell: string): boolean => {
  const pieces = cell.split('|').map((each) => each.trim())
  return pieces.every((each) => isAnonymous(each) || (each.endsWith(')') && contributorIn(each) !== each))
}
