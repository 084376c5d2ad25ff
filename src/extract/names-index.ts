/** Names index: finds known organisations and programmes in running text, in one pass for any number of names. */
import AhoCorasick from 'modern-ahocorasick'
import { foldName } from '../names/name-key.ts'
import { type KnownName, type Mention, withoutOverlaps } from './mention.ts'

const SHORTEST = 2
const COMPANY_BEFORE = /(?:retailers?|brands?|company|companies|chains?|shops?|stores?|supermarkets?|group|at|by|including|such as|like)\s+(?:["“‘(]\s*)?$/i
const COMPANY_AFTER =
  /^(?:['’]s)?\s+(?:plc|ltd|limited|inc|group|stores?|shops?|brand|retail|clothing|said|says|told|sells|sources|buys|suppliers?|factories|executives?|spokes\w+|has|have|stopped|denied|supply chains?|products|clothes|cut|ended|imported|imports|bought|dropped|pledged|promised|faces|faced|uses|used|sources|sourced|relies|purchased|launched|opened|announced|declined|removed|withdrew|signed|joined|lists|listed|published|operates|owns|acquired|customers|shoppers)\b/i
const LIST_NEIGHBOUR = /(?:,|\band\b|&|\bor\b)\s*$/

type Hit = { readonly start: number; readonly end: number; readonly known: KnownName }

/**
 * An index over names. Names in letters are found word by word, by rolling hashes of their words that are then compared letter by
 * letter; full stops and commas inside a name do not count. Names in Chinese, which parts no words, are found by Aho-Corasick.
 */
export function createNamesIndex(names: readonly KnownName[]): { find: (text: string) => Mention[]; size: number } {
  const usable = names.filter(({ name }) => foldName(name).length >= SHORTEST)
  const findWords = wordIndex(usable.filter(({ name }) => !CJK.test(name)))
  const findChinese = chineseIndex(usable.filter(({ name }) => CJK.test(name)))
  return {
    size: usable.length,
    find(text) {
      const folded = foldText(text)
      const hits = [...findWords(folded), ...(CJK.test(text) ? findChinese(folded) : [])]
      const standing = withoutOverlaps(hits)
      const here = new Set(standing.filter((hit) => isNameHere(text, hit)))
      // A word that the text has shown to be a company once is one wherever it stands with its capital.
      const shown = new Set([...here].map(({ known }) => known))
      return standing
        .filter(
          (hit) =>
            here.has(hit) || (shown.has(hit.known) && text.slice(hit.start, hit.end) === hit.known.name && !/^ \p{Lu}/u.test(text.slice(hit.end, hit.end + 2))),
        )
        .map(({ start, end, known }) => ({
          start,
          end,
          surface: text.slice(start, end),
          kind: known.id === null ? ('proposed' as const) : known.kind,
          id: known.id,
          stands: known.title ?? (known.kind === 'programme' ? known.name : text.slice(start, end)),
          sort: known.sort,
          method: known.id === null ? 'a name that reports use' : known.ambiguous ? 'known name, in a company context' : 'known name',
        }))
    },
  }
}

const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u
const withoutStops = (text: string) => text.replace(/[.,]/g, '').replace(/ +/g, ' ')

/** What each UTF-16 unit is: 1 in a word, 2 Chinese or Japanese, 0 neither. */
const SORT = new Uint8Array(65_536)
for (let unit = 0; unit < 65_536; unit += 1) {
  const letter = String.fromCharCode(unit)
  SORT[unit] = CJK.test(letter) ? 2 : /[\p{L}\p{N}\p{M}]/u.test(letter) || (unit >= 0xd800 && unit < 0xe000) ? 1 : 0
}
const FIRST_HASH = 17
const BITS = 1 << 22

function wordIndex(names: readonly KnownName[]): (folded: string) => Hit[] {
  // Bits for the hashes of each name's first words, so that most words of a text are passed over; then all beginnings, and whole names.
  const bits = new Uint8Array(BITS >> 3)
  const beginnings = new Set<number>()
  const whole = new Map<number, { key: string; known: KnownName }[]>()
  for (const known of names) {
    const folded = foldText(known.name)
    let hash = FIRST_HASH
    let words = 0
    for (let at = nextWord(folded, 0); at < folded.length; at = nextWord(folded, wordEnd(folded, at))) {
      hash = hashWord(folded, at, wordEnd(folded, at), hash)
      beginnings.add(hash)
      words += 1
      if (words === 1) bits[(hash & (BITS - 1)) >> 3] = (bits[(hash & (BITS - 1)) >> 3] as number) | (1 << (hash & 7))
    }
    if (words === 0) continue
    const entry = { key: withoutStops(folded).trim(), known }
    const others = whole.get(hash)
    if (others) others.push(entry)
    else whole.set(hash, [entry])
  }
  return (folded) => {
    const hits: Hit[] = []
    const length = folded.length
    for (let start = nextWord(folded, 0); start < length;) {
      let end = start
      let hash = FIRST_HASH
      for (; end < length && SORT[folded.charCodeAt(end)] === 1; end += 1) hash = (Math.imul(hash, 31) + folded.charCodeAt(end)) | 0
      const next = nextWord(folded, end)
      hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
      if (((bits[(hash & (BITS - 1)) >> 3] as number) & (1 << (hash & 7))) !== 0 && beginnings.has(hash)) collect(folded, start, end, next, hash, hits)
      start = next
    }
    return hits
  }
  /** The names that begin at a word, as far as beginnings go on. */
  function collect(folded: string, start: number, firstEnd: number, firstNext: number, firstHash: number, hits: Hit[]): void {
    let [end, next, hash] = [firstEnd, firstNext, firstHash]
    for (;;) {
      for (const { key, known } of whole.get(hash) ?? []) {
        const from = key.startsWith('.') ? start : start - leadOf(key)
        if (from < 0) continue
        const to = end + tailOf(key)
        const slice = folded.slice(from, to)
        if (withoutStops(slice).trim() !== key || CROSSES_SENTENCES.test(slice)) continue
        hits.push({ start: from, end: known.name.endsWith('.') && folded[to] === '.' ? to + 1 : to, known })
      }
      if (next >= folded.length || next - end > 4) return
      const nextEnd = wordEnd(folded, next)
      hash = hashWord(folded, next, nextEnd, hash)
      if (!beginnings.has(hash)) return
      end = nextEnd
      next = nextWord(folded, end)
    }
  }
}

/** Marks that a name begins or ends with, such as those of a quoted brand. */
const leadOf = (key: string) => /^[^\p{L}\p{N}\p{M}]*/u.exec(key)?.[0].length ?? 0
const tailOf = (key: string) => /[^\p{L}\p{N}\p{M}]*$/u.exec(key)?.[0].length ?? 0
const CROSSES_SENTENCES = /(?<!\b(?:co|ltd|inc|corp|st|dr|mr|mrs|bros|int|intl|mfg|no|pvt|pte|pty|sdn|bhd|ind|imp|exp|tech|[a-z]))\.\s/

function nextWord(text: string, from: number): number {
  let at = from
  while (at < text.length && SORT[text.charCodeAt(at)] !== 1) at += 1
  return at
}
function wordEnd(text: string, from: number): number {
  let at = from
  while (at < text.length && SORT[text.charCodeAt(at)] === 1) at += 1
  return at
}
function hashWord(text: string, from: number, to: number, seed: number): number {
  let hash = seed
  for (let at = from; at < to; at += 1) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0
  return Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
}

function chineseIndex(names: readonly KnownName[]): (folded: string) => Hit[] {
  const groups = new Map(names.map((known) => [foldText(known.name), known] as const))
  if (groups.size === 0) return () => []
  const matcher = new AhoCorasick([...groups.keys()])
  return (folded) =>
    matcher
      .search(folded)
      .map(({ start, end }) => ({ start, end, known: groups.get(folded.slice(start, end)) as KnownName }))
      .filter(({ start, end, known }) => known !== undefined && standsAlone(folded, start, end))
}

/** Lower case and plain marks, with every place where it was. */
function foldText(text: string): string {
  const lower = text.toLowerCase()
  const folded = lower.length === text.length ? lower : text.split('').map(lowerUnit).join('')
  return FOLDS.test(folded) ? folded.replace(FOLDED_MARKS, (mark) => FOLDED[mark] as string) : folded
}
const lowerUnit = (unit: string) => (unit.toLowerCase().length === 1 ? unit.toLowerCase() : unit)
const FOLDED: Readonly<Record<string, string>> = { '’': "'", '‘': "'", '`': "'", '\u00A0': ' ', '\n': ' ', '\t': ' ', '–': '-', '‑': '-', '“': '"', '”': '"' }
const FOLDED_MARKS = /[’‘`\u00A0\n\t–‑“”]/g
const FOLDS = /[’‘`\u00A0\n\t–‑“”]/

function standsAlone(text: string, start: number, end: number): boolean {
  const meets = (a: string | undefined, b: string | undefined) =>
    a !== undefined && b !== undefined && SORT[a.charCodeAt(0)] === 1 && SORT[b.charCodeAt(0)] === 1
  return !meets(text[start - 1], text[start]) && !meets(text[end - 1], text[end])
}

/** Names start with a capital or a digit where the script has capitals; a name that is a word needs a company around it. */
function isNameHere(text: string, { start, end, known }: Hit): boolean {
  const surface = text.slice(start, end)
  if (known.kind === 'programme') return true
  const first = surface[0] ?? ''
  const nameFirst = known.name[0] ?? ''
  if (first === first.toLowerCase() && nameFirst !== nameFirst.toLowerCase()) return false
  if (!known.ambiguous) return true
  const before = text.slice(Math.max(0, start - 40), start)
  const after = text.slice(end, end + 40)
  if (COMPANY_AFTER.test(after) || COMPANY_BEFORE.test(before)) return true
  // "Mayor Bowser", "Next Tuesday": a capital behind it makes it a word of something else.
  if (/^ \p{Lu}/u.test(after)) return false
  return LIST_NEIGHBOUR.test(before) || /^\s*(?:,|\band\b|\bor\b)\s*\p{Lu}/u.test(after) || /^\.\s+\p{Lu}[^.]{1,30}\.\s+\p{Lu}/u.test(after)
}
