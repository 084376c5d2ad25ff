/**
 * Report signature: what two texts must share to be copies of one report. MinHash by one permutation (Li, Owen, Zhang: One Permutation
 * Hashing, NIPS 2012) over runs of five words, or of eight characters where words are not parted by spaces.
 */

const BINS = 64
const PER_BAND = 4
const WORDS = 5
const CHARACTERS = 8
const SHORTEST_RUNS = 30
const EMPTY = -1
/** From this share of equal bins on, two texts are one report. Copies with another headline or a cut stay above it, articles on one event below. */
export const SAME_REPORT = 0.7

export type ReportSignature = { readonly bins: readonly number[]; readonly bands: readonly bigint[] }

/** The signature of a text; null when it is too short to tell a copy from a common phrase. */
export function signatureOf(text: string): ReportSignature | null {
  const bins = Array.from({ length: BINS }, () => EMPTY)
  let count = 0
  for (const run of runsOf(text)) {
    const hash = fnv1a(run)
    const bin = hash % BINS
    const value = Math.floor(hash / BINS)
    if (bins[bin] === EMPTY || value < (bins[bin] as number)) bins[bin] = value
    count += 1
  }
  if (count < SHORTEST_RUNS) return null
  const filled = bins.map((value, i) => (value === EMPTY ? borrowed(bins, i) : value))
  const bands = Array.from({ length: BINS / PER_BAND }, (_, band) => {
    let hash = BigInt(band + 1)
    for (let i = 0; i < PER_BAND; i += 1) hash = (hash * 1_000_003n + BigInt(filled[band * PER_BAND + i] as number)) & 0x7fff_ffff_ffff_ffffn
    return hash
  })
  return { bins: filled, bands }
}

/** The share of equal bins, 0 to 1: about the Jaccard likeness of two texts' runs. */
export function likeness(a: readonly number[], b: readonly number[]): number {
  let same = 0
  for (let i = 0; i < BINS; i += 1) if (a[i] === b[i]) same += 1
  return same / BINS
}

/** An empty bin takes the value of the next that is not, so that short texts compare as well as long ones. Source: Shrivastava, Li 2014. */
function borrowed(bins: readonly number[], at: number): number {
  for (let step = 1; step < BINS; step += 1) {
    const value = bins[(at + step) % BINS] as number
    if (value !== EMPTY) return value + step
  }
  return 0
}

function* runsOf(text: string): Generator<string> {
  const folded = text.normalize('NFKC').toLowerCase()
  if (/\p{Script=Han}/u.test(folded) && (folded.match(/\p{Script=Han}/gu)?.length ?? 0) > folded.length / 4) {
    const characters = [...folded.replace(/[^\p{L}\p{N}]+/gu, '')]
    for (let i = 0; i + CHARACTERS <= characters.length; i += 1) yield characters.slice(i, i + CHARACTERS).join('')
    return
  }
  const words = folded.match(/[\p{L}\p{N}]+/gu) ?? []
  for (let i = 0; i + WORDS <= words.length; i += 1) yield words.slice(i, i + WORDS).join(' ')
}

/** FNV-1a, 32 bits, with the mixer of MurmurHash3 so that low bits spread. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
