/** Names index: finds known organisations and programmes in running text, in one pass for any number of names. */
import AhoCorasick from 'modern-ahocorasick'
import { foldName } from '../names/name-key.ts'

export type KnownName = {
  readonly name: string
  readonly kind: 'organisation' | 'programme'
  readonly id: string
  /** The name is a word too: it counts only where the context says company. */
  readonly ambiguous: boolean
}
export type Mention = {
  readonly start: number
  readonly end: number
  readonly surface: string
  readonly kind: KnownName['kind'] | 'proposed'
  readonly id: string | null
  readonly method: string
}

const SHORTEST = 2
const COMPANY_BEFORE = /(?:retailers?|brands?|company|companies|chains?|shops?|stores?|supermarkets?|group|at|by|including|such as|like)\s+(?:["“‘(]\s*)?$/i
const COMPANY_AFTER =
  /^(?:['’]s)?\s+(?:plc|ltd|limited|inc|group|stores?|shops?|brand|retail|clothing|said|says|told|sells|sources|buys|suppliers?|factories|executives?|spokes\w+|has|have|stopped|denied)\b/i
const LIST_NEIGHBOUR = /(?:,|\band\b|&|\bor\b)\s*$/

/** An index over names. Looking is linear in the text and does not depend on how many names there are. */
export function createNamesIndex(names: readonly KnownName[]): { find: (text: string) => Mention[]; size: number } {
  const usable = names.filter(({ name }) => foldName(name).length >= SHORTEST)
  const groups = new Map<string, KnownName[]>()
  for (const known of usable) {
    const key = foldText(known.name)
    groups.set(key, [...(groups.get(key) ?? []), known])
  }
  const keys = [...groups.keys()]
  const matcher = keys.length > 0 ? new AhoCorasick(keys) : null
  return {
    size: usable.length,
    find(text) {
      if (!matcher) return []
      const folded = foldText(text)
      const hits = matcher
        .search(folded)
        .map((hit) => ({ start: hit.start, end: hit.end, known: (groups.get(folded.slice(hit.start, hit.end)) ?? [])[0] }))
        .filter((hit): hit is { start: number; end: number; known: KnownName } => hit.known !== undefined && standsAlone(text, hit.start, hit.end))
      return longestFirst(hits)
        .filter((hit) => isNameHere(text, hit))
        .map(({ start, end, known }) => ({
          start,
          end,
          surface: text.slice(start, end),
          kind: known.kind,
          id: known.id,
          method: known.ambiguous ? 'known name, in a company context' : 'known name',
        }))
    },
  }
}

/** Lower case and plain marks, with every place where it was. */
function foldText(text: string): string {
  let folded = ''
  for (const unit of text.split('')) {
    const lower = unit.toLowerCase()
    folded += lower.length === 1 ? (FOLDED[lower] ?? lower) : unit
  }
  return folded
}
const FOLDED: Readonly<Record<string, string>> = { '’': "'", '‘': "'", '`': "'", '\u00A0': ' ', '\n': ' ', '\t': ' ', '–': '-', '‑': '-', '“': '"', '”': '"' }

const WORD = /[\p{L}\p{N}]/u
const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u

function standsAlone(text: string, start: number, end: number): boolean {
  const meets = (a: string | undefined, b: string | undefined) =>
    a !== undefined && b !== undefined && WORD.test(a) && WORD.test(b) && !CJK.test(a) && !CJK.test(b)
  return !meets(text[start - 1], text[start]) && !meets(text[end - 1], text[end])
}

function longestFirst<T extends { start: number; end: number }>(hits: readonly T[]): T[] {
  const sorted = [...hits].sort((a, b) => a.start - b.start || b.end - a.end)
  const kept: T[] = []
  for (const hit of sorted) {
    const last = kept.at(-1)
    if (!last || hit.start >= last.end) kept.push(hit)
    else if (hit.end - hit.start > last.end - last.start) kept[kept.length - 1] = hit
  }
  return kept
}

/** Names start with a capital or a digit where the script has capitals; a name that is a word needs a company around it. */
function isNameHere(text: string, { start, end, known }: { start: number; end: number; known: KnownName }): boolean {
  const surface = text.slice(start, end)
  if (known.kind === 'programme') return true
  const first = surface[0] ?? ''
  const nameFirst = known.name[0] ?? ''
  if (first === first.toLowerCase() && nameFirst !== nameFirst.toLowerCase()) return false
  if (!known.ambiguous) return true
  const before = text.slice(Math.max(0, start - 40), start)
  const after = text.slice(end, end + 40)
  if (COMPANY_AFTER.test(after) || COMPANY_BEFORE.test(before)) return true
  return LIST_NEIGHBOUR.test(before) || /^\s*(?:,|\band\b|\bor\b)\s*\p{Lu}/u.test(after) || /^\.\s+\p{Lu}[^.]{1,30}\.\s+\p{Lu}/u.test(after)
}
