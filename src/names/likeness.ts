/** Likeness of words: how many letters must change to make one of the other, as people and scanners mistake them. */

const scratch: [Float64Array, Float64Array, Float64Array] = [new Float64Array(130), new Float64Array(130), new Float64Array(130)]
const LONGEST = 120

/** Letters that scanners and hasty readers take for one another, by their codes. */
const ALIKE = new Uint8Array(128 * 128)
for (const [x, y] of ['0o', '1l', '1i', 'il', '5s', '8b', '2z'] as unknown as [string, string][]) {
  ALIKE[x.charCodeAt(0) * 128 + y.charCodeAt(0)] = 1
  ALIKE[y.charCodeAt(0) * 128 + x.charCodeAt(0)] = 1
}

/**
 * Optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours cost 1, letters that
 * look alike 0.5. Ends early, with `most + 1`, where it is more than `most`.
 */
export function editDistance(a: string, b: string, most = Number.POSITIVE_INFINITY): number {
  if (a === b) return 0
  const rows = Math.min(a.length, LONGEST)
  const columns = Math.min(b.length, LONGEST)
  if (Math.abs(rows - columns) > most) return most + 1
  let [before, last, row] = scratch
  for (let j = 0; j <= columns; j += 1) last[j] = j
  for (let i = 1; i <= rows; i += 1) {
    row[0] = i
    let least = i
    const x = a.charCodeAt(i - 1)
    for (let j = 1; j <= columns; j += 1) {
      const y = b.charCodeAt(j - 1)
      let cost = (last[j - 1] as number) + (x === y ? 0 : x < 128 && y < 128 && ALIKE[x * 128 + y] === 1 ? 0.5 : 1)
      const without = Math.min(last[j] as number, row[j - 1] as number) + 1
      if (without < cost) cost = without
      if (i > 1 && j > 1 && x === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === y && (before[j - 2] as number) + 1 < cost) cost = (before[j - 2] as number) + 1
      row[j] = cost
      if (cost < least) least = cost
    }
    if (least > most) return most + 1
    const spare = before
    before = last
    last = row
    row = spare
  }
  return last[columns] as number
}

/** How many edits two words of a length may be apart and still be one word, misspelt. */
export function editsAllowed(length: number): number {
  return length < 4 ? 0 : length < 8 ? 1 : 2
}

/** Whether two words are one, misspelt. */
export function isMisspelt(a: string, b: string): boolean {
  const shorter = Math.min(a.length, b.length)
  const allowed = editsAllowed(shorter)
  if (allowed === 0 || Math.abs(a.length - b.length) > allowed) return false
  const distance = editDistance(a, b, allowed)
  return distance <= 1 ? distance <= allowed : distance <= allowed && a[0] === b[0]
}

/**
 * A word by its sound, coarsely, for names that were carried by ear from one script to another: consonants in classes
 * (capitals), vowels as they are.
 */
export function soundOfWord(word: string): string {
  return word
    .replace(/^(?:kn|gn)/, 'n')
    .replace(/^wr/, 'r')
    .replace(/^x/, 's')
    .replace(/ph/g, 'f')
    .replace(/gh(?=t|$)/g, '')
    .replace(/[ts]ion/g, 'shen')
    .replace(/tch|ch|zh|sh|j|q(?!u)|x(?=[iu])|c(?=[eiy])/g, 's')
    .replace(/x/g, 'ks')
    .replace(/ng/g, 'n')
    .replace(/[^aeiou]/g, (letter) => SOUNDS[letter] ?? '')
    .replace(/([A-Z])\1+/g, '$1')
}
const SOUNDS: Readonly<Record<string, string>> = {
  b: 'P',
  p: 'P',
  f: 'F',
  v: 'F',
  w: 'W',
  m: 'M',
  d: 'T',
  t: 'T',
  n: 'N',
  l: 'L',
  r: 'L',
  g: 'K',
  k: 'K',
  c: 'K',
  q: 'K',
  h: 'H',
  s: 'S',
  z: 'S',
  y: 'i',
}
/** What it costs when a sound is missing on one side: vowels come and go, and so do r, l, n and h. */
const MISSING: Readonly<Record<string, number>> = { a: 0.15, e: 0.15, i: 0.15, o: 0.15, u: 0.15, L: 0.45, N: 0.5, H: 0.4, W: 0.4 }
/** Sounds that one script has and another writes as its neighbour. */
const NEIGHBOURS: Readonly<Record<string, number>> = { FW: 0.2, FP: 0.4, HK: 0.3, FH: 0.4, KS: 0.6, LN: 0.6, MN: 0.4, ST: 0.5, HS: 0.5, uW: 0.1, LW: 0.7 }
const costOfMissing = (sound: string) => MISSING[sound] ?? 1
const isVowel = (sound: string) => sound >= 'a'

/** How alike two words sound, 0 to 1. */
export function soundLikeness(a: string, b: string): number {
  const left = soundOfWord(a.slice(0, LONGEST))
  const right = soundOfWord(b.slice(0, LONGEST))
  const weight = (sounds: string) => [...sounds].reduce((total, sound) => total + (isVowel(sound) ? 0.15 : 1), 0)
  const most = Math.max(weight(left), weight(right))
  if (most === 0) return 0
  let last = [0, ...[...right].map(() => 0)]
  for (let j = 1; j <= right.length; j += 1) last[j] = (last[j - 1] as number) + costOfMissing(right[j - 1] as string)
  for (const x of left) {
    const row = [(last[0] as number) + costOfMissing(x)]
    for (let j = 1; j <= right.length; j += 1) {
      const y = right[j - 1] as string
      const change = x === y ? 0 : isVowel(x) && isVowel(y) ? 0.1 : (NEIGHBOURS[x < y ? x + y : y + x] ?? (isVowel(x) || isVowel(y) ? 2 : 1))
      row.push(Math.min((last[j] as number) + costOfMissing(x), (row[j - 1] as number) + costOfMissing(y), (last[j - 1] as number) + change))
    }
    last = row
  }
  return Math.max(0, 1 - (last[right.length] as number) / most)
}
