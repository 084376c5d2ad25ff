/** List targets: shops near a place, those worth acting at first; and shops on a map, in clusters. */
import type { Db } from '../db/client.ts'
import type { CallKind } from '../model/campaign.ts'
import { distanceMetres } from '../model/site.ts'
import { type Target, type TargetFacts, isOpenCall, isTarget, rankTarget, reasonsOf } from '../model/target.ts'
import { type Place, findPlace } from './places.ts'
import { type ShopIndex, type Shops, lowerBound } from './shop-index.ts'
import type { BrandStanding, ShopRow } from './read-place-queries.ts'

type Filter = {
  readonly sector?: string | undefined
  readonly brand?: string | undefined
  /** Only brands about which a call is open. */
  readonly onlyCalled?: boolean
  /** Shops of brands that are no targets too: for a list of a brand's shops, which ranks nothing. */
  readonly alsoNoTargets?: boolean
}
export type TargetsInput = Filter & { readonly near: string; readonly radiusKm: number; readonly limit: number; readonly now: Date }
/** A point with its distance, for the map: the list holds the first of them. */
export type Dot = { readonly lat: number; readonly lon: number }
export type Targets = {
  readonly place: Place
  readonly items: readonly Target[]
  readonly total: number
  readonly brands: number
  readonly others: readonly Dot[]
  /** How many more shops are there whose brands are no targets. */
  readonly apart: number
}

const KM_A_DEGREE = 111.2
/** An action is at a shop when it is no further from it than about three hundred metres. */
const NEAR_LAT = 0.003
const NEAR_LON = 0.005
const SOON_MS = 30 * 86_400_000
const MOST_SHOWN_ACTIONS = 2

type Found = { readonly shop: ShopRow; readonly brand: BrandStanding; readonly facts: TargetFacts; readonly score: number; readonly actions: Target['actions'] }

/**
 * Shops within the radius, by score; equal scores by distance, then id.
 * @throws InvalidError for a place that is not known
 */
export async function listTargets(deps: { readonly db: Db; readonly shops: ShopIndex }, input: TargetsInput): Promise<Targets> {
  const [place, shops] = [await findPlace(deps.db, input.near), await deps.shops(input.now)]
  const high = input.radiusKm / KM_A_DEGREE
  const wide = high / Math.max(0.05, Math.cos((place.lat * Math.PI) / 180))
  const radiusMetres = input.radiusKm * 1_000
  const standing = standings(shops, input, input.now)
  const found: Found[] = []
  let apart = 0
  for (const shop of inBox(shops, { south: place.lat - high, north: place.lat + high, west: place.lon - wide, east: place.lon + wide })) {
    const brand = standing.get(shop.brand)
    if (!brand) continue
    const metres = distanceMetres(place, shop)
    if (metres > radiusMetres) continue
    if (!brand.isTarget && !input.alsoNoTargets) {
      apart += 1
      continue
    }
    const actions = actionsAt(shops, shop, input.now)
    const facts: TargetFacts = {
      headline: brand.row.headline as TargetFacts['headline'],
      chains: brand.row.chains,
      call: brand.call,
      distanceMetres: metres,
      radiusMetres,
      footfall: shop.footfall,
      actionsHere: actions.length,
    }
    found.push({ shop, brand: brand.row, facts, score: rankTarget(facts).score, actions })
  }
  found.sort((a, b) => b.score - a.score || a.facts.distanceMetres - b.facts.distanceMetres || (a.shop.id < b.shop.id ? -1 : 1))
  return {
    place,
    items: found.slice(0, input.limit).map(targetOf),
    total: found.length,
    brands: new Set(found.map(({ shop }) => shop.brand)).size,
    others: found.slice(input.limit).map(({ shop }) => ({ lat: shop.lat, lon: shop.lon })),
    apart,
  }
}

