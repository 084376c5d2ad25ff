/** Suggest merges: which organisations may be one under two names. It only suggests: people judge. */
import { changesHorizon } from '../db/change-queries.ts'
import { type Db, type Tx, transact } from '../db/client.ts'
import { type Compared, compare, namedThing } from '../names/compare.ts'
import { followNames } from '../names/index/followed-index.ts'
import type { NamesIndex } from '../names/index/names-index.ts'
import {
  type Comparable,
  type SuggestionRow,
  allOrganisationNames,
  brandsAbove,
  changedOrganisationNames,
  countOrganisationNames,
  endsBelow,
  findComparable,
  judgedPairs,
  listStale,
  listUnsuggested,
  writeConnects,
  writeSuggestions,
} from './suggest-queries.ts'

/** Raise when other names are held to be alike than before: every organisation is looked for again. */
export const SUGGEST_VERSION = 1

const TOGETHER = 100
const MOST_FOR_ONE = 8
const MOST_NAMES = 4
const MOST_STEPS = 6

/** The names of all organisations in the evidence, found in this process. */
export function followOrganisationNames(db: Db): (isFresh?: boolean) => Promise<NamesIndex> {
  return followNames({
    horizon: () => changesHorizon(db),
    count: () => countOrganisationNames(db),
    all: () => allOrganisationNames(db),
    changed: (since, before, most) => changedOrganisationNames(db, since, before, most),
  })
}

/** Looks for the next organisations that were not looked for. @returns how many; 0 when all were */
export async function suggestMerges(deps: {
  readonly db: Db
  readonly now: () => Date
  readonly names: (isFresh?: boolean) => Promise<NamesIndex>
}): Promise<number> {
  const ids = await listUnsuggested(deps.db, SUGGEST_VERSION, TOGETHER)
  if (ids.length === 0) return 0
  const index = await deps.names(true)
  await transact(deps.db, async (tx) => {
    const own = await findComparable(tx, ids)
    const near = new Map<string, Set<string>>()
    for (const one of own.values()) {
      const hits = one.names.slice(0, MOST_NAMES).flatMap((name) => index.hits({ name }, MOST_FOR_ONE))
      near.set(one.id, new Set(hits.map((hit) => hit.id).filter((id) => id !== one.id)))
    }
    const others = await findComparable(tx, [...new Set([...near.values()].flatMap((set) => [...set]))])
    const judged = await judgedPairs(tx, ids)
    const reach = createReach(tx)
    const rows = new Map<string, SuggestionRow>()
    for (const [id, candidates] of near) {
      const one = own.get(id) as Comparable
      for (const other of [...candidates].map((candidate) => others.get(candidate)).filter((candidate) => candidate !== undefined)) {
        if (other.demonstration !== one.demonstration || other.canonical === one.canonical) continue
        const [left, right] = one.id < other.id ? [one, other] : [other, one]
        const key = `${left.id} ${right.id}`
        if (rows.has(key) || judged.has(key)) continue
        const { score, verdict, reasons } = comparedOf(left, right)
        // Two brands that are both known, and only look alike, are two brands.
        if (areTwoItems(left, right)) continue
        if (verdict === 'different' || (verdict === 'unsure' && left.kind === 'brand' && right.kind === 'brand')) continue
        const connects = await reach.connectedBy(left.canonical, right.canonical)
        rows.set(key, { leftId: left.id, rightId: right.id, score, verdict, reasons: JSON.stringify(reasons), connects, madeAt: deps.now() })
      }
    }
    await writeSuggestions(tx, ids, [...rows.values()], SUGGEST_VERSION)
  })
  return ids.length
}

/** Whether two brands have items of their own in Wikidata, so that the catalogue knows them apart. */
function areTwoItems(left: Comparable, right: Comparable): boolean {
  const itemOf = ({ kind, identifiers }: Comparable) => (kind === 'brand' ? identifiers.find((each) => each.startsWith('wikidata:')) : undefined)
  const [one, other] = [itemOf(left), itemOf(right)]
  return one !== undefined && other !== undefined && one !== other
}

/** How long a suggestion's place in the queue holds while claims change. */
export const PLACE_HOLDS_MS = 60_000

/** Works out anew what suggestions would connect, since claims and judgements have changed. @returns how many; 0 when all are true */
export async function refreshConnects(deps: { readonly db: Db; readonly now: () => Date }, holdsMs = PLACE_HOLDS_MS): Promise<number> {
  const stale = await listStale(deps.db, new Date(deps.now().getTime() - holdsMs), TOGETHER)
  if (stale.length === 0) return 0
  await transact(deps.db, async (tx) => {
    const reach = createReach(tx)
    const rows = []
    for (const { leftId, rightId, left, right } of stale) rows.push({ leftId, rightId, connects: left === right ? null : await reach.connectedBy(left, right) })
    await writeConnects(tx, rows, deps.now())
  })
  return stale.length
}

function comparedOf(left: Comparable, right: Comparable): Compared {
  const side = (one: Comparable) =>
    namedThing({ names: [one.name, ...one.names], country: one.country || null, address: one.place, identifiers: one.identifiers })
  return compare(side(left), side(right))
}

/** What hangs on what, each organisation looked at once. */
function createReach(tx: Tx) {
  const above = new Map<string, Promise<string[]>>()
  const below = new Map<string, Promise<string[]>>()
  const once = (known: Map<string, Promise<string[]>>, id: string, look: () => Promise<string[]>) => {
    const found = known.get(id) ?? look()
    known.set(id, found)
    return found
  }
  return {
    /** How many pairs of a brand and a programme or list would hang together only through these two being one. */
    async connectedBy(left: string, right: string): Promise<number> {
      const [leftAbove, rightAbove] = [
        await once(above, left, () => brandsAbove(tx, left, MOST_STEPS)),
        await once(above, right, () => brandsAbove(tx, right, MOST_STEPS)),
      ]
      const [leftBelow, rightBelow] = [
        await once(below, left, () => endsBelow(tx, left, MOST_STEPS)),
        await once(below, right, () => endsBelow(tx, right, MOST_STEPS)),
      ]
      const pairs = (brands: readonly string[], ends: readonly string[]) => brands.flatMap((brand) => ends.map((end) => `${brand} ${end}`))
      const known = new Set([...pairs(leftAbove, leftBelow), ...pairs(rightAbove, rightBelow)])
      return new Set([...pairs(leftAbove, rightBelow), ...pairs(rightAbove, leftBelow)].filter((pair) => !known.has(pair))).size
    },
  }
}
