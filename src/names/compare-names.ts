/** Compare names: how sure it is that two names are one organisation's, with the reasons a reviewer can read. */
import type { KnownWord, NameParts, Word } from './parts.ts'
import { editDistance, isMisspelt, soundLikeness } from './likeness.ts'
import { areOpposite } from './words.ts'

export type Comparison = {
  /** 0 to 1. */
  readonly score: number
  readonly reasons: readonly string[]
}

type Pairing = {
  readonly a: readonly Word[]
  readonly b: readonly Word[]
  readonly likeness: number
  readonly how: 'same' | 'spelt' | 'misspelt' | 'joined' | 'initial'
}

/** From here the part in one script of a name in two speaks for the whole. */
const ALIKE = 0.85

const cut = (score: number) => Math.round(Math.max(0, Math.min(1, score)) * 1_000) / 1_000
const said = (words: readonly Word[]) => words.map((word) => word.raw).join(' ')
const sum = (words: readonly Word[]) => words.reduce((total, word) => total + word.weight, 0)

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
  const matched = pairs.reduce((total, pair) => total + ((sum(pair.a) + sum(pair.b)) / 2) * pair.likeness, 0)
  const left = isSame ? [] : restA
  const right = isSame ? [] : restB
  const all = matched + (sum(left) + sum(right)) / 2 + pairs.reduce((total, pair) => total + ((sum(pair.a) + sum(pair.b)) / 2) * (1 - pair.likeness), 0)
  let score = isSame ? 1 : matched / Math.max(all, 0.001)
  if (isSame) reasons.push('The same letters')
  else for (const pair of pairs) if (pair.how !== 'same') reasons.push(sayPair(pair))

  const misspelt = isSame ? [] : pairs.filter((pair) => pair.how === 'misspelt')
  const sure = isSame ? matched : pairs.filter((pair) => pair.how !== 'misspelt').reduce((total, pair) => total + sum(pair.a), 0)
  const hasForm = a.form !== null || b.form !== null
  const isShort = misspelt.some((pair) => Math.min(said(pair.a).length, said(pair.b).length) < 9)
  if (misspelt.length > 0 && !hasForm && (sure < 0.25 || (sure < 1.5 && isShort))) {
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

/** Names in two scripts whose letters do not agree: by ear. Null where they do not sound alike. */
function compareBySound(a: NameParts, b: NameParts): Comparison | null {
  const left = a.words.map((word) => word.text).join('')
  const right = b.words.map((word) => word.text).join('')
  const sound = Math.max(soundLikeness(left, right), soundLikeness(a.whole, b.whole))
  const letters = 1 - editDistance(left, right) / Math.max(left.length, right.length, 1)
  const numbers = (parts: NameParts) =>
    parts.words
      .filter((word) => word.kind === 'number')
      .map((word) => word.text)
      .join()
  if (sound < 0.6 || numbers(a) !== numbers(b)) return null
  const score = 0.62 * sound + 0.38 * letters
  return { score: cut(score >= 0.8 ? Math.max(score, 0.86) : score), reasons: [`"${said(a.words)}" and "${said(b.words)}" sound alike`] }
}

function sayPair(pair: Pairing): string {
  if (pair.how === 'joined') return `"${said(pair.a)}" and "${said(pair.b)}" differ in spaces only`
  if (pair.how === 'spelt') return `"${said(pair.a)}" and "${said(pair.b)}" are spellings of one word`
  if (pair.how === 'initial') return `"${said(pair.a)}" may stand for "${said(pair.b)}"`
  return `"${said(pair.a)}" and "${said(pair.b)}" differ by a letter or two`
}

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

/** Pairs the words of two names: the same, spelt otherwise, joined, misspelt; what is left over on each side. */
function pairWords(a: readonly Word[], b: readonly Word[]): { pairs: Pairing[]; restA: Word[]; restB: Word[] } {
  const restA = [...a]
  const restB = [...b]
  const pairs: Pairing[] = []
  const take = (from: Word[], words: readonly Word[]) => {
    for (const word of words) from.splice(from.indexOf(word), 1)
  }
  for (const word of a) {
    const other = restB.find((each) => each.text === word.text && each.kind === word.kind)
    if (!other) continue
    pairs.push({ a: [word], b: [other], likeness: 1, how: word.raw === other.raw || word.kind === 'number' ? 'same' : 'spelt' })
    take(restA, [word])
    take(restB, [other])
  }
  if (restA.length > 0 && restB.length > 0) {
    for (const [one, two, swapped] of [
      [restA, restB, false],
      [restB, restA, true],
    ] as const)
      joinWords(one, two, swapped, pairs)
  }
  for (const word of restA.slice()) {
    if (word.kind === 'number') continue
    const other = nearestOf(word, restB, pairs)
    if (!other) continue
    pairs.push({ a: [word], b: [other], likeness: 0.88, how: 'misspelt' })
    take(restA, [word])
    take(restB, [other])
  }
  return { pairs, restA, restB }
}

/** The word that is this one, misspelt, by the fewest letters. */
function nearestOf(word: Word, others: readonly Word[], pairs: readonly Pairing[]): Word | undefined {
  const near = others.filter(
    (each) =>
      each.kind === word.kind &&
      ((isMisspelt(word.text, each.text) && !areOpposite(word.text, each.text) && !areTwoCommon(word, each)) || isSlip(word, each, pairs)),
  )
  return near.length < 2 ? near[0] : near.sort((x, y) => editDistance(word.text, x.text) - editDistance(word.text, y.text))[0]
}

/** Common words are known: two letters apart they are two words. */
function areTwoCommon(a: Word, b: Word): boolean {
  return Math.min(a.weight, b.weight) < 0.5 && editDistance(a.text, b.text, 1) > 1
}

/** One wrong letter in a word of three, where two other telling words agree. */
function isSlip(a: Word, b: Word, pairs: readonly Pairing[]): boolean {
  return a.text.length === 3 && b.text.length === 3 && editDistance(a.text, b.text, 1) <= 1 && pairs.filter((pair) => pair.a[0]?.kind === 'word').length >= 3
}

/** Two or three neighbouring words of one name that are one word of the other: "Good Will" and "Goodwill". */
function joinWords(many: Word[], single: Word[], swapped: boolean, pairs: Pairing[]): void {
  for (let count = Math.min(6, many.length); count >= 2; count -= 1) {
    for (let at = 0; at + count <= many.length; at += 1) {
      const part = many.slice(at, at + count)
      const joined = part.map((word) => word.raw).join('')
      const other = single.find((word) => word.raw === joined || (joined.length >= 7 && isMisspelt(word.raw, joined)))
      if (!other) continue
      const isSame = other.raw === joined
      pairs.push({ a: swapped ? [other] : part, b: swapped ? part : [other], likeness: isSame ? 1 : 0.85, how: isSame ? 'joined' : 'misspelt' })
      many.splice(at, count)
      single.splice(single.indexOf(other), 1)
      at -= 1
    }
  }
}

/** A Chinese name and one in Latin letters: words by their meaning, initials, the rest by its sound. */
function compareAcross(han: NameParts, latin: NameParts): Comparison {
  const sound = han.sound
  if (!sound || latin.words.length === 0) return { score: 0, reasons: ['Nothing to compare'] }
  const reasons: string[] = []
  const rest = latin.words.filter((word) => word.weight > 0.1)
  let all = sum(rest)
  let shared = 0
  const unmatched: KnownWord[] = []
  for (const known of sound.known) {
    all += known.weight
    const at = rest.findIndex((word) =>
      known.english.some((each) => each === word.text || each === word.raw || (each.length > 5 && isMisspelt(word.text, each))),
    )
    if (at < 0) {
      unmatched.push(known)
      continue
    }
    const [word] = rest.splice(at, 1)
    shared += known.weight + (word as Word).weight
    reasons.push(`"${(word as Word).raw}" is there in Chinese`)
  }
  for (const word of rest.slice()) {
    const used = initialsIn(word.text, sound.known)
    if (used.length === 0) continue
    rest.splice(rest.indexOf(word), 1)
    shared += word.weight + used.filter((known) => unmatched.includes(known)).reduce((total, known) => total + known.weight, 0)
    reasons.push(`"${word.raw}" are the initials of what is there in Chinese`)
  }
  if (sound.words.length > 0) {
    const weight = 0.6 + 0.6 * sound.words.length
    all += weight
    const heard = sound.words.join('')
    const telling = rest.filter((word) => word.weight >= 0.5 && word.kind !== 'number')
    const chosen = [telling, ...telling.map((word) => [word])]
      .map((words) => ({ words, likeness: soundLikeness(heard, words.map((word) => word.text).join('')) }))
      .sort((x, y) => y.likeness - x.likeness)[0]
    if (chosen && chosen.likeness > 0.3) {
      shared += (weight + sum(chosen.words)) * chosen.likeness
      if (chosen.likeness >= 0.5) reasons.push(`"${sound.words.join(' ')}" sounds like "${said(chosen.words)}"`)
    }
  }
  let score = all === 0 ? 0 : (shared / all) * ACROSS
  // Chinese firms write themselves in pinyin.
  const pinyin = han.words.map((word) => word.text).join('')
  const squashed = latin.words.map((word) => word.text).join('')
  const same = 1 - editDistance(pinyin, squashed) / Math.max(pinyin.length, squashed.length, 1)
  if (same > 0.8 && same > score) {
    score = same
    reasons.splice(0, reasons.length, 'Its pinyin')
  }
  if (reasons.length === 0) reasons.push('Little in common')
  return { score: cut(score), reasons }
}
/** A translation is never as sure as the same letters. */
const ACROSS = 0.95

/** The known words whose first letters a short word is: MHI of Mitsubishi Heavy Industry. */
function initialsIn(word: string, known: readonly KnownWord[]): KnownWord[] {
  if (word.length < 3 || word.length > 5) return []
  for (let at = 0; at + 2 <= known.length; at += 1) {
    let letters = ''
    for (let end = at; end < known.length && letters.length < word.length; end += 1) {
      letters += (known[end] as KnownWord).initials
      if (letters === word && end > at) return known.slice(at, end + 1)
    }
  }
  return []
}
