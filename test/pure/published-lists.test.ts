/** Lists of suppliers as their publishers put them out (the shared sample): every row is a site or has a reason, and columns are those that hold it. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { countryCode } from '../../src/names/countries.ts'
import { guessColumns } from '../../src/names/guess-columns.ts'
import { listOfTable } from '../../src/read/list-rows.ts'
import { readSupplierTable } from '../../src/read/supplier-table.ts'
import { loadSources } from '../../scrapers/registry.ts'
import { buyersIn } from '../../scrapers/kit/contributors.ts'

const DATA = join(import.meta.dirname, '../../../shared/data')
const isHere = existsSync(join(DATA, 'supplier-lists'))
if (!isHere) console.log('The shared lists of suppliers are not beside this checkout, so those tests are skipped.')

const PLAIN = { name: 'name', country: 'country', address: 'address', city: null }
const RETAILER = { name: 'supplier', country: 'country', address: 'address', city: null }
const NIKE = {
  name: 'Factory Name',
  country: 'Country/Region',
  address: 'Address',
  city: 'City',
  province: 'State',
  owner: 'Supplier Group',
  type: 'Factory Type',
}

/** File, rows of the list, rows left out with why, and columns. */
const LISTS = [
  ['fall-2017-compliance-list.csv', 29, [], PLAIN],
  ['spring-2019-compliance-list.csv', 14, [], PLAIN],
  ['spring-2019-compliance-list.xls', 15, [], PLAIN],
  ['spring-2019-compliance-list.xlsx', 15, [], PLAIN],
  ['summer-2018-affiliate-list.csv', 51, [], PLAIN],
  ['summer-2019-apparel-list.csv', 59, [], PLAIN],
  ['summer-2019-compliance-list.csv', 75, ['48: It is the same as row 36.', '64: It is the same as row 40.'], PLAIN],
  ['winter-2018-apparel-list.csv', 38, [], PLAIN],
  ['winter-2019-compliance-list-v2.csv', 351, [], PLAIN],
  ['as-published/asda-2024.csv', 2_498, [], RETAILER],
  ['as-published/sainsburys-2024.csv', 542, ['261: It is the same as row 244.', '469: There is no name in this row.'], RETAILER],
  ['as-published/nike-2021-02.xls', 498, [], NIKE],
  ['as-published/nike-older.xlsx', 618, [], { ...NIKE, country: 'Country' }],
  [
    'as-published/wikirate-brands-2018.csv',
    160,
    ['78: It is the same as row 61.', '119: It is the same as row 75.', '139: It is the same as row 28.', '148: It is the same as row 56.'],
    { name: 'supplier_name', country: null, address: 'supplier_address', city: null, tier: 'supplier_tier' },
  ],
  [
    'as-published/open-supply-hub-export-2024.csv',
    25,
    [],
    { name: 'name', country: 'country_name', address: 'address', owner: 'parent_company', closed: 'is_closed' },
  ],
] as const

