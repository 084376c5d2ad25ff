/** Chains: paths of published claims from a brand to a programme or an official list. Pure: the same claims give the same chains. */
import { type Pair, compareStrength, pairText, parsePair, wordOf } from '../model/grade.ts'
import type { Chain, ChainStep, ClaimEnd, Evidence } from '../model/profile.ts'
import type { ClaimStatus, Predicate } from '../model/claim.ts'

/** A claim that can be a step, graded. */
export type Link = {
  readonly claim: string
  readonly predicate: Predicate
  readonly subject: ClaimEnd
  readonly object: ClaimEnd
  readonly product: string | null
  readonly period: string | null
  readonly status: ClaimStatus
  readonly grade: Pair
  readonly evidence: readonly Evidence[]
}

export const MOST_STEPS = 6
const MOST_CHAINS = 40
const REVIEW_AFTER_MONTHS = 24
/** What leads from one organisation to the next. */
export const STEPS: ReadonlySet<Predicate> = new Set(['brand_of', 'owned_by', 'sources_from', 'operates'])
/** A chain ends at a programme or a list: whoever takes part, is listed, or buys what the programme makes. */
export const isEnd = ({ predicate, object }: { readonly predicate: Predicate; readonly object: { readonly kind: string } }): boolean =>
  (predicate === 'takes_part_in' || predicate === 'listed_on' || predicate === 'sources_from') && (object.kind === 'programme' || object.kind === 'list')

/**
 * Chains from `start`, strongest first, at most 40, one for each first step and end. No organisation stands twice in a chain, and none is longer than
 * six steps. Claims too weak to count (E or 5) make no chain. Of several claims between the same two ends the strongest is
 * the step, with the evidence of all.
 */
export function findChains(start: string, links: readonly Link[], today: string): Chain[] {
  const from = new Map<string, Link[]>()
  const withdrawn = new Map<string, Link>()
  for (const link of mergeLinks(links)) {
    if (link.predicate === 'withdrew_from') withdrawn.set(`${link.subject.id} ${link.object.id}`, link)
    else if (wordOf(link.grade) !== null && (STEPS.has(link.predicate) || isEnd(link)))
      from.set(link.subject.id as string, [...(from.get(link.subject.id as string) ?? []), link])
  }
  const reaches = reachesAnEnd(from)
  const paths: Link[][] = []
  const walk = (at: string, path: readonly Link[], seen: ReadonlySet<string>) => {
    for (const link of from.get(at) ?? []) {
      if (isEnd(link)) paths.push([...path, link])
      else if (path.length + 1 < MOST_STEPS && link.object.id !== null && !seen.has(link.object.id) && reaches.has(link.object.id)) {
        walk(link.object.id, [...path, link], new Set([...seen, link.object.id]))
      }
    }
  }
  walk(start, [], new Set([start]))
  return onePerStart(paths.map((path) => chainOf(path, withdrawn, today)).sort(byStrength)).slice(0, MOST_CHAINS)
}

/** The strongest chain, then the shortest, for each first step and end: detours between the same two are not more evidence. */
function onePerStart(chains: readonly Chain[]): Chain[] {
  const kept = new Map<string, Chain>()
  for (const chain of chains) {
    const key = JSON.stringify([chain.steps[0]?.claim, chain.ends])
    if (!kept.has(key)) kept.set(key, chain)
  }
  return [...kept.values()]
}

/** One link for each pair of ends and predicate: the strongest claim, with the evidence of all. */
function mergeLinks(links: readonly Link[]): Link[] {
  const merged = new Map<string, Link>()
  for (const link of links) {
    const key = `${link.subject.id} ${link.predicate} ${link.object.id ?? link.object.slug}`
    const other = merged.get(key)
    if (!other) merged.set(key, link)
    else {
      const [strong, weak] = compareStrength(link.grade, other.grade) < 0 ? [link, other] : [other, link]
      merged.set(key, { ...strong, evidence: [...strong.evidence, ...weak.evidence] })
    }
  }
  return [...merged.values()]
}

