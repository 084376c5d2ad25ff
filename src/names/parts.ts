/** Parts of a name: its words in plain Latin letters, its legal form, its numbers and places. Everything else compares these. */
import { type FormKind, formAt, formOf, withoutNativeForm } from './legal-forms.ts'
import { CORPS, PLACE_RANKS, chineseNumbers, countryOfWord, placeOf, placesInLatin } from './places.ts'
import { hasHan, simplified, syllablesOf, toLatin } from './scripts.ts'
import { MARKET, romanOf, spellingOf, weightOf } from './words.ts'
import { partChinese } from './chinese.ts'

export type Word = {
  /** As it is compared: folded Latin, abbreviations written out. */
  readonly text: string
  /** As it was written, folded only. */
  readonly raw: string
  readonly kind: 'word' | 'number' | 'place' | 'country'
  readonly weight: number
  readonly isMarket: boolean
}
/** A Chinese word that the dictionary knows: what it may be in English, each way its last word. */
export type KnownWord = { readonly english: readonly string[]; readonly initials: string; readonly weight: number }
export type NameParts = {
  readonly words: readonly Word[]
  readonly form: FormKind | null
  /** All letters and digits without spaces, legal form off. */
  readonly squashed: string
  /** The same with the legal form on. */
  readonly whole: string
  /** Written in another script than Latin or Chinese, so that its Latin spelling is by sound. */
  readonly isBySound: boolean
  /** The syllables of Chinese characters that no dictionary knows, by their sound; null for other scripts. */
  readonly sound: { readonly words: readonly string[]; readonly known: readonly KnownWord[] } | null
  readonly isHan: boolean
  /** The part in Latin letters of a name that is written in two scripts. */
  readonly latin: NameParts | null
}

const HAS_DIGIT = /\d/
const APART = /(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])(?!(?:st|nd|rd|th)$)/
/** Letters and a dot or space between each: "S.p.A.", "p l c". */
const DOTTED = /\b(?:[a-z]\.){2,}(?:[a-z]\b)?/g
const SAID_OTHERWISE = /\b(?:formerly known as|formerly|also known as|a\/k\/a|aka|f\/k\/a|d\/b\/a|trading as|t\/a|ex)\b\.?/g
const NUMBER_SIGN = /\b(?:no|nr|num|number|nos)\b\.?\s*(?=\d)|#|№/g
/** Zeros that a scanner read for the letter: "d.0.0.", "C0., Ltd". */
const SCANNED_ZERO = /(?<![a-z0-9])[a-z](?:\.?0)+(?![a-z0-9])/g

/** Folded Latin words of any name, in order, legal forms still on. */
export function foldedWords(name: string): string[] {
  let text = simplified(boundedName(name)).replace(CORPS, ' xpcc ')
  if (hasHan(text)) text = chineseNumbers(placesInLatin(text))
  else if (/[\u0600-\u06ff]/.test(text)) text = placesInLatin(text)
  return latinWords(text)
}

/** No undertaking's name is longer. What comes after is not looked at: each letter of a name is compared with those of many others. */
const LONGEST = 200
const LONGEST_HAN = 60
const MOST_WORDS = 24

/** A name in one form of its letters, and no more of it than any name has. */
function boundedName(name: string): string {
  const text = name.slice(0, LONGEST).normalize('NFKC').slice(0, LONGEST)
  if (!hasHan(text)) return text
  let left = LONGEST_HAN
  return text.replace(/\p{Script=Han}/gu, (letter) => ((left -= 1) < 0 ? '' : letter))
}

