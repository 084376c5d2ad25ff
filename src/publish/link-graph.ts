/** Link graph: which organisations lead to an end, and what can be walked to from one. Pure. */
import type { Predicate } from '../model/claim.ts'
import { type Link, STEPS, isEnd } from './chains.ts'

type Edge = { readonly subjectId: string; readonly predicate: Predicate; readonly object: { readonly kind: string; readonly id: string | null } }

/** Subjects from which some end can be reached. */
export function reachingAnEnd(edges: readonly Edge[]): Set<string> {
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
export function linksFrom(start: string, links: ReadonlyMap<string, readonly Link[]>): Link[] {
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
