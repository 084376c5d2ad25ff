/** Compare: whether two records are one organisation, over names, country, address and identifiers, with a reason for each point. */
import { InvalidError } from '../errors.ts'
import { compareAddresses } from './addresses.ts'
import { type Comparison, compareNames } from './compare-names.ts'
import { countryCode } from './countries.ts'
import { type NameParts, partsOf } from './parts.ts'

export type Verdict = 'match' | 'unsure' | 'different'
export type Compared = Comparison & { readonly verdict: Verdict }
/** What is known of one side. Countries are two letters (ISO 3166-1); identifiers are `scheme:value`. */
export type NamedThing = {
  readonly names: readonly NameParts[]
  readonly country: string | null
  readonly address?: string | null | undefined
  readonly identifiers?: readonly string[]
}

/**
 * From `MATCH_FROM` two records are held to be one, from `UNSURE_FROM` a person should look. Chosen on two thirds of the
 * development pairs so that precision comes first; docs/names.md shows the curve.
 */
export const MATCH_FROM = 0.85
export const UNSURE_FROM = 0.6

/** Schemes in which one number stands for one organisation and no other. */
export const STRONG_SCHEMES: ReadonlySet<string> = new Set(['lei', 'os-id', 'gb-coh', 'wikidata', 'uscc', 'opensanctions'])

/** What a score means. */
export const verdictOf = (score: number): Verdict => (score >= MATCH_FROM ? 'match' : score >= UNSURE_FROM ? 'unsure' : 'different')

const MOST_NAMES = 24

/** A record to compare. @throws InvalidError when there is no name in it */
export function namedThing(input: { names: readonly string[]; country?: string | null; address?: string | null; identifiers?: readonly string[] }): NamedThing {
  const names = [...new Set(input.names.map((name) => name.trim()).filter(Boolean))].slice(0, MOST_NAMES)
  if (names.length === 0) throw new InvalidError('There is no name to compare.')
  return {
    names: names.map(partsOf),
    country: countryCode(input.country) || null,
    address: input.address?.trim() || null,
    identifiers: input.identifiers ?? [],
  }
}

/** Compares two records by their best pair of names, then by what else is known. */
export function compare(a: NamedThing, b: NamedThing): Compared {
  const shared = (a.identifiers ?? []).filter((id) => (b.identifiers ?? []).includes(id))
  const strong = shared.find((id) => STRONG_SCHEMES.has(id.slice(0, id.indexOf(':'))))
  if (strong) return { score: 1, verdict: 'match', reasons: [`The same identifier (${strong})`] }
  const names = bestNames(a.names, b.names)
  const reasons = [...names.reasons]
  let score = names.score
  const clash = (a.identifiers ?? []).find((id) => {
    const scheme = id.slice(0, id.indexOf(':') + 1)
    return STRONG_SCHEMES.has(scheme.slice(0, -1)) && (b.identifiers ?? []).some((other) => other.startsWith(scheme))
  })
  if (clash) {
    score -= 0.3
    reasons.push(`Another identifier (${clash})`)
  }
  if (a.country && b.country) {
    if (a.country !== b.country) {
      score -= 0.35
      reasons.push(`Other countries (${a.country}, ${b.country})`)
    } else if (score >= UNSURE_FROM) reasons.push(`Both in ${a.country}`)
  }
  if (a.address && b.address && a.country === b.country) score = withAddress(score, names.score, a, b, reasons)
  score = Math.round(Math.max(0, Math.min(1, score)) * 1_000) / 1_000
  return { score, verdict: verdictOf(score), reasons }
}

/** One address speaks for names that are nearly the same; another one speaks against names that many firms have. */
function withAddress(score: number, names: number, a: NamedThing, b: NamedThing, reasons: string[]): number {
  const { likeness, shared } = compareAddresses(a.address as string, b.address as string, a.country)
  if (likeness < 0.2) {
    reasons.push('Other addresses')
    return score - 0.3
  }
  if (likeness >= 0.4 && names >= 0.5) {
    reasons.push(`Much the same address (${shared.slice(0, 4).join(', ')})`)
    return Math.max(score, score + (1 - score) * 0.5)
  }
  if (shared.length > 0) reasons.push(`Some of the address agrees (${shared.slice(0, 4).join(', ')})`)
  return score
}

function bestNames(left: readonly NameParts[], right: readonly NameParts[]): Comparison {
  let best: Comparison = { score: -1, reasons: [] }
  for (const a of left) {
    for (const b of right) {
      const compared = compareNames(a, b)
      if (compared.score > best.score) best = compared
      if (best.score === 1) return best
    }
  }
  return best
}
