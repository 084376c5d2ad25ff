/** Grades: how strong a link is, in a way that a reader can redo by hand. Source of letters and numbers: the Admiralty code (NATO AJP-2.1). */
import { z } from 'zod'

export const Reliability = z
  .enum(['A', 'B', 'C', 'D', 'E', 'F'])
  .describe('How far a publisher can be relied on: A completely reliable, B usually, C fairly, D not usually, E unreliable, F cannot be judged')
export type Reliability = z.infer<typeof Reliability>

export const Credibility = z
  .union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5), z.literal(6)])
  .describe('How credible a claim is: 1 confirmed by independent publishers, 2 probably true, 3 possibly true, 4 doubtful, 5 improbable, 6 cannot be judged')
export type Credibility = z.infer<typeof Credibility>

export const RELIABILITY_WORDS: Readonly<Record<Reliability, string>> = {
  A: 'completely reliable',
  B: 'usually reliable',
  C: 'fairly reliable',
  D: 'not usually reliable',
  E: 'unreliable',
  F: 'cannot be judged',
}
export const CREDIBILITY_WORDS: Readonly<Record<Credibility, string>> = {
  1: 'confirmed by independent publishers',
  2: 'probably true',
  3: 'possibly true',
  4: 'doubtful',
  5: 'improbable',
  6: 'cannot be judged',
}

export const Headline = z.enum(['Strong', 'Substantial', 'Some', 'Contested', 'None found']).describe('A grade in words')
export type Headline = z.infer<typeof Headline>

/** A reliability and a credibility together, such as B2. */
export type Pair = { readonly reliability: Reliability; readonly credibility: Credibility }

/** A pair as it is written: `B2`. */
export const pairText = (pair: Pair): string => `${pair.reliability}${pair.credibility}`

/** The pair that `B2` stands for. @throws Error for any other text */
export function parsePair(text: string): Pair {
  const [letter, digit] = text
  return { reliability: Reliability.parse(letter), credibility: Credibility.parse(Number(digit)) }
}

/** Letter and number added up, A being 1: 2 is the strongest, 12 the weakest. */
export const points = (pair: Pair): number => 'ABCDEF'.indexOf(pair.reliability) + 1 + pair.credibility

/**
 * The table from pairs to words: 2 or 3 points is Strong, 4 or 5 Substantial, more is Some.
 * D, F, 4 and 6 never make more than Some. E and 5 do not count: null.
 */
export function wordOf(pair: Pair): 'Strong' | 'Substantial' | 'Some' | null {
  if (pair.reliability === 'E' || pair.credibility === 5) return null
  if (pair.reliability === 'D' || pair.reliability === 'F' || pair.credibility === 4 || pair.credibility === 6) return 'Some'
  const sum = points(pair)
  if (sum <= 3) return 'Strong'
  return sum <= 5 ? 'Substantial' : 'Some'
}

const WORD_ORDER: readonly (string | null)[] = ['Strong', 'Substantial', 'Some', null]

/** Negative when `a` is the stronger pair: by word, then by points, then by credibility. */
export function compareStrength(a: Pair, b: Pair): number {
  const byWord = WORD_ORDER.indexOf(wordOf(a)) - WORD_ORDER.indexOf(wordOf(b))
  return byWord || points(a) - points(b) || a.credibility - b.credibility
}

/** What grading needs to know of one piece of evidence. */
export type GradedEvidence = {
  /** One publisher counts once. */
  readonly publisherKey: string
  /** Copies of the same report carry the same key and count once, whoever put them out; null when there is no copy. */
  readonly reportKey: string | null
  readonly reliability: Reliability
  readonly stance: 'supports' | 'refutes'
  /** 0 to 1: how plainly the passage says it. Below 0.6 counts as hedged. */
  readonly confidence: number
  /** The publisher is a party to the claim: its denial is shown, and does not count as independent. */
  readonly interested: boolean
}

const HEDGED_BELOW = 0.6

/**
 * A claim's pair from all its evidence. The letter is that of the most reliable publisher in support. The number:
 * 1 two publishers rated A to C support it plainly and nobody independent refutes it;
 * 2 one rated A or B says it plainly; 3 one rated C does, or a better one hedges; 4 one rated D or E, or an
 * independent publisher no more reliable refutes it; 5 a more reliable one refutes it; 6 only publishers rated F.
 * Null when nothing supports it.
 */
export function gradeClaim(evidence: readonly GradedEvidence[]): Pair | null {
  const support = evidence.filter((item) => item.stance === 'supports')
  const best = support.map((item) => item.reliability).sort()[0]
  if (best === undefined) return null
  const refuting = evidence
    .filter((item) => item.stance === 'refutes' && !item.interested)
    .map((item) => item.reliability)
    .sort()[0]
  return { reliability: best, credibility: credibilityOf(best, support, refuting) }
}

function credibilityOf(best: Reliability, support: readonly GradedEvidence[], refuting: Reliability | undefined): Credibility {
  if (best === 'F') return 6
  if (refuting !== undefined && refuting < best) return 5
  if (refuting !== undefined) return 4
  const plain = support.filter((item) => item.confidence >= HEDGED_BELOW && item.reliability <= 'C')
  if (countIndependent(plain) >= 2) return 1
  if (plain.some((item) => item.reliability <= 'B')) return 2
  return best <= 'C' ? 3 : 4
}

/** How many speak for themselves: evidence of one publisher, or of copies of one report, speaks with one voice. */
function countIndependent(items: readonly Pick<GradedEvidence, 'publisherKey' | 'reportKey'>[]): number {
  const voices: Set<string>[] = []
  for (const { publisherKey, reportKey } of items) {
    const keys = new Set([`publisher ${publisherKey}`, ...(reportKey === null ? [] : [`report ${reportKey}`])])
    const same = voices.filter((voice) => [...keys].some((key) => voice.has(key)))
    for (const voice of same) {
      for (const key of voice) keys.add(key)
      voices.splice(voices.indexOf(voice), 1)
    }
    voices.push(keys)
  }
  return voices.length
}
