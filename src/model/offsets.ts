/** Offsets: places in a text are counted in Unicode code points wherever they are kept or shown, and in UTF-16 units while a text is worked on. */

const ASTRAL = /[\u{10000}-\u{10FFFF}]/u

/** Turns UTF-16 places of `text` into code point places. Texts without astral characters cost one scan. */
export function codePointPlaces(text: string): (at: number) => number {
  if (!ASTRAL.test(text)) return (at) => at
  const astralEnds: number[] = []
  for (const match of text.matchAll(/[\u{10000}-\u{10FFFF}]/gu)) astralEnds.push(match.index + 2)
  return (at) => at - countAtMost(astralEnds, at)
}

/** The piece of `text` between two code point places. */
export function sliceCodePoints(text: string, start: number, end: number): string {
  if (!ASTRAL.test(text)) return text.slice(start, end)
  return [...text].slice(start, end).join('')
}

/** How many of the sorted numbers are at most `limit`. */
function countAtMost(sorted: readonly number[], limit: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] as number) <= limit) low = middle + 1
    else high = middle
  }
  return low
}

/** A text that PostgreSQL and JSON can hold: no NUL, no half of a surrogate pair. Its length does not change. */
export function storableText(text: string): string {
  return text.replaceAll('\0', '\uFFFD').toWellFormed()
}