/** Organisations from which some end can be reached, so that the walk does not enter the others. */
function reachesAnEnd(from: ReadonlyMap<string, readonly Link[]>): Set<string> {
  const above = new Map<string, string[]>()
  const reached: string[] = []
  for (const [subject, links] of from) {
    for (const link of links) {
      if (isEnd(link)) reached.push(subject)
      else if (link.object.id !== null) above.set(link.object.id, [...(above.get(link.object.id) ?? []), subject])
    }
  }
  const seen = new Set(reached)
  for (let next = reached.pop(); next !== undefined; next = reached.pop()) {
    for (const subject of above.get(next) ?? []) {
      if (!seen.has(subject)) {
        seen.add(subject)
        reached.push(subject)
      }
    }
  }
  return seen
}

function chainOf(path: readonly Link[], withdrawn: ReadonlyMap<string, Link>, today: string): Chain {
  const weakest = path.reduce((worst, link) => (compareStrength(link.grade, worst.grade) > 0 ? link : worst))
  const isHistoric = path.some((link) => link.predicate === 'sources_from' && isEnded(link, withdrawn.get(`${link.subject.id} ${link.object.id}`)))
  const isContested = path.some((link) => link.status === 'contested')
  const last = path.at(-1) as Link
  const newest = newestDay(weakest)
  return {
    grade: pairText(weakest.grade),
    word: isContested ? 'Contested' : (wordOf(weakest.grade) ?? 'Some'),
    status: isHistoric ? 'historic' : isContested ? 'contested' : 'current',
    dueForReview: newest !== null && monthsBetween(newest, today) > REVIEW_AFTER_MONTHS,
    title: titleOf(path),
    ends: { kind: last.object.kind === 'list' ? 'list' : 'programme', slug: last.object.slug ?? '', name: last.object.name },
    steps: path.map((link): ChainStep => ({
      claim: link.claim,
      predicate: link.predicate,
      subject: link.subject,
      object: link.object,
      product: link.product,
      period: link.period,
      status: link.status,
      grade: pairText(link.grade),
      weakest: link === weakest,
      evidence: [...link.evidence],
    })),
  }
}

/** Sourcing has ended when a published withdrawal is no older than the newest evidence of sourcing. */
function isEnded(link: Link, withdrawal: Link | undefined): boolean {
  if (!withdrawal) return false
  const bought = newestDay(link)
  const left = newestDay(withdrawal)
  return bought === null || left === null || left >= bought
}

const newestDay = (link: Link): string | null =>
  link.evidence
    .map((item) => item.document?.published ?? null)
    .filter((day) => day !== null)
    .sort()
    .at(-1) ?? null

function monthsBetween(from: string, to: string): number {
  return (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7))
}

/** "Woven shirts, from Lantern Garments Ltd to the Import ban list". */
function titleOf(path: readonly Link[]): string {
  const end = (path.at(-1) as Link).object.name
  const first = path.find((link) => link.predicate === 'sources_from') ?? path[0]
  const to = `to the ${end}`
  if (!first || first.object.kind !== 'organisation') return `Directly ${to}`
  const way = `from ${first.object.name} ${to}`
  const text = first.product ? `${first.product}, ${way}` : way
  return `${text[0]?.toUpperCase()}${text.slice(1)}`
}

const STATUS_ORDER = ['current', 'contested', 'historic']

function byStrength(a: Chain, b: Chain): number {
  return (
    STATUS_ORDER.indexOf(a.status) - STATUS_ORDER.indexOf(b.status) ||
    compareStrength(parsePair(a.grade), parsePair(b.grade)) ||
    a.steps.length - b.steps.length ||
    a.steps
      .map((step) => step.claim)
      .join()
      .localeCompare(b.steps.map((step) => step.claim).join())
  )
}
