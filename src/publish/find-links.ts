/** Find links: what leads from any organisation to a programme or an official list, by published claims alone. */
import type { Db } from '../db/client.ts'
import type { SupplierLink } from '../model/check.ts'
import { parsePair } from '../model/grade.ts'
import type { ClaimRecord } from '../model/profile.ts'
import { type Link, MOST_STEPS, STEPS, findChains, isEnd } from './chains.ts'
import { linksFrom, reachingAnEnd } from './link-graph.ts'
import { headlineOf } from './headline.ts'
import { type LinkEdge, listClaimRecords, listEdgesFrom } from './link-queries.ts'

const WANTED = [...STEPS, 'takes_part_in', 'listed_on', 'withdrew_from'] as const
const TOGETHER = 2_000
/** Of one organisation so many steps are followed; the strongest chains are found among them. */
const MOST_EDGES = 3_000

/**
 * The links of each organisation that has any: official lists that it stands on, and its chains. One that only stopped buying, or whose
 * chains have all ended, has chains that say so. Organisations without a link are left out.
 */
export async function findLinks(db: Db, ids: readonly string[], today: string): Promise<Map<string, SupplierLink>> {
  const wanted = [...new Set(ids)]
  const edges = await walk(db, wanted)
  const reaching = reachingAnEnd([...edges.values()].flat())
  const needed = new Set<string>()
  for (const list of edges.values()) for (const edge of list) if (isEnd(edge) || (edge.object.id !== null && reaching.has(edge.object.id))) needed.add(edge.id)
  const links = new Map<string, Link[]>()
  for (const { subjectId, record } of await recordsOf(db, [...needed])) {
    const link = linkOf(record)
    if (link) links.set(subjectId, [...(links.get(subjectId) ?? []), link])
  }
  const found = new Map<string, SupplierLink>()
  for (const id of wanted) {
    if (!reaching.has(id)) continue
    const chains = findChains(id, linksFrom(id, links), today)
    if (chains.length === 0) continue
    const lists = (links.get(id) ?? [])
      .filter(({ predicate, status }) => predicate === 'listed_on' && status !== 'retracted')
      .map(({ claim, object }) => ({ slug: object.slug ?? '', name: object.name, claim }))
    found.set(id, { lists, chains, headline: headlineOf(chains).headline })
  }
  return found
}

/** Every step that can be walked to from these, level by level. */
async function walk(db: Db, ids: readonly string[]): Promise<Map<string, LinkEdge[]>> {
  const edges = new Map<string, LinkEdge[]>()
  let next = [...ids]
  const seen = new Set(ids)
  for (let level = 0; level < MOST_STEPS && next.length > 0; level += 1) {
    const found: string[] = []
    for (let i = 0; i < next.length; i += TOGETHER) {
      for (const edge of await listEdgesFrom(db, next.slice(i, i + TOGETHER), WANTED)) {
        const list = edges.get(edge.subjectId) ?? []
        if (list.length >= MOST_EDGES) continue
        list.push(edge)
        edges.set(edge.subjectId, list)
        if (edge.object.id === null || !STEPS.has(edge.predicate) || seen.has(edge.object.id)) continue
        seen.add(edge.object.id)
        found.push(edge.object.id)
      }
    }
    next = found
  }
  return edges
}

async function recordsOf(db: Db, ids: readonly string[]): Promise<{ subjectId: string; record: ClaimRecord }[]> {
  const records: { subjectId: string; record: ClaimRecord }[] = []
  for (let i = 0; i < ids.length; i += TOGETHER) records.push(...(await listClaimRecords(db, ids.slice(i, i + TOGETHER))))
  return records
}

function linkOf({ id, predicate, subject, object, product, period, status, grade, evidence }: ClaimRecord): Link | null {
  return grade === null ? null : { claim: id, predicate, subject, object, product, period, status, grade: parsePair(grade), evidence }
}
