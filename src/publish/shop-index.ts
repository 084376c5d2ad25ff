/** Shop index: every shop of every published brand, in memory, so that those near a place are found in no time. It follows what is published. */
import type { Changes } from '../db/listen.ts'
import type { Db } from '../db/client.ts'
import type { ActionAhead } from './read-campaign-queries.ts'
import { listActions } from './read-campaign-queries.ts'
import { type BrandStanding, type ShopRow, listShops, listStandings } from './read-place-queries.ts'

export type Shops = {
  /** By latitude, south to north. */
  readonly rows: readonly ShopRow[]
  readonly latitudes: Float64Array
  readonly brands: ReadonlyMap<string, BrandStanding>
  /** Actions that are to come, by brand. */
  readonly actions: ReadonlyMap<string, readonly ActionAhead[]>
}
export type ShopIndex = (now: Date) => Promise<Shops>

const MOST_ACTIONS = 5_000
/** Actions come and go with time, without anything being written. */
const ACTIONS_GOOD_MS = 60_000

/** A part of the index, read anew when one of its subjects has changed; two who ask at once read it once. */
function following<T>(changes: Changes, subjects: readonly string[], goodForMs: number, read: (now: Date) => Promise<T>) {
  let kept: { readonly version: number; readonly at: number; readonly value: Promise<T> } | null = null
  return (now: Date): Promise<T> => {
    const version = changes.version(...subjects)
    if (kept && changes.isLive() && kept.version === version && now.getTime() - kept.at < goodForMs) return kept.value
    const value = read(now)
    const mine = { version, at: now.getTime(), value }
    kept = mine
    value.catch(() => {
      if (kept === mine) kept = null
    })
    return value
  }
}

/** The index. While nobody tells this process what changed, it is read at each question. */
export function createShopIndex(db: Db, changes: Changes): ShopIndex {
  const shops = following(changes, ['site'], Infinity, async () => {
    const rows = await listShops(db)
    return { rows, latitudes: Float64Array.from(rows, ({ lat }) => lat) }
  })
  const brands = following(changes, ['brand', 'site'], Infinity, async () => new Map((await listStandings(db)).map((brand) => [brand.slug, brand])))
  const actions = following(changes, ['action'], ACTIONS_GOOD_MS, async (now) => {
    const ahead = (await listActions(db, now, { limit: MOST_ACTIONS })).filter(({ brand, state }) => brand !== null && state === 'planned')
    return Map.groupBy(ahead, ({ brand }) => brand?.slug ?? '')
  })
  return async (now) => {
    const [{ rows, latitudes }, standing, planned] = await Promise.all([shops(now), brands(now), actions(now)])
    return { rows, latitudes, brands: standing, actions: planned }
  }
}

/** The first place in an ascending row of numbers that is not below a value. */
export function lowerBound(ascending: Float64Array, value: number): number {
  let [low, high] = [0, ascending.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ascending[middle] as number) < value) low = middle + 1
    else high = middle
  }
  return low
}
