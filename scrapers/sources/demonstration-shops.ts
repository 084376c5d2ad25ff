/** The demonstration's shops: made-up shops of made-up brands in real towns. */
import { decodeBytes } from '../../src/read/charset.ts'
import { readTable } from '../../src/read/formats/csv.ts'
import { SiteInput } from '../../src/model/site.ts'
import { MADE_UP, listMadeUp } from '../kit/demonstration.ts'
import { readingOfRows } from '../kit/rows.ts'
import { take } from '../kit/strict.ts'
import { defineSource } from '../source.ts'

const SECTORS: Readonly<Record<string, string>> = {
  'Halden & Row': 'clothing',
  'Kestrel Kids': 'children’s clothing',
  'Northway Sports': 'sportswear',
  'Pell Electricals': 'electronics',
  "Marlow's Table": 'food',
  'Brightwell Home': 'homeware',
}

export default defineSource({
  ...MADE_UP,
  title: 'Demonstration: shops',
  accepts: 'official list',
  expect: { claims: [1, 500] },
  discover: (context) => listMadeUp(context, 'shops'),
  parse(capture) {
    const table = readTable(decodeBytes(capture.bytes, 'text/csv; charset=utf-8', false).text)
    return readingOfRows({
      title: 'Shops, 2026',
      rule: 'register of shops',
      language: 'en-GB',
      head: [table.headings.join('; ')],
      rows: table.rows.map(({ cells, row: number }) => {
        const row = take(cells, ['Brand', 'Shop', 'Address', 'Town', 'Postcode', 'Latitude', 'Longitude', 'Street class'])
        const site = SiteInput.parse({
          name: row.Shop,
          kind: 'shop',
          address: `${row.Address}, ${row.Town} ${row.Postcode}`,
          town: row.Town,
          postcode: row.Postcode,
          lat: Number(row.Latitude),
          lon: Number(row.Longitude),
          footfall: Number(row['Street class']),
        })
        return {
          cells: Object.values(cells),
          row: number,
          claims: [
            {
              subject: { name: row.Brand, kind: 'brand' as const, sector: SECTORS[row.Brand] ?? null },
              predicate: 'located_at' as const,
              object: { type: 'site' as const, site },
            },
          ],
        }
      }),
    })
  },
})
