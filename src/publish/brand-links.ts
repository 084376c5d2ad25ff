/** Brand links: every claim that can be a step of some brand's chains. What leads to no programme or list is left out before its evidence is asked for. */
import type { Tx } from '../db/client.ts'
import { gradeClaim } from '../model/grade.ts'
import { type Link, MOST_STEPS, STEPS, isEnd } from './chains.ts'
import { linksFrom, reachingAnEnd } from './link-graph.ts'
import { loadClaimsById, loadEdgesBelow, loadEvidence } from './evidence-queries.ts'
import { graded } from './graded.ts'
import { presented } from './present-evidence.ts'

/** The links below each of these brands, all brands together. */
export async function linksBelow(tx: Tx, brandIds: readonly string[]): Promise<Map<string, Link[]>> {
  const edges = await loadEdgesBelow(tx, brandIds, MOST_STEPS)
  const reaching = reachingAnEnd(edges)
  const leads = (edge: (typeof edges)[number]) =>
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