describe.skipIf(!isHere)('published lists', () => {
  test.each(LISTS)('%s', async (file, rows, leftOut, columns) => {
    const table = await readSupplierTable(readFileSync(join(DATA, 'supplier-lists', file)))
    const list = listOfTable(table)
    expect(table.rows).toHaveLength(rows)
    expect(list.isSure).toBe(true)
    expect(list.columns).toMatchObject(columns)
    expect(guessColumns(table).name).toBe(columns.name)
    expect(list.leftOut.map(({ row, why }) => `${row}: ${why}`)).toEqual(leftOut)
    expect(new Set([...list.sites, ...list.leftOut].map(({ row }) => row)).size).toBe(rows)
    const countries = list.sites.filter(({ country }) => country !== null)
    expect(countries.filter(({ country }) => countryCode(country) === '').map(({ country }) => country)).toEqual([])
  })

  test('of the Nike export no row is owned by "no group", makers of materials and parts are tier 2, and places have their province', async () => {
    const nike = (await loadSources()).get('us-nike-manufacturing-map')
    for (const file of ['nike-2021-02.xls', 'nike-2021-02.csv']) {
      const bytes = readFileSync(join(DATA, 'sources', file))
      const reading = await nike?.parse?.({ url: `upload:${file}`, as: 'supplier-list', bytes, headers: {}, fetchedAt: new Date(0) })
      const claims = reading?.claims ?? []
      const bought = claims.filter(({ predicate }) => predicate === 'sources_from')
      expect([bought.length, bought.filter(({ tier }) => tier === 2).length]).toEqual([498, 104])
      const owners = claims.flatMap(({ predicate, object }) => (predicate === 'owned_by' && object.type === 'organisation' ? [object.organisation.name] : []))
      expect(owners.length).toBeGreaterThan(300)
      expect(owners.filter((name) => /no group/i.test(name))).toEqual([])
      expect(bought[0]?.object).toMatchObject({ organisation: { place: '8564 NE ALDERWOOD ROAD, PORTLAND, OREGON', country: 'United States of America' } })
    }
  })

  test('of the Open Supply Hub export no list, registry or certifier is a brand, and parents are', async () => {
    const hub = (await loadSources()).get('open-supply-hub')
    const bytes = readFileSync(join(DATA, 'supplier-lists/as-published/open-supply-hub-export-2024.csv'))
    const reading = await hub?.parse?.({ url: 'inbox:open-supply-hub/export.csv', as: 'csv', bytes, headers: {}, fetchedAt: new Date(0) })
    expect(reading?.claims.filter(({ predicate }) => predicate === 'sources_from')).toEqual([])
    expect(reading?.claims.filter(({ predicate }) => predicate === 'located_at')).toHaveLength(25)
    expect(reading?.claims.filter(({ predicate }) => predicate === 'owned_by').length).toBeGreaterThan(15)
    const small = readFileSync(join(DATA, 'sources/osh-export.csv'))
    const [brand] =
      (await hub?.parse?.({ url: 'inbox:x.csv', as: 'csv', bytes: small, headers: {}, fetchedAt: new Date(0) }))?.claims.filter(
        ({ predicate }) => predicate === 'sources_from',
      ) ?? []
    expect(brand?.subject.name).toBe('Brand A')
    const page = readFileSync(join(DATA, 'sources/osh-api-detail.json'))
    const api = await hub?.parse?.({ url: 'https://opensupplyhub.org/api/facilities/', as: 'facilities', bytes: page, headers: {}, fetchedAt: new Date(0) })
    expect(api?.claims.filter(({ predicate }) => predicate === 'sources_from').map(({ subject }) => subject.name)).toEqual(['Brand A'])
  })

  test('the shapes of the NEXT and ASOS lists are read by their own sources', async () => {
    const sources = await loadSources()
    const read = async (id: string, file: string) => {
      const bytes = readFileSync(join(DATA, 'sources', file))
      const reading = await sources.get(id)?.parse?.({ url: `upload:tier-1-${file}`, as: 'supplier-list', bytes, headers: {}, fetchedAt: new Date(0) })
      return reading?.claims.map(({ object, tier }) => [
        object.type === 'organisation' ? `${object.organisation.name}, ${object.organisation.country}` : '',
        tier,
      ])
    }
    expect(await read('gb-next-supplier-list', 'next-shape.pdf')).toEqual([
      ['Example Garments Ltd, BANGLADESH', 1],
      ['Second Knitwear Ltd, BANGLADESH', 1],
      ['Aksu Third Textile Co., Ltd., CHINA', 1],
      ['Example Garments Ltd, CHINA', 1],
      ['Second Knitwear Ltd, CHINA', 1],
    ])
    expect(await read('gb-next-supplier-list', 'next-shape.csv')).toEqual([['Example Garments Ltd, BANGLADESH', 1]])
    expect(await read('gb-asos-factory-list', 'asos-shape.csv')).toEqual([['Example Garments Ltd, Bangladesh', 1]])
  })
})

test.each([
  ['Brand A (2019 Q1 List)|A Brand / Retailer', ['Brand A']],
  ['Brand B [Public List] (Mills (2023))', ['Brand B']],
  ['2 Brands / Retailers|An Auditor / Certification Scheme / Service Provider|3 Civil Society Organizations|One Factory / Facility', []],
  ['Government of Somewhere [Public List] (Registered Factories)|Roundtable on Made-up Oil (RMO) [Public List] (Mills 2022)', []],
  ['A Brand Apart (2024)', ['A Brand Apart']],
])('buyers among contributors: %s', (cell, buyers) => expect(buyersIn(cell)).toEqual(buyers))
