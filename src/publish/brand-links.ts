/** Brand links: every claim that can be a step of some brand's chains. What leads to no programme or list is left out before its evidence is asked for. */
import type { Tx } from '../db/client.ts'
import { gradeClaim } from '../model/grade.ts'
import { type Link, MOST_STEPS, STEPS, isEnd } from './chains.ts'
import { type ClaimEdge, loadClaimsById, loadEdgesBelow, loadEvidence } from './evidence-queries.ts'
import { graded } from './graded.ts'
import { presented } from './present-evidence.ts'

/** The links below each of these brands, all brands together. */
export async function linksBelow(tx: Tx, brandIds: readonly string[]): Promise<Map<string, Link[]>> {
  const edges = await loadEdgesBelow(tx, brandIds, MOST_STEPS)
  const reaching = reachingAnEnd(edges)
  const leads = (edge: ClaimEdge) =>
    isEnd(edge) || (edge.object.id !== null && reaching.has(edge.object.id) && (STEPS.has(edge.predicate) || edge.predicate === 'withdrew_from'))
  const ids = edges.filter(leads).map((edge) => edge.id)
  const [kept, evidence] = [await loadClaimsById(tx, ids), await loadEvidence(tx, ids)]
  const links = new Map<string, Link[]>()
  for (const claim of kept) {
    const rows = evidence.get(claim.id) ?? []
    const grade = gradeClaim(rows.map(graded))
    if (!grade) continue
    const { id, predicate, subject, object, product, period } = claim
    const status = claim.status === 'accepted' ? 'published' : claim.status
    const link = { claim: id, predicate, subject, object, product, period, status, grade, evidence: rows.map(presented) }
    links.set(claim.subjectId, [...(links.get(claim.subjectId) ?? []), link])
  }
  return new Map(brandIds.map((brand) => [brand, linksFrom(brand, links)]))
}

/** Subjects from which some end can be reached. */
function reachingAnEnd(edges: readonly ClaimEdge[]): Set<string> {
  const above = new Map<string, string[]>()
  const reached: string[] = []
  for (const edge of edges) {
    if (isEnd(edge)) reached.push(edge.subjectId)
    else if (edge.object.id !== null && STEPS.has(edge.predicate)) above.set(edge.object.id, [...(above.get(edge.object.id) ?? []), edge.subjectId])
  }
  const seen = new Set(reached)
  for (let next = reached.pop(); next !== undefined; next = reached.pop()) {
    for (const subject of above.get(next) ?? []) {
      if (seen.has(subject)) continue
      seen.add(subject)
      reached.push(subject)
    }
  }
  return seen
}

/** The links that can be walked to from one subject. */
function linksFrom(start: string, links: ReadonlyMap<string, readonly Link[]>): Link[] {
  const found: Link[] = []
  const seen = new Set([start])
  const queue = [start]
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    for (const link of links.get(at) ?? []) {
      found.push(link)
      if (link.object.kind !== 'organisation' || link.object.id === null || seen.has(link.object.id)) continue
      seen.add(link.object.id)
      queue.push(link.object.id)
    }
  }
  return found
}
