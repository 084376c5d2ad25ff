/** Land: the outline of the British Isles, for maps that are drawn here. Source: Natural Earth (public domain) in the package world-atlas. */
import { createRequire } from 'node:module'
import { type GeoPermissibleObjects, geoMercator, geoPath } from 'd3-geo'
import { feature } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'

const COUNTRIES = new Set(['United Kingdom', 'Ireland', 'Isle of Man', 'Jersey', 'Guernsey'])
const KM_A_DEGREE = 111.2

const require = createRequire(import.meta.url)
const outlines = new Map<string, GeoPermissibleObjects>()

/** The outline: 10m is fine enough for a town, 50m for a country. */
function outline(scale: '10m' | '50m'): GeoPermissibleObjects {
  const known = outlines.get(scale)
  if (known) return known
  const world = require(`world-atlas/countries-${scale}.json`) as Topology<{ countries: GeometryCollection<{ name: string }> }>
  const all = feature(world, world.objects.countries)
  const land = { ...all, features: all.features.filter(({ properties }) => COUNTRIES.has(properties.name)) }
  outlines.set(scale, land)
  return land
}

/** The outline as GeoJSON, for a map that moves. */
export const landAsGeoJson = (): GeoPermissibleObjects => outline('50m')

export type Frame = {
  readonly at: (point: { readonly lat: number; readonly lon: number }) => { x: number; y: number }
  readonly land: string
  readonly pixelsAKm: number
}

/** A map's frame around a place: where each point stands, and the land as an SVG path cut to the frame. */
export function frameAround(place: { readonly lat: number; readonly lon: number }, reachKm: number, width: number, height: number): Frame {
  const pixelsAKm = (Math.min(width, height) / 2 - 24) / reachKm
  const radius = (pixelsAKm * KM_A_DEGREE * Math.cos((place.lat * Math.PI) / 180) * 180) / Math.PI
  const projection = geoMercator()
    .center([place.lon, place.lat])
    .scale(radius)
    .translate([width / 2, height / 2])
    .clipExtent([
      [-8, -8],
      [width + 8, height + 8],
    ])
  const path = geoPath(projection).digits(1)
  return {
    at: ({ lat, lon }) => {
      const [x, y] = projection([lon, lat]) ?? [-1_000, -1_000]
      return { x: Math.round(x * 10) / 10, y: Math.round(y * 10) / 10 }
    },
    land: path(outline(reachKm > 150 ? '50m' : '10m')) ?? '',
    pixelsAKm,
  }
}
