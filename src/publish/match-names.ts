/** Match names: which published organisations, and entries of registers, a name may stand for, each with its reasons. */
import { z } from 'zod'
import { changesHorizon } from '../db/change-queries.ts'
import type { Db } from '../db/client.ts'
import { Headline } from '../model/grade.ts'
import { OrganisationKind } from '../model/organisation.ts'
import { type NamedThing, compare, namedThing } from '../names/compare.ts'
import { followNames } from '../names/index/followed-index.ts'
import type { NameEntry } from '../names/index/segment.ts'
import { editDistance } from '../names/likeness.ts'
import { type NameParts, partsOf } from '../names/parts.ts'
import type { Wanted } from '../turns.ts'
import { type Thing, allNames, changedNames, countNames, findThings } from './names-queries.ts'

export const Match = z
  .object({
    id: z.string(),
    name: z.string(),
    kind: OrganisationKind,
    country: z.string().nullable(),
    brand: z.string().nullable().describe('Its slug when it is a brand with a profile'),
    register: z.string().nullable().describe('The register it stands in, when it is an entry there and no published organisation'),
    identifiers: z.array(z.string()).describe('`scheme:value`, such as `lei:…` or `os-id:…`'),
    score: z.number().describe('0 to 1'),
    verdict: z.enum(['match', 'unsure', 'different']),
    reasons: z.array(z.string()),
    demonstration: z.boolean().describe('Made up for the demonstration'),
  })
  .meta({ id: 'Match' })
export type Match = z.infer<typeof Match>
export type MatchQuery = {
  readonly name: string
  readonly country?: string | null | undefined
  readonly address?: string | null | undefined
  readonly identifiers?: readonly string[] | undefined
}
export const Suggestion = Match.pick({ id: true, name: true, kind: true, country: true, brand: true, register: true, demonstration: true })
  .extend({ headline: Headline.nullable() })
  .meta({ id: 'Suggestion' })
export type Suggestion = z.infer<typeof Suggestion>

/** Who asks: each asker's questions are answered in order, and askers take turns. */
export type Asker = Pick<Wanted, 'caller' | 'signal' | 'isLetIn'>

/** Finds names, in this process or in a thread of its own. */
export type NameMatcher = {
  /** Candidates for each name, best first, at most `limit` each. `asker`: for whom, where several take turns. */
  readonly match: (queries: readonly MatchQuery[], limit: number, asker?: Asker) => Promise<Match[][]>
  /** What a half-typed name may become: brands first. */
  readonly suggest: (text: string, limit: number) => Promise<Suggestion[]>
  readonly close: () => Promise<void>
}

/** Below this a candidate is not worth showing. */
const SHOWN_FROM = 0.4
const MOST_NAMES_COMPARED = 6

/** A matcher in this process. The index is built at the first question, and follows the database from then on. */
export function createNameMatcher(db: Db): NameMatcher {
  const ready = followNames({
    horizon: () => changesHorizon(db),
    count: () => countNames(db),
    all: () => allNames(db),
    changed: (since, before, most) => changedNames(db, since, before, most),
  })
  return {
    async match(queries, limit) {
      const names = await ready()
      const hits = queries.map((query) => names.hits({ name: query.name, country: query.country }, limit))
      const things = await findThings(db, [...new Set(hits.flat().map((hit) => hit.id))])
      const compared = new Map<string, NamedThing>()
      return queries.map((query, i) => matchesOf(query, hits[i] as NameEntry[], things, compared, limit))
    },
    async suggest(text, limit) {
      if (text.trim() === '') return []
      const names = await ready()
      const hits = [...names.hits({ name: text }, limit * 2, true), ...names.hits({ name: text }, limit)]
      const things = await findThings(db, [...new Set(hits.map((hit) => hit.id))])
      const asked = { names: [partsOf(text)], country: null }
      const folded = asked.names[0]?.whole ?? ''
      const ranked = [...new Map(hits.map((hit) => [hit.id, hit])).values()].flatMap((hit) => {
        const thing = things.get(hit.id)
        if (!thing) return []
        const parts = partsOf(hit.name)
        const begins = beginsLike(parts, folded)
        const score = Math.max(begins, compare(asked, { names: [parts], country: null }).score)
        return score < SHOWN_FROM ? [] : [{ thing, score: score + (thing.brand ? 0.2 : thing.register ? -0.1 : 0) }]
      })
      return ranked
        .sort((a, b) => b.score - a.score || a.thing.name.localeCompare(b.thing.name))
        .slice(0, limit)
        .map(({ thing: { id, name, kind, country, brand, headline, register, demonstration } }) => ({
          id,
          name,
          kind,
          country,
          brand,
          headline,
          register,
          demonstration,
        }))
    },
    close: async () => undefined,
  }
}

/** How sure it is that a name begins with what was typed, with a mistake or two in longer pieces. */
function beginsLike(parts: NameParts, typed: string): number {
  if (parts.whole.startsWith(typed) || parts.words.some((word) => word.raw.startsWith(typed))) return 0.9
  const most = typed.length < 4 ? 0 : typed.length < 8 ? 1 : 2
  const near = Math.min(...[-1, 0, 1].map((more) => editDistance(parts.whole.slice(0, typed.length + more), typed, most)))
  return near <= most ? 0.75 : 0
}

const MOST_ALIKE = 20

/** The slugs of brands that a question may mean, in any script and with a typing mistake. */
export async function brandsLike(names: NameMatcher, question: string | undefined): Promise<string[]> {
  return (await suggested(names, question)).flatMap(({ brand }) => (brand ? [brand] : []))
}

/** Organisations and entries of registers that a question may mean, brands left out. */
export async function othersLike(names: NameMatcher, question: string | undefined): Promise<Suggestion[]> {
  return (await suggested(names, question)).filter(({ brand }) => brand === null)
}

async function suggested(names: NameMatcher, question: string | undefined): Promise<Suggestion[]> {
  return question?.trim() ? names.suggest(question, MOST_ALIKE) : []
}

function matchesOf(
  query: MatchQuery,
  hits: readonly NameEntry[],
  things: ReadonlyMap<string, Thing>,
  compared: Map<string, NamedThing>,
  limit: number,
): Match[] {
  const asked = namedThing({ names: [query.name], country: query.country ?? null, address: query.address ?? null, identifiers: query.identifiers ?? [] })
  const matches: Match[] = []
  for (const hit of hits) {
    const thing = things.get(hit.id)
    if (!thing) continue
    const key = `${hit.id} ${hit.name}`
    let other = compared.get(key)
    if (!other) {
      other = namedThing({
        names: [hit.name, ...thing.names].slice(0, MOST_NAMES_COMPARED),
        country: thing.country,
        address: thing.address,
        identifiers: thing.identifiers,
      })
      compared.set(key, other)
    }
    const { score, verdict, reasons } = compare(asked, other)
    const { id, name, kind, country, brand, register, identifiers, demonstration } = thing
    if (score >= SHOWN_FROM)
      matches.push({ id, name, kind, country, brand, register, identifiers: [...identifiers], score, verdict, reasons: [...reasons], demonstration })
  }
  return matches.sort((a, b) => b.score - a.score || Number(a.register !== null) - Number(b.register !== null) || (a.id < b.id ? -1 : 1)).slice(0, limit)
}
