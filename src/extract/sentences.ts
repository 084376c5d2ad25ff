/** Sentences: where each begins and ends, with "Co., Ltd.", "Inc." and "U.S." kept whole. */

const NEVER_LAST = new Set([
  'co', 'ltd', 'inc', 'corp', 'mr', 'mrs', 'ms', 'dr', 'prof', 'st', 'no', 'nos', 'vs', 'etc', 'e.g', 'i.e', 'u.s', 'u.k', 'p.r', 'fig', 'sec', 'dept', 'jan', 'feb', 'mar', 'apr', 'jun', 'jul', 'aug', 'sep', 'sept', 'oct', 'nov', 'dec', 'bros', 'mfg', 'intl', 'pp', 'ed', 'eds', 'al',
])
const LONGEST = 1_200

export type Sentence = { readonly start: number; readonly end: number }

/**
 * The sentences of a piece of text, in order, with places in the whole text. Blank lines and list marks part them; other
 * line ends are white space. A run without an end is cut at 1,200 characters.
 */
export function splitSentences(text: string, from = 0, to = text.length): Sentence[] {
  const sentences: Sentence[] = []
  for (const block of text.slice(from, to).matchAll(/[^\n]+(?:\n(?!\s*(?:\n|$|[-*#>|]))[^\n]+)*/g)) {
    const first = from + block.index
    let start = first
    const end = first + block[0].length
    for (const stop of block[0].matchAll(/[.!?]["'”’)\]*_]*(?=\s+["'“‘([*_]*[\p{Lu}\p{N}])|[。！？]/gu)) {
      const at = first + stop.index + stop[0].length
      if (stop[0].startsWith('.') && endsInShortForm(text.slice(start, first + stop.index))) continue
      push(sentences, text, start, at)
      start = at
    }
    push(sentences, text, start, end)
  }
  return sentences
}

function endsInShortForm(before: string): boolean {
  const word = /([\p{L}.]+)$/u.exec(before)?.[1]?.toLowerCase() ?? ''
  return NEVER_LAST.has(word) || /^\p{L}$/u.test(word)
}

function push(into: Sentence[], text: string, start: number, end: number): void {
  for (let from = start; from < end; from += LONGEST) {
    const piece = text.slice(from, Math.min(end, from + LONGEST))
    const lead = piece.length - piece.trimStart().length
    const length = piece.trim().length
    if (length > 1) into.push({ start: from + lead, end: from + lead + length })
  }
}
