/** Pair words: which words of one name are which of another: the same, spelt otherwise, joined, misspelt. */
import { editDistance, isMisspelt } from './likeness.ts'
import type { Word } from './parts.ts'
import { areOpposite } from './words.ts'

export type Pairing = {
  readonly a: readonly Word[]
  readonly b: readonly Word[]
  /** 0 to 1. */
  readonly likeness: number
  readonly how: 'same' | 'spelt' | 'misspelt' | 'joined'
}
/** Words as they were written. */
export const said = (words: readonly Word[]): string => words.map((word) => word.raw).join(' ')
/** What words weigh together. */
export const sum = (words: readonly Word[]): number => words.reduce((total, word) => total + word.weight, 0)
/** A score from 0 to 1, to three places. */
export const cut = (score: number): number => Math.round(Math.max(0, Math.min(1, score)) * 1_000) / 1_000

/** Pairs the words of two names: the same, spelt otherwise, joined, misspelt; what is left over on each side. */
export function pairWords(a: readonly Word[], b: readonly Word[]): { pairs: Pairing[]; restA: Word[]; restB: Word[] } {
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
      mayBeOne(word, each) && ((areMisspelt(word, each) && !areOpposite(word.text, each.text) && !areTwoCommon(word, each)) || isSlip(word, each, pairs)),
  )
  return near.length < 2 ? near[0] : near.sort((x, y) => editDistance(word.text, x.text) - editDistance(word.text, y.text))[0]
}

/** Two places that are both known are two places, however like; an unknown word may be a place, misspelt. */
function mayBeOne(a: Word, b: Word): boolean {
  if (a.kind === b.kind) return a.kind !== 'place'
  const [place, other] = a.kind === 'place' ? [a, b] : [b, a]
  return place.kind === 'place' && other.kind === 'word' && other.weight === 1
}

/** Misspelt as it was written, or in its one spelling. */
const areMisspelt = (a: Word, b: Word): boolean => isMisspelt(a.text, b.text) || ((a.raw !== a.text || b.raw !== b.text) && isMisspelt(a.raw, b.raw))

/** Common words are known: two letters apart they are two words. */
function areTwoCommon(a: Word, b: Word): boolean {
  return Math.min(a.weight, b.weight) < 0.5 && editDistance(a.text, b.text, 1) > 1 && editDistance(a.raw, b.raw, 1) > 1
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