function targetOf({ shop: { brand: _, footfall: __, ...site }, brand, facts, actions }: Found): Target {
  const { slug, name, headline, grade, demonstration } = brand
  return {
    site,
    brand: { slug, name, headline: headline as Target['brand']['headline'], grade, demonstration },
    distanceMetres: Math.round(facts.distanceMetres),
    ...rankTarget(facts),
    reasons: reasonsOf(facts),
    actions: actions.slice(0, MOST_SHOWN_ACTIONS),
  }
}

/** Brands that the filter lets through, each with its call if that is open, and whether it is a target. */
function standings({ brands }: Shops, { sector, brand, onlyCalled }: Filter, now: Date) {
  const today = now.toISOString().slice(0, 10)
  const kept = new Map<string, { readonly row: BrandStanding; readonly call: TargetFacts['call']; readonly isTarget: boolean }>()
  for (const row of brands.values()) {
    if ((sector && row.sector !== sector) || (brand && row.slug !== brand)) continue
    const call = row.call as { kind: CallKind; opens: string; closes: string | null } | null
    const open = call !== null && isOpenCall(call, today) ? call : null
    if (!onlyCalled || open) kept.set(row.slug, { row, call: open, isTarget: isTarget({ headline: row.headline, call }, today) })
  }
  return kept
}

type Box = { readonly south: number; readonly north: number; readonly west: number; readonly east: number }

function* inBox({ rows, latitudes }: Shops, { south, north, west, east }: Box): Generator<ShopRow> {
  for (let i = lowerBound(latitudes, south); i < rows.length; i += 1) {
    const shop = rows[i] as ShopRow
    if (shop.lat > north) return
    if (shop.lon >= west && shop.lon <= east) yield shop
  }
}

/** What is planned at a shop within a month. */
function actionsAt({ actions }: Shops, shop: ShopRow, now: Date): Target['actions'] {
  const planned = actions.get(shop.brand)
  if (!planned) return []
  const until = now.getTime() + SOON_MS
  return planned.flatMap(({ id, title, next, site, lat, lon }) => {
    const isHere = site === shop.id || (lat !== null && lon !== null && Math.abs(lat - shop.lat) < NEAR_LAT && Math.abs(lon - shop.lon) < NEAR_LON)
    return isHere && Date.parse(next) <= until ? [{ id, title, next }] : []
  })
}

/** What a map shows in a box: single shops, and clusters with how many. Cells are a sixteenth of the box wide at most. */
export type MapPoint = {
  readonly lat: number
  readonly lon: number
  readonly n: number
  readonly site?: string
  readonly brand?: string
  readonly name?: string
  readonly word?: string
}
const CELLS = 16
const MOST_POINTS = 400

/** Shops in a box, for a map: at most four hundred points, as clusters where there are more. */
export async function listMapPoints(deps: { readonly shops: ShopIndex }, box: Box, filter: Filter, now: Date): Promise<MapPoint[]> {
  const shops = await deps.shops(now)
  const standing = standings(shops, filter, now)
  const found = [...inBox(shops, box)].filter((shop) => standing.get(shop.brand)?.isTarget)
  const single = (shop: ShopRow): MapPoint => {
    const brand = standing.get(shop.brand)?.row as BrandStanding
    return { lat: shop.lat, lon: shop.lon, n: 1, site: shop.id, brand: brand.slug, name: brand.name, word: brand.headline }
  }
  if (found.length <= MOST_POINTS) return found.map(single)
  const [high, wide] = [(box.north - box.south) / CELLS, (box.east - box.west) / CELLS]
  const cells = Map.groupBy(found, ({ lat, lon }) => Math.floor((lat - box.south) / high) * 1_000 + Math.floor((lon - box.west) / wide))
  return [...cells.values()].map((cell) => {
    if (cell.length === 1) return single(cell[0] as ShopRow)
    const mean = (of: (shop: ShopRow) => number) => Math.round((cell.reduce((sum, shop) => sum + of(shop), 0) / cell.length) * 1e5) / 1e5
    return { lat: mean(({ lat }) => lat), lon: mean(({ lon }) => lon), n: cell.length }
  })
}
