/** Land: the outlines of the British Isles and of the world, for maps that are drawn here. Source: Natural Earth (public domain) in the package world-atlas. */
import { createRequire } from 'node:module'
import { type GeoPermissibleObjects, geoCentroid, geoMercator, geoNaturalEarth1, geoPath } from 'd3-geo'
import { feature } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import { COUNTRY_NAMES } from '../names/countries.ts'

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

/** Where a country's name in the outline is not the one that English has for its letters. */
const OTHERWISE: Readonly<Record<string, string>> = {
  US: 'United States of America',
  CZ: 'Czechia',
  MM: 'Myanmar',
  TR: 'Turkey',
  CI: "Côte d'Ivoire",
  KR: 'South Korea',
  KP: 'North Korea',
  CD: 'Dem. Rep. Congo',
}
/** Where most people of a large country live is far from its middle. */
const PEOPLED: Readonly<Record<string, readonly [lon: number, lat: number]>> = {
  GB: [-1.5, 53],
  CN: [108, 33],
  US: [-90, 39],
  FR: [2.5, 47],
  RU: [45, 56],
  CA: [-80, 45],
}

type Point = { readonly x: number; readonly y: number }
export type WorldFrame = {
  readonly land: string
  readonly at: (point: { readonly lat: number; readonly lon: number }) => Point
  /** Where a country stands, by its two letters; null where the outline does not have it. */
  readonly centre: (country: string) => Point | null
}
let world: WorldFrame | null = null

/** The outline of the world in a frame of this size, without the Antarctic. Source: Natural Earth, 110m. */
export function worldFrame(width: number, height: number): WorldFrame {
  if (world) return world
  const atlas = require('world-atlas/countries-110m.json') as Topology<{ countries: GeometryCollection<{ name: string }> }>
  const all = feature(atlas, atlas.objects.countries)
  const land = { ...all, features: all.features.filter(({ properties }) => properties.name !== 'Antarctica') }
  const projection = geoNaturalEarth1().fitSize([width, height], land)
  const byName = new Map(land.features.map((each) => [each.properties.name, each]))
  const rounded = (place: readonly [number, number]): Point => {
    const [x, y] = projection([place[0], place[1]]) ?? [0, 0]
    return { x: Math.round(x), y: Math.round(y) }
  }
  world = {
    land: geoPath(projection).digits(0)(land) ?? '',
    at: ({ lat, lon }) => rounded([lon, lat]),
    centre(country) {
      const peopled = PEOPLED[country]
      if (peopled) return rounded(peopled)
      const found = byName.get(OTHERWISE[country] ?? COUNTRY_NAMES.get(country) ?? '')
      return found ? rounded(geoCentroid(found)) : null
    },
  }
  return world
}
