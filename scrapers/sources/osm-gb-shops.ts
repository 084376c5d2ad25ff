/**
 * OpenStreetMap: the shops of each known brand in the United Kingdom, by `brand:wikidata` and the brand's name (Overpass API).
 * Read: name, address and place of each shop. Left alone: shops that carry no brand, and everything about a small trader.
 * Format: Overpass JSON (`out center tags`).
 */
import { z } from 'zod'
import { jsonAs } from '../kit/listing.ts'
import { readingOfRows } from '../kit/rows.ts'
import { defineSource } from '../source.ts'

const API = 'https://overpass-api.de/api/interpreter'
const Place = z.object({ lat: z.number(), lon: z.number() })
const Answer = z.object({
  elements: z.array(
    z.object({
      type: z.enum(['node', 'way', 'relation']),
      id: z.number(),
      lat: z.number().optional(),
      lon: z.number().optional(),
      center: Place.optional(),
      tags: z.record(z.string(), z.string()).default({}),
    }),
  ),
})

export default defineSource({
  title: 'OpenStreetMap: shops by brand',
  publisher: {
    name: 'OpenStreetMap contributors',
    kind: 'register',
    reliability: 'C',
    reliabilityReason: 'Mapped by people on the spot; a shop may have closed since.',
  },
  home: 'https://www.openstreetmap.org/',
  licence: 'ODbL 1.0; © OpenStreetMap contributors',
  open: true,
  every: 'month',
  budget: 300,
  version: 1,
  accepts: 'open map',
  onFromStart: false,
  checkedOn: null,
  expect: { claims: [0, 10_000] },

  async *discover({ brands }) {
    for (const brand of await brands()) {
      const name = brand.replace(/["\\\n]/g, '')
      const query = `[out:json][timeout:90];area["ISO3166-1"="GB"][admin_level=2]->.gb;nwr["shop"]["brand"="${name}"]["brand:wikidata"](area.gb);out center tags;`
      yield { url: `${API}?${new URLSearchParams({ data: query }).toString()}`, as: 'shops', title: `Shops of ${brand}` }
    }
  },

  parse(capture) {
    const shops = jsonAs(Answer, capture.bytes, 'Overpass').elements.flatMap((element) => {
      const { tags } = element
      const at = element.center ?? (element.lat !== undefined && element.lon !== undefined ? { lat: element.lat, lon: element.lon } : null)
      const brand = tags['brand']
      if (!at || !brand) return []
      const street = [tags['addr:housenumber'], tags['addr:street']].filter(Boolean).join(' ')
      const town = tags['addr:city'] ?? null
      const address = [street, town, tags['addr:postcode']].filter(Boolean).join(', ') || `${at.lat.toFixed(5)}, ${at.lon.toFixed(5)}`
      return [
        {
          id: `${element.type}/${element.id}`,
          brand,
          name: tags['name'] ?? brand,
          town,
          address,
          postcode: tags['addr:postcode'] ?? null,
          hours: tags['opening_hours'] ?? null,
          at,
        },
      ]
    })
    return readingOfRows({
      title: capture.title ?? 'Shops',
      rule: 'openstreetmap',
      head: ['brand; shop; address; latitude; longitude; opening hours; element'],
      rows: shops.map((shop) => ({
        cells: [shop.brand, shop.name, shop.address, String(shop.at.lat), String(shop.at.lon), shop.hours, shop.id],
        claims: [
          {
            subject: { name: shop.brand, kind: 'brand' as const },
            predicate: 'located_at' as const,
            object: {
              type: 'site' as const,
              site: {
                name: shop.name.slice(0, 200),
                kind: 'shop' as const,
                address: shop.address.slice(0, 500),
                town: shop.town?.slice(0, 100) ?? null,
                postcode: shop.postcode?.slice(0, 10) ?? null,
                ...shop.at,
                footfall: null,
                hours: shop.hours?.slice(0, 300) ?? null,
              },
            },
          },
        ],
      })),
    })
  },
})
