/** Compare across: a name in one script and one in another: words by their meaning, the rest by its sound. */
import type { Comparison } from './compare-names.ts'
import { editDistance, isMisspelt, soundLikeness } from './likeness.ts'
import { cut, said, sum } from './pair-words.ts'
import type { KnownWord, NameParts, Word } from './parts.ts'

/** Names in two scripts whose letters do not agree: by ear. Null where they do not sound alike. */
export function compareBySound(a: NameParts, b: NameParts): Comparison | null {
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

/** A Chinese name and one in Latin letters: words by their meaning, initials, the rest by its sound. */
export function compareAcross(han: NameParts, latin: NameParts): Comparison {
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
