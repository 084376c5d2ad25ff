/** Sites: places with an address and coordinates. */
import { z } from 'zod'

export const SiteKind = z.enum(['shop', 'factory', 'warehouse', 'port', 'office', 'hospital', 'council'])
export type SiteKind = z.infer<typeof SiteKind>

/** A site as a document states it. */
export const SiteInput = z.object({
  name: z.string().min(1).max(200),
  kind: SiteKind,
  address: z.string().min(1).max(500),
  town: z.string().max(100).nullable(),
  postcode: z.string().max(10).nullable(),
  lat: z.number().min(-90).max(90),
  lon: z.number().min(-180).max(180),
  footfall: z
    .union([z.literal(1), z.literal(2), z.literal(3)])
    .nullable()
    .describe('1 quiet, 2 busy, 3 a main shopping street'),
  hours: z.string().max(300).nullish().describe('Opening hours, as OpenStreetMap writes them'),
})
export type SiteInput = z.infer<typeof SiteInput>

const EARTH_RADIUS_METRES = 6_371_008.8

/** Great-circle distance in metres by the haversine formula, on a sphere of the Earth's mean radius (IUGG). */
export function distanceMetres(a: { lat: number; lon: number }, b: { lat: number; lon: number }): number {
  const rad = Math.PI / 180
  const half = (x: number) => Math.sin((x * rad) / 2) ** 2
  const h = half(b.lat - a.lat) + Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * half(b.lon - a.lon)
  return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(h)))
}

/** The outward part of a postcode (`BD1` of `BD1 1TQ`), in capitals; null when there is none. */
export function outwardCode(text: string): string | null {
  const match = /^\s*([a-z]{1,2}\d[a-z\d]?)(?:\s*\d[a-z]{2})?\s*$/i.exec(text)
  return match?.[1]?.toUpperCase() ?? null
}
