/** Names in a cell: which firms it names, each with the other names and the former names that the cell gives it. */
import { formAt } from '../../src/names/legal-forms.ts'
import { foldName } from '../../src/names/name-key.ts'
import { wordList } from './word-list.ts'

/** One firm as a cell names it. */
export type NamedFirm = { readonly name: string; readonly aliases: readonly string[]; readonly formerNames: readonly string[] }
type Sort = 'also' | 'formerly' | 'together'
type Firm = { name: string; aliases: string[]; formerNames: string[] }

const LONGEST = 300
const MOST_ALIASES = 50
const SHORTEST = 2
/** No cell of a list is longer; what comes after is not looked at. */
const LONGEST_CELL = 10_000
/** So many commas and "and" may stand in one name. */
const MOST_PARTS = 6
const MOST_GROUPS = 20

/** A list's entry as a pattern: single letters may have dots, strokes or spaces between. */
const patternOf = (entry: string): string =>
  /^(?:\w )+\w$/.test(entry)
    ? `${entry.split(' ').join(String.raw`[./]*\s?`)}\\.?`
    : entry
        .split(' ')
        .join(String.raw`\s+`)
        .replaceAll('-', '[- ]')
const anyOf = (entries: readonly string[]): string =>
  entries
    .toSorted((a, b) => b.length - a.length)
    .map(patternOf)
    .join('|')
const COUNTED = String.raw`including\s+(?:\w+\s+)?alias(?:es)?`
const anyIn = (name: string): string => anyOf(wordList(name))
const [ALSO, FORMERLY, TOGETHER, OTHERS_WITH_IT] = [anyIn('also-known'), anyIn('formerly'), anyIn('together'), anyIn('others-with-it')]
const LEAD = new RegExp(
  String.raw`(?:[,;]\s*|^\s*|\s+)(?:and\s+)?\b(?:(?<also>${COUNTED}|${ALSO})|(?<formerly>${FORMERLY})|(?<together>${TOGETHER}))(?=[\s:;,"“]|$)[:;,]?\s*`,
  'gi',
)
const OTHERS = new RegExp(String.raw`[\s,]*\b(?:and|or|including)\s+(?:all\s+)?(?:of\s+)?(?:(?:its|their|any|all)\s+)?(?:${OTHERS_WITH_IT})\b[\s,.]*`, 'gi')
/** A lead that begins a text. */
const LEADS_ON = new RegExp(LEAD.source, 'i')
const WHOLLY_OTHERS = new RegExp(`^${OTHERS.source}$|^(?:${OTHERS_WITH_IT})$`, 'i')
const PARTS = /\s*,\s*(?:and\s+)?|\s+and\s+/g
/** A group in brackets, kept apart while the text around it is parted. */
const HELD = /\uE000(\d+)\uE001/g

/**
 * The firms that a cell names. Semicolons and line breaks part them; commas and "and" do where both sides are whole names. In brackets or
 * outside, "also known as" and its kin lead to other names, "formerly" to former ones; "and its subsidiaries" names nobody.
 */
export function namesOf(cell: string): NamedFirm[] {
  const { text, groups } = withoutGroups(cell.slice(0, LONGEST_CELL).replaceAll('\n', ';').replace(/\s+/g, ' '))
  const firms: Firm[] = []
  for (const piece of text.split(';').flatMap((each) => each.split(OTHERS)))
    for (const part of wholeNames(piece.replace(/^\s*and\s+(?!\w*ly\b)/i, '').trim())) addFirm(firms, part, groups)
  return firms.filter(({ name }) => name.length >= SHORTEST).map(bounded)
}

/** Every other name of a firm, former ones among them: by each of them it may be met. */
export const otherNames = ({ aliases, formerNames }: NamedFirm): string[] => [...aliases, ...formerNames]

function addFirm(firms: Firm[], part: string, groups: readonly string[]): void {
  const firm: Firm = { name: '', aliases: [], formerNames: [] }
  const before = firms.at(-1)
  const { first, led } = byLeads(part)
  let name = first
  for (const [held, index] of [...first.matchAll(HELD)].slice(0, MOST_GROUPS).map((match) => [match[0], Number(match[1])] as const)) {
    const group = groups[index] ?? ''
    const inside = byLeads(group)
    if (inside.first === '' && inside.led.length > 0) for (const [sort, text] of inside.led) addNames(firm, sort, text)
    else if (areInitials(group, name.slice(0, name.indexOf(held)))) firm.aliases.push(group)
    else if (!WHOLLY_OTHERS.test(group.trim())) continue
    name = name.replace(held, ' ')
  }
  firm.name = cleaned(restored(name, groups))
  const whose = firm.name === '' && before ? before : firm
  for (const [sort, text] of led) addNames(whose, sort, restored(text, groups))
  whose.aliases.push(...(whose === firm ? [] : firm.aliases))
  whose.formerNames.push(...(whose === firm ? [] : firm.formerNames))
  if (whose === firm) firms.push(firm)
}

function addNames(firm: Firm, sort: Sort, text: string): void {
  if (sort === 'together') return
  const { text: outside, groups } = withoutGroups(text)
  const names = outside
    .split(';')
    .flatMap((each) => wholeNames(each.replace(/^\s*and\s+/i, '').trim()))
    .map((each) => cleaned(restored(each, groups)))
    .filter((name) => name.length >= SHORTEST)
  ;(sort === 'also' ? firm.aliases : firm.formerNames).push(...names)
}

