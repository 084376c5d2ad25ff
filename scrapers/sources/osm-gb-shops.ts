/**
 * OpenStreetMap: the shops, cafés, banks and the like of each brand of the catalogue in the United Kingdom, by `brand:wikidata` (Overpass API).
 * Read: name, address and place of each shop. Left alone: shops that carry no brand, machines and lockers, and everything about a small trader.
 * Format: Overpass JSON (`out center tags`).
 */
import { z } from 'zod'
import { answerAs } from '../kit/listing.ts'
import { readingOfRows } from '../kit/rows.ts'
import { defineSource } from '../source.ts'

const API = 'https://overpass-api.de/api/interpreter'
/** Places with a brand where nobody sells anything over a counter. */
const NOT_A_SHOP = [
  'atm',
  'bicycle_parking',
  'bicycle_rental',
  'car_sharing',
  'charging_station',
  'clock',
  'parcel_locker',
  'parking',
  'payment_terminal',
  'post_box',
  'recycling',
  'telephone',
  'vending_machine',
]
/** A brand by its item, as a shop or an amenity. */
const queryOf = (wikidata: string): string =>
  `[out:json][timeout:90];area["ISO3166-1"="GB"][admin_level=2]->.gb;(nwr["brand:wikidata"="${wikidata}"]["shop"](area.gb);` +
  `nwr["brand:wikidata"="${wikidata}"]["amenity"]["amenity"!~"^(${NOT_A_SHOP.join('|')})$"](area.gb););out center tags;`

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

const identified = (wikidata: string | undefined) => (/^Q[1-9]\d*$/.test(wikidata ?? '') ? { identifiers: [`wikidata:${wikidata}`] } : {})

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
  version: 2,
  accepts: 'open map',
  onFromStart: false,
  checkedOn: null,
  expect: { claims: [0, 10_000] },
  interface: {
    origin: new URL(API).origin,
    path: new URL(API).pathname,
    documentation: 'https://wiki.openstreetmap.org/wiki/Overpass_API',
    terms: 'https://dev.overpass-api.de/overpass-doc/en/preface/commons.html',
    paceMs: 10_000,
    mostBytes: 20_000_000,
    timeoutMs: 120_000, // a query may run for 90 seconds, and wait for its turn before
  },

  async *discover({ brandItems }) {
    for (const { name, wikidata } of await brandItems())
      yield { url: `${API}?${new URLSearchParams({ data: queryOf(wikidata) }).toString()}`, as: 'shops', title: `Shops of ${name}` }
  },

  parse(capture) {
    const shops = answerAs(Answer, capture.bytes, 'Overpass').elements.flatMap((element) => {
      const { tags } = element
      const at = element.center ?? (element.lat !== undefined && element.lon !== undefined ? { lat: element.lat, lon: element.lon } : null)
      const brand = tags['brand']
      const isShop = tags['shop'] !== undefined || (tags['amenity'] !== undefined && !NOT_A_SHOP.includes(tags['amenity']))
      if (!at || !brand || !isShop) return []
      const street = [tags['addr:housenumber'], tags['addr:street']].filter(Boolean).join(' ')
      const town = tags['addr:city'] ?? null
      const address = [street, town, tags['addr:postcode']].filter(Boolean).join(', ') || `${at.lat.toFixed(5)}, ${at.lon.toFixed(5)}`
      return [
        {
          id: `${element.type}/${element.id}`,
          brand,
          wikidata: tags['brand:wikidata'],
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
            subject: { name: shop.brand, kind: 'brand' as const, ...identified(shop.wikidata) },
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
