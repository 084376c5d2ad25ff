/** Compare names: how sure it is that two names are one organisation's, with the reasons a reviewer can read. */
import { compareAcross, compareBySound } from './compare-across.ts'
import { soundOfWord } from './likeness.ts'
import { type Pairing, cut, pairWords, said, sum } from './pair-words.ts'
import type { NameParts, Word } from './parts.ts'
import { areOpposite } from './words.ts'

export type Comparison = {
  /** 0 to 1. */
  readonly score: number
  readonly reasons: readonly string[]
}

/** From here the part in one script of a name in two speaks for the whole. */
const ALIKE = 0.85

/** Compares two names taken apart. */
export function compareNames(a: NameParts, b: NameParts): Comparison {
  if (a.isHan !== b.isHan) {
    const across = compareAcross(a.isHan ? a : b, a.isHan ? b : a)
    const latin = (a.isHan ? a : b).latin
    const inner = latin ? compareNames(latin, a.isHan ? b : a) : null
    return inner && inner.score >= ALIKE && inner.score > across.score ? inner : across
  }
  const reasons: string[] = []
  if (a.words.length === 0 || b.words.length === 0) return { score: a.squashed !== '' && a.squashed === b.squashed ? 1 : 0, reasons: ['A name has no words'] }
  const { pairs, restA, restB } = pairWords(a.words, b.words)
  const isSame = a.squashed === b.squashed || (a.whole === b.whole && a.whole.length > 3)
  if (!isSame && a.isBySound !== b.isBySound) {
    const bySound = compareBySound(a, b)
    if (bySound) return bySound
  }
  const initials = isSame ? null : initialsOf(a, b)
  if (initials) return initials
  const matched = pairs.reduce((total, pair) => total + ((sum(pair.a) + sum(pair.b)) / 2) * pair.likeness, 0)
  const left = isSame ? [] : restA
  const right = isSame ? [] : restB
  const all =
    matched +
    (sum(left.filter(telling)) + sum(right.filter(telling))) / 2 +
    pairs.reduce((total, pair) => total + ((sum(pair.a) + sum(pair.b)) / 2) * (1 - pair.likeness), 0)
  let score = isSame ? 1 : matched / Math.max(all, 0.001)
  if (isSame) reasons.push('The same letters')
  else for (const pair of pairs) if (pair.how !== 'same') reasons.push(sayPair(pair))

  const misspelt = isSame ? [] : pairs.filter((pair) => pair.how === 'misspelt')
  const sure = isSame ? matched : pairs.filter((pair) => pair.how !== 'misspelt').reduce((total, pair) => total + sum(pair.a), 0)
  const hasForm = a.form !== null || b.form !== null
  const isShort = misspelt.some((pair) => Math.min(said(pair.a).length, said(pair.b).length) < 9)
  const isHeardTheSame = misspelt.every((pair) => said(pair.a).length >= LONG && consonantsOf(said(pair.a)) === consonantsOf(said(pair.b)))
  if (misspelt.length > 0 && !hasForm && !isHeardTheSame && (sure < 0.25 || (sure < 1.5 && isShort))) {
    score -= 0.15
    reasons.push('Nothing else in the names supports it')
  }
  const plural = pairs.filter((pair) => pair.how === 'spelt' && pair.a[0]?.weight === 1 && areSingularAndPlural(pair))
  if (plural.length > 0 && sure - plural.reduce((total, pair) => total + sum(pair.a), 0) < 0.25) {
    score -= 0.16
    reasons.push('Nothing else in the names supports it')
  }
  if (misspelt.length > 1) score -= 0.1 * (misspelt.length - 1)
  score -= penalties(left, right, reasons)
  const clash = formsClash(a, b)
  if (clash) {
    score -= clash
    reasons.push(`Another legal form (${a.form}, ${b.form})`)
  }
  if (!hasForm && !isSame && isTradeAdded(pairs, left, right, left.length > 0 ? a.words : b.words)) score = Math.max(score, SAME_WITH_TRADE)
  if (pairs.length > 0 && !isSame && pairs.every((pair) => sum(pair.a) / pair.a.length < 0.5)) {
    score -= left.length + right.length > 0 ? 0.25 : 0
    if (left.length + right.length > 0) reasons.push('Only common words agree')
  }
  if (reasons.length === 0) reasons.push('The same words')
  return { score: cut(score), reasons }
}

const LONG = 10
/** Long words whose consonants sound the same differ only as one ear wrote them. */
const consonantsOf = (text: string): string => soundOfWord(text.replaceAll(' ', '')).replace(/[aeiou]/g, '')

