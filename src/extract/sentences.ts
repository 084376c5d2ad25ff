/** Sentences: where each begins and ends, with "Co., Ltd.", "Inc." and "U.S." kept whole. */

const NEVER_LAST = new Set([
  'co',
  'ltd',
  'inc',
  'corp',
  'mr',
  'mrs',
  'ms',
  'dr',
  'prof',
  'st',
  'no',
  'nos',
  'vs',
  'etc',
  'e.g',
  'i.e',
  'u.s',
  'u.k',
  'p.r',
  'fig',
  'sec',
  'dept',
  'jan',
  'feb',
  'mar',
  'apr',
  'jun',
  'jul',
  'aug',
  'sep',
  'sept',
  'oct',
  'nov',
  'dec',
  'bros',
  'mfg',
  'intl',
  'pp',
  'ed',
  'eds',
  'al',
])
/** After a company's form, one of these begins a new sentence: "… from Tarn Weaving Mill Ltd. In turn, …". */
const COMPANY_FORMS = new Set(['co', 'ltd', 'inc', 'corp'])
const STARTERS =
  /^\s+(?:The|A|An|In|It|Its|This|That|These|Those|They|Their|He|She|We|Our|But|And|However|According|After|Before|When|While|Since|At|On|From|For|By|Between|Both|None|No|Some|Most|Many|All|One|Two|Another|Other|As|If|Last|Earlier|Later|Today|There|Here|Such|Under|With|Behind)\b/
const LONGEST = 1_200
const LONGEST_WORD = 30

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
      if (
        stop[0].startsWith('.') &&
        endsInShortForm(text.slice(Math.max(start, first + stop.index - LONGEST_WORD), first + stop.index), text.slice(at, at + 20))
      )
        continue
      push(sentences, text, start, at)
      start = at
    }
    push(sentences, text, start, end)
  }
  return sentences
}

function endsInShortForm(before: string, after: string): boolean {
  const word = /([\p{L}.]+)$/u.exec(before)?.[1]?.toLowerCase() ?? ''
  if (COMPANY_FORMS.has(word)) return !STARTERS.test(after)
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
