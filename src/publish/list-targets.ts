/** List targets: shops near a place, those worth acting at first. */
import type { Db } from '../db/client.ts'
import type { CallKind } from '../model/campaign.ts'
import { distanceMetres } from '../model/site.ts'
import { type Target, rankTarget } from '../model/target.ts'
import { type Place, findPlace } from './places.ts'
import { listSitesInBox } from './read-place-queries.ts'

export type TargetsInput = {
  readonly near: string
  readonly radiusKm: number
  readonly sector?: string | undefined
  readonly brand?: string | undefined
  readonly limit: number
  readonly now: Date
}
export type Targets = { readonly place: Place; readonly items: readonly Target[]; readonly total: number; readonly brands: number }

const KM_A_DEGREE = 111.2

/**
 * Shops within the radius, by score; equal scores by distance, then id.
 * @throws InvalidError for a place that is not known
 */
export async function listTargets(db: Db, input: TargetsInput): Promise<Targets> {
  const place = await findPlace(db, input.near)
  const high = input.radiusKm / KM_A_DEGREE
  const wide = high / Math.max(0.05, Math.cos((place.lat * Math.PI) / 180))
  const sites = await listSitesInBox(db, { south: place.lat - high, north: place.lat + high, west: place.lon - wide, east: place.lon + wide }, input, input.now)
  const today = input.now.toISOString().slice(0, 10)
  const all = sites
    .map((site) => ({ site, metres: distanceMetres(place, site) }))
    .filter(({ metres }) => metres <= input.radiusKm * 1_000)
    .map(({ site, metres }): Target => {
      const call = site.call as { kind: CallKind; opens: string; closes: string | null } | null
      const isOpen = call !== null && call.opens <= today && (call.closes === null || call.closes >= today)
      return {
        site: { id: site.id, name: site.name, kind: site.kind, address: site.address, town: site.town, postcode: site.postcode, lat: site.lat, lon: site.lon },
        brand: {
          slug: site.brand,
          name: site.brandName,
          headline: site.headline as Target['brand']['headline'],
          grade: site.grade,
          demonstration: site.demonstration,
        },
        distanceMetres: Math.round(metres),
        ...rankTarget({
          headline: site.headline as Target['brand']['headline'],
          chains: site.chains,
          call: isOpen ? call : null,
          distanceMetres: metres,
          radiusMetres: input.radiusKm * 1_000,
          footfall: site.footfall,
          actionsHere: site.actionsHere,
        }),
      }
    })
  all.sort((a, b) => b.score - a.score || a.distanceMetres - b.distanceMetres || a.site.id.localeCompare(b.site.id))
  return { place, items: all.slice(0, input.limit), total: all.length, brands: new Set(all.map((target) => target.brand.slug)).size }
}