/** A name that is the initials of the other: a person should look. Null where it is not. */
function initialsOf(a: NameParts, b: NameParts): Comparison | null {
  const [short, long] = a.words.length === 1 ? [a, b] : [b, a]
  const word = short.words[0]?.raw ?? ''
  if (short.words.length !== 1 || long.words.length < 3 || word.length !== long.words.length || word.length > 6) return null
  if (long.words.map((each) => each.raw[0]).join('') !== word) return null
  return { score: INITIALS, reasons: [`"${word}" are the initials of "${said(long.words)}"`] }
}
const INITIALS = 0.75

/** One name is the other with its trade behind it, as shops add it: "Unichem" and "Unichem Pharmacy". */
function isTradeAdded(pairs: readonly Pairing[], left: readonly Word[], right: readonly Word[], longer: readonly Word[]): boolean {
  if (left.length > 0 && right.length > 0) return false
  const extra = left.length > 0 ? left : right
  const telling = pairs.filter((pair) => pair.a.some((word) => word.kind === 'word' && word.weight >= 0.5))
  return (
    pairs.every((pair) => pair.how === 'same' || pair.how === 'joined') &&
    telling.reduce((length, pair) => length + said(pair.a).length, 0) >= 6 &&
    extra.every((word, i) => word.kind === 'word' && word.weight < 0.5 && !word.isMarket && longer.indexOf(word) === longer.length - extra.length + i)
  )
}
const SAME_WITH_TRADE = 0.86

function areSingularAndPlural({ a, b }: Pairing): boolean {
  return a[0]?.raw !== b[0]?.raw && (a[0]?.raw === `${b[0]?.raw}s` || b[0]?.raw === `${a[0]?.raw}s`)
}

function sayPair(pair: Pairing): string {
  if (pair.how === 'joined') return `"${said(pair.a)}" and "${said(pair.b)}" differ in spaces only`
  if (pair.how === 'spelt') return `"${said(pair.a)}" and "${said(pair.b)}" are spellings of one word`
  return `"${said(pair.a)}" and "${said(pair.b)}" differ by a letter or two`
}

/** Words for a market do not tell two undertakings apart. */
const telling = (word: Word) => !word.isMarket

/** What speaks against it: numbers, places and opposites that differ, words that only one has. */
function penalties(left: readonly Word[], right: readonly Word[], reasons: string[]): number {
  let against = 0
  const of = (words: readonly Word[], kind: Word['kind']) => words.filter((word) => word.kind === kind)
  const numbers = [of(left, 'number'), of(right, 'number')] as const
  if (numbers[0].length + numbers[1].length > 0) {
    against += numbers[0].length > 0 && numbers[1].length > 0 ? 0.45 : 0.3
    reasons.push(`Their numbers differ (${said(numbers[0]) || 'none'}, ${said(numbers[1]) || 'none'})`)
  }
  for (const kind of ['place', 'country'] as const) {
    const places = [of(left, kind), of(right, kind)] as const
    if (places[0].length > 0 && places[1].length > 0) {
      against += 0.4
      reasons.push(`Other places (${said(places[0])}, ${said(places[1])})`)
    } else if (places[0].length + places[1].length > 0) {
      against += kind === 'country' ? 0.12 : 0.08
      reasons.push(`Only one names a place (${said(places[0]) || said(places[1])})`)
    }
  }
  for (const one of left) {
    const other = right.find((word) => areOpposite(one.text, word.text))
    if (other) {
      against += 0.4
      reasons.push(`Opposites ("${one.raw}", "${other.raw}")`)
    }
  }
  const telling = (words: readonly Word[]) => words.filter((word) => word.kind === 'word' && word.weight >= 0.5)
  const apart = [telling(left), telling(right)] as const
  if (apart[0].length > 0 && apart[1].length > 0) {
    against += 0.25
    reasons.push(`Other words ("${said(apart[0])}", "${said(apart[1])}")`)
  } else if (apart[0].length + apart[1].length > 0) {
    against += 0.1
    reasons.push(`Only one has "${said(apart[0]) || said(apart[1])}"`)
  }
  const common = (words: readonly Word[]) => words.filter((word) => word.kind === 'word' && word.weight > 0.1 && word.weight < 0.5)
  const extra = [common(left), common(right)] as const
  const plain = [...extra[0], ...extra[1]].filter((word) => !word.isMarket)
  if (extra[0].length > 0 && extra[1].length > 0) {
    against += 0.12
    reasons.push(`Another trade ("${said(extra[0])}", "${said(extra[1])}")`)
  } else if (plain.length > 0) {
    against += 0.06
    reasons.push(`Only one has "${said(plain)}"`)
  }
  return against
}

const ANY = new Set(['any', null])
function formsClash(a: NameParts, b: NameParts): number {
  if (ANY.has(a.form) || ANY.has(b.form) || a.form === b.form) return 0
  const both = [a.form, b.form]
  return both.some((form) => form === 'association' || form === 'foundation' || form === 'state' || form === 'cooperative' || form === 'sole') ? 0.25 : 0.17
}