/** Most names have none of what the dear replacements look for. */
const HAS_AND = /[&+]/
const HAS_OTHERWISE = /known|aka|a\/|f\/|d\/|t\/|trading|\bex\b/
const HAS_NUMBER_SIGN = /\bn(?:o|r|um|os|umber)\b|[#№]/
const HAS_MARK = /[’'‘`´ʻʼ"“”.]/

function latinWords(text: string): string[] {
  let latin = toLatin(text)
  if (HAS_AND.test(latin)) latin = latin.replace(/&amp;|&|\+/g, ' and ')
  if (latin.includes('0'))
    latin = latin.replace(SCANNED_ZERO, (text) => (formOf(text.replaceAll('.', '').replaceAll('0', 'o')) ? text.replaceAll('0', 'o') : text))
  if (latin.includes('co')) latin = latin.replace(/\bco-?op\b/g, 'coop')
  if (latin.includes('.')) latin = latin.replace(DOTTED, (dotted) => dotted.replaceAll('.', ''))
  if (HAS_OTHERWISE.test(latin)) latin = latin.replace(SAID_OTHERWISE, ' ')
  if (HAS_NUMBER_SIGN.test(latin)) latin = latin.replace(NUMBER_SIGN, ' ')
  if (HAS_MARK.test(latin))
    latin = latin.replace(/[’'‘`´ʻʼ"“”.]/g, (mark, at: number, whole: string) =>
      mark === '.' && (/[\s(]/.test(whole[at + 1] ?? ' ') || /\d/.test(whole[at - 1] ?? '')) ? ' ' : '',
    )
  return latin.split(/[^a-z0-9]+/).filter(Boolean)
}

/** Takes a name apart. The same name always gives the same parts. */
export function partsOf(name: string): NameParts {
  const native = withoutNativeForm(boundedName(name))
  const isHan = hasHan(native.rest)
  let words = foldedWords(native.rest)
  const whole = words.join('')
  let form = native.kind
  const take = (end: 'first' | 'last') => {
    for (let found = formAt(words, end); found && found.words < words.length; found = formAt(words, end)) {
      form = form === null || form === 'any' ? found.kind : form
      words = end === 'last' ? words.slice(0, words.length - found.words) : words.slice(found.words)
    }
  }
  take('last')
  take('first')
  while (words.length > 1 && words[0] === 'the') words = words.slice(1)
  words = withoutInnerForms(words)
  return {
    words: words
      .slice(0, MOST_WORDS)
      .flatMap((word, i) => wordsOf(word, i, words))
      .slice(0, MOST_WORDS),
    form,
    squashed: words.join(''),
    whole,
    isBySound: !isHan && OTHER_SCRIPT.test(native.rest),
    sound: isHan ? soundOf(native.rest) : null,
    isHan,
    latin: isHan ? latinPart(native.rest) : null,
  }
}

/** "Parsons Music" of "柏斯琴行 Parsons Music": a name and its translation. Bare initials are no name of their own. */
function latinPart(name: string): NameParts | null {
  const part = name.replace(/(?:\p{Script=Han}|[^\p{Script=Latin}\p{N}\p{P}\p{Zs}])+/gu, ' ').trim()
  return part.replace(/\P{L}/gu, '').length >= 4 ? partsOf(part) : null
}

/** Legal forms of two words or more, and plain short ones, within a name: "Gelal Corap Sanayi ve Ticaret A.S. Ist". */
function withoutInnerForms(words: readonly string[]): string[] {
  const kept: string[] = []
  for (let at = 0; at < words.length; at += 1) {
    const found = at > 0 ? formAt(words.slice(at, at + 3), 'first') : null
    const text = found ? words.slice(at, at + found.words).join(' ') : ''
    if (found && (found.words > 1 || INNER.has(text)) && kept.length > 0) at += found.words - 1
    else kept.push(words[at] as string)
  }
  return kept
}
const INNER = new Set([
  'ltd',
  'limited',
  'pvt',
  'llc',
  'inc',
  'gmbh',
  'srl',
  'plc',
  'corp',
  'corporation',
  'company',
  'co',
  'sirketi',
  'sti',
  'doo',
  'spa',
  'sarl',
  'pte',
  'pty',
])

function wordsOf(folded: string, at: number, all: readonly string[]): Word[] {
  if (!HAS_DIGIT.test(folded)) return [wordOf(folded, at, all)]
  return folded.split(APART).map((raw) => wordOf(raw, at, all))
}

function wordOf(raw: string, at: number, all: readonly string[]): Word {
  const plain = plainWords.get(raw)
  if (plain) return plain
  if (HAS_DIGIT.test(raw) && /^\d+$/.test(raw)) return { text: raw.replace(/^0+(?=\d)/, ''), raw, kind: 'number', weight: 0.8, isMarket: false }
  const roman = romanOf(raw)
  if (roman !== null && at > 0 && (raw.length > 1 || at === all.length - 1)) return { text: String(roman), raw, kind: 'number', weight: 0.8, isMarket: false }
  const place = placeOf(raw)
  if (place !== null) return { text: place, raw, kind: 'place', weight: 0.6, isMarket: false }
  const isRank = PLACE_RANKS.has(raw)
  if (isRank && at > 0 && placeOf(all[at - 1] as string) !== null) return { text: raw, raw, kind: 'word', weight: 0.05, isMarket: false }
  const word = plainWord(raw)
  if (roman !== null || isRank) return word
  if (plainWords.size > MOST_KEPT) plainWords.clear()
  plainWords.set(raw, word)
  return word
}

/** Words that mean the same wherever they stand, made once. */
const MOST_KEPT = 50_000
const plainWords = new Map<string, Word>()

function plainWord(raw: string): Word {
  const text = spellingOf(raw)
  if (/^\d+$/.test(text)) return { text, raw, kind: 'number', weight: 0.8, isMarket: false }
  if (countryOfWord(text)) return { text, raw, kind: 'country', weight: 0.5, isMarket: false }
  return { text, raw, kind: 'word', weight: weightOf(text), isMarket: MARKET.has(text) }
}

const OTHER_SCRIPT = /[\p{L}--[\p{Script=Latin}\p{Script=Han}]]/v
const HAN_RUN = /\p{Script=Han}+/gu

function soundOf(name: string): NonNullable<NameParts['sound']> {
  const words: string[] = []
  const known: KnownWord[] = []
  const simple = placesInLatin(simplified(name))
  for (const [run] of simple.matchAll(HAN_RUN)) {
    for (const word of partChinese(run)) {
      if (word.english === null) words.push(syllablesOf(word.han).join(''))
      else known.push(...knownWords(word.english))
    }
  }
  for (const word of latinWords(simple.replace(HAN_RUN, ' '))) known.push({ english: [word, spellingOf(word)], initials: word[0] as string, weight: 1 })
  return { words, known }
}

/** "heavy industry/heavy machinery" is two words, each with its other ways. */
function knownWords(english: string): KnownWord[] {
  const ways = english.split('/').map((way) => way.split(' '))
  return (ways[0] as string[]).map((word, i) => {
    const all = ways.map((way) => way[i] ?? way.at(-1) ?? word)
    return {
      english: [...new Set(all.flatMap((each) => [each, spellingOf(each)]))],
      initials: word[0] as string,
      weight: Math.max(0.2, weightOf(spellingOf(word)) * 0.9),
    }
  })
}
