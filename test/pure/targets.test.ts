/** Targets: only brands with a current chain, or about which a call is open, are ranked. */
import { expect, test } from 'vitest'
import { isOpenCall, isTarget, openCallOf } from '../../src/model/target.ts'
import type { CampaignRecord } from '../../src/model/campaign-record.ts'
import { listMapPoints, listTargets } from '../../src/publish/list-targets.ts'
import type { BrandStanding, ShopRow } from '../../src/publish/read-place-queries.ts'
import type { Shops } from '../../src/publish/shop-index.ts'

const TODAY = '2026-11-29'
const now = new Date(`${TODAY}T12:00:00Z`)
const call = (opens: string, closes: string | null) => ({ kind: 'write' as const, opens, closes })

test('a call is open from its first day to its last', () => {
  expect(
    [call('2026-11-29', null), call('2026-01-01', '2026-11-29'), call('2026-11-30', null), call('2026-01-01', '2026-11-28')].map((each) =>
      isOpenCall(each, TODAY),
    ),
  ).toEqual([true, true, false, false])
})

test.each([
  ['Strong', null, true],
  ['Some', null, true],
  ['Contested', null, true],
  ['None found', null, false],
  ['None found', call('2026-11-01', null), true],
  ['None found', call('2026-12-24', null), false],
  ['None found', call('2026-01-01', '2026-02-01'), false],
])('%s with the call %j: a target is %s', (headline, about, is) => expect(isTarget({ headline, call: about }, TODAY)).toBe(is))

test('a campaign that has ended calls for nothing', () => {
  const campaign = (ended: string | null) => ({ call: { ...call('2026-01-01', null), ballot: {} }, ended }) as unknown as CampaignRecord
  expect(openCallOf([campaign('2026-10-01')], TODAY)).toBe(null)
  expect(openCallOf([campaign('2026-10-01'), campaign(null)], TODAY)).toMatchObject({ opens: '2026-01-01' })
})

const brand = (slug: string, headline: string, about: unknown = null): [string, BrandStanding] => [
  slug,
  { slug, name: slug, sector: null, headline, grade: null, chains: headline === 'None found' ? 0 : 1, call: about, demonstration: false },
]
const shop = (id: string, of: string): ShopRow => ({
  id,
  name: id,
  kind: 'shop',
  address: '1 Briggate',
  town: 'Leeds',
  postcode: null,
  lat: 53.8,
  lon: -1.55,
  hours: null,
  brand: of,
  footfall: 3,
})
const rows = [shop('linked-shop', 'linked'), shop('quiet-shop', 'quiet'), shop('called-shop', 'called'), shop('past-shop', 'past')]
const shops: Shops = {
  rows,
  latitudes: Float64Array.from(rows, ({ lat }) => lat),
  brands: new Map([
    brand('linked', 'Some'),
    brand('quiet', 'None found'),
    brand('called', 'None found', call('2026-11-01', null)),
    brand('past', 'None found', call('2026-01-01', '2026-02-01')),
  ]),
  actions: new Map(),
}
const deps = { db: null as never, shops: () => Promise.resolve(shops) }
const near = { near: '53.8,-1.55', radiusKm: 5, limit: 10, now }

test('no shop of a brand without a current chain or an open call is ranked or on the map; how many there are is said', async () => {
  const { items, total, brands, apart } = await listTargets(deps, near)
  expect(items.map(({ site }) => site.id)).toEqual(['linked-shop', 'called-shop'])
  expect([total, brands, apart]).toEqual([2, 2, 2])
  expect(items[1]?.reasons.join('. ')).not.toMatch(/chain/)
  const points = await listMapPoints(deps, { south: 53, north: 54, west: -2, east: -1 }, {}, now)
  expect(points.map(({ site }) => site)).toEqual(['linked-shop', 'called-shop'])
})

test('the list of a brand’s own shops has them all', async () => {
  const { items } = await listTargets(deps, { ...near, brand: 'quiet', alsoNoTargets: true })
  expect(items.map(({ site }) => site.id)).toEqual(['quiet-shop'])
})
