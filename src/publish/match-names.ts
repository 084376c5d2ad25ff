/** Match names: which published organisations a name may stand for, each with its reasons. Exact name keys, then likeness of letters. */
import { z } from 'zod'
import type { Db } from '../db/client.ts'
import { OrganisationKind } from '../model/organisation.ts'
import { nameKey, trigramLikeness } from '../names/name-key.ts'
import { findNames } from './read-queries.ts'

export const Match = z
  .object({
    id: z.string(),
    name: z.string(),
    kind: OrganisationKind,
    country: z.string().nullable(),
    brand: z.string().nullable().describe('Its slug when it is a brand with a profile'),
    score: z.number().describe('0 to 1'),
    verdict: z.enum(['match', 'unsure', 'different']),
    reasons: z.array(z.string()),
  })
  .meta({ id: 'Match' })
export type Match = z.infer<typeof Match>
export type MatchQuery = { readonly name: string; readonly country?: string | null | undefined }

const UNSURE_FROM = 0.6
const DIFFERENT_FROM = 0.45

/** Candidates for one name, best first. */
export async function matchName(db: Db, query: MatchQuery, limit: number): Promise<Match[]> {
  const key = nameKey(query.name)
  const best = new Map<string, Match>()
  for (const hit of await findNames(db, key, limit * 6)) {
    const match = compare(query, key, hit)
    const other = best.get(match.id)
    if (match.score >= DIFFERENT_FROM && (!other || other.score < match.score)) best.set(match.id, match)
  }
  return [...best.values()].sort((a, b) => b.score - a.score || a.name.localeCompare(b.name) || a.id.localeCompare(b.id)).slice(0, limit)
}

function compare(query: MatchQuery, key: string, hit: Awaited<ReturnType<typeof findNames>>[number]): Match {
  const isSame = hit.nameKey === key
  const likeness = isSame ? 1 : trigramLikeness(key, hit.nameKey)
  const reasons = [isSame ? `Same name as "${hit.name}" without its legal form` : `${Math.round(likeness * 100)} % of letter groups shared with "${hit.name}"`]
  let score = isSame ? 0.98 : likeness * 0.9
  const numbers = (text: string) => text.match(/\d+/g)?.join(' ') ?? ''
  if (numbers(key) !== numbers(hit.nameKey)) {
    score -= 0.3
    reasons.push('Their numbers differ')
  }
  if (query.country && hit.country) {
    const agrees = query.country.toUpperCase() === hit.country
    score += agrees ? 0.02 : -0.35
    reasons.push(agrees ? `Both in ${hit.country}` : `${hit.country}, not ${query.country.toUpperCase()}`)
  }
  score = Math.round(Math.max(0, Math.min(1, score)) * 1_000) / 1_000
  const verdict = isSame && score >= 0.9 ? 'match' : score >= UNSURE_FROM ? 'unsure' : 'different'
  return {
    id: hit.organisationId,
    name: hit.canonicalName,
    kind: OrganisationKind.parse(hit.kind),
    country: hit.country,
    brand: hit.brand,
    score,
    verdict,
    reasons,
  }
}