/** A text before its first lead, and what each lead leads to. */
function byLeads(text: string): { first: string; led: [Sort, string][] } {
  const leads = [...text.matchAll(LEAD)]
  const led = leads.map((lead, i): [Sort, string] => {
    const sort = lead.groups?.['also'] ? 'also' : lead.groups?.['formerly'] ? 'formerly' : 'together'
    return [sort, text.slice(lead.index + lead[0].length, leads[i + 1]?.index ?? text.length)]
  })
  return { first: text.slice(0, leads[0]?.index ?? text.length).trim(), led }
}

/** Takes groups in brackets out, nested ones within their own; one that is not closed ends with the text. */
function withoutGroups(text: string): { text: string; groups: string[] } {
  const groups: string[] = []
  let outside = ''
  let group = ''
  let depth = 0
  const hold = () => {
    groups.push(`${group}${')'.repeat(Math.max(0, depth - 1))}`.trim())
    outside += `\uE000${groups.length - 1}\uE001`
    group = ''
  }
  for (const letter of text.replace(/[\uE000\uE001]/g, '').replace(/[（）]/g, (bracket) => (bracket === '（' ? ' (' : ')'))) {
    if (letter === '(' && (depth += 1) === 1) continue
    if (letter === ')') {
      if (depth === 0) continue
      if (depth === 1) hold()
      depth -= 1
      if (depth === 0) continue
    }
    if (depth > 0) group += letter
    else outside += letter
  }
  if (depth > 0) hold()
  return { text: outside, groups }
}
const restored = (text: string, groups: readonly string[]): string => text.replace(HELD, (_, index: string) => `(${groups[Number(index)] ?? ''})`)

/** The names in a text that commas or "and" part: only where what stands before is whole, and what comes is a name too. */
function wholeNames(text: string): string[] {
  const found: string[] = []
  let from = 0
  for (const mark of text.matchAll(PARTS)) {
    const [left, right] = [text.slice(Math.max(from, mark.index - LONGEST), mark.index), text.slice(mark.index + mark[0].length).slice(0, LONGEST)]
    if (!isParted(left, mark[0], right)) continue
    found.push(text.slice(from, mark.index))
    from = mark.index + mark[0].length
  }
  return [...found, text.slice(from)].filter((name) => name.trim() !== '')
}

function isParted(left: string, mark: string, right: string): boolean {
  if (LEADS_ON.exec(right)?.index === 0) return formAtEnd(left)
  if (!/^["“'(]?[\p{Lu}\d\p{Lo}]/u.test(right) || formAt(wordsOf(right), 'first') || formAt(wordsOf(right).slice(0, 1), 'last')) return false
  const ends = [...right.matchAll(PARTS)].slice(0, MOST_PARTS).map((next) => right.slice(0, next.index))
  if (ends.length < MOST_PARTS && right.length < LONGEST) ends.push(right)
  if (formAtEnd(left)) return /\band\b/.test(mark) || ends.some(formAtEnd)
  return /^\s+and\s+$/.test(mark) && isBody(left) && ends.some((end) => wordsOf(end).length > 2 && (isBody(end) || formAtEnd(end)))
}

const wordsOf = (text: string): string[] => foldName(text.replace(HELD, ' ')).split(' ').filter(Boolean)
const BODY = new Set(wordList('bodies'))
const isBody = (text: string): boolean => BODY.has(wordsOf(text).at(-1) ?? '')
/** Whether a text is a name that ends in a legal form; of a branch's name that is not the end. */
function formAtEnd(text: string): boolean {
  const words = wordsOf(text)
  const form = formAt(words, 'last')
  return (
    form !== null &&
    form.kind !== 'branch' &&
    form.words < words.length &&
    !/\b\p{Ll}+$/u.test(
      text
        .replace(HELD, ' ')
        .replace(/\b(?:ltd|inc|co|plc|llc|limited)\.?\s*$/i, 'X')
        .trim(),
    )
  )
}

const SMALL = new Set(['and', 'of', 'the', 'for', 'in', 'de'])
/** Whether capitals in brackets are the initials of the words before them, or of the last of them. */
function areInitials(group: string, before: string): boolean {
  const initials = before
    .split(' ')
    .filter((word) => !SMALL.has(word))
    .map((word) => word.charAt(0).toUpperCase())
    .join('')
  return /^[\p{Lu}]{2,10}$/u.test(group) && initials.endsWith(group)
}

/** A name without the marks around it; a full stop stays only where a legal form ends with it. */
function cleaned(name: string): string {
  const bare = name
    .replace(/\s+/g, ' ')
    .replace(/\s+([,.)])/g, '$1')
    .replace(/^[\s,;:"“”'‘]+|[\s,;:"“”]+$/g, '')
    .replace(/,?\s+and$/i, '')
  return bare.endsWith('.') && formAt(wordsOf(bare), 'last') === null ? bare.replace(/\.+$/, '') : bare
}

const bounded = ({ name, aliases, formerNames }: Firm): NamedFirm => {
  const others = (names: readonly string[], but: ReadonlySet<string>) =>
    [...new Set(names.map((each) => each.slice(0, LONGEST)))].filter((each) => !but.has(each)).slice(0, MOST_ALIASES)
  const also = others(aliases, new Set([name]))
  return { name: name.slice(0, LONGEST), aliases: also, formerNames: others(formerNames, new Set([name, ...also])) }
}
