/** No target: a brand with "None found", or whose chains are all historic, is not ranked, planned against or leafleted anywhere. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BrandProfile } from '../../src/model/profile.ts'
import { PACK_KINDS } from '../../src/packs/kinds.ts'
import { makePack } from '../../src/packs/pack.ts'
import { sayEnglish } from '../../src/words/say.ts'
import { type Started, discard, startUnpick } from '../support/started.ts'
import type { Json } from '../support/json.ts'

const QUIET = ['northway-sports', 'brightwell-home']

let unpick: Started
let site = ''
beforeAll(async () => {
  unpick = await startUnpick()
  site = (await json('/brands/northway-sports/sites?limit=1')).items[0].id
})
afterAll(() => discard(unpick))

const get = (path: string) => fetch(`${unpick.origin}${path}`)
const page = async (path: string) => (await (await get(path)).text()).replace(/\s+/g, ' ')
const json = async (path: string) => (await (await get(`/api/v1${path}`)).json()) as Json
const profileOf = async (slug: string) => (await json(`/brands/${slug}`)) as unknown as BrandProfile
const plan = (at: Record<string, string>) =>
  fetch(`${unpick.origin}/actions/plan`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: unpick.origin },
    body: new URLSearchParams({
      title: 'Picket at the shop',
      kind: 'picket',
      starts: `${new Date().getFullYear() + 1}-03-05T13:00`,
      place: 'Outside',
      organisedBy: 'A branch',
      public: 'yes',
      ...at,
    }),
  })

test('the demonstration has a brand whose chains are all historic, and one without any', async () => {
  const chains = await Promise.all(QUIET.map(async (slug) => (await profileOf(slug)).chains.map(({ status }) => status)))
  expect(chains).toEqual([['historic'], []])
})

test('none of its shops is a target, and its shops are still listed as its shops', async () => {
  const shop = (await json('/brands/northway-sports/sites')).items[0] as { lat: number; lon: number }
  const near = `near=${shop.lat},${shop.lon}&radius_km=25`
  const { items } = await json(`/targets?${near}`)
  expect(items.length).toBeGreaterThan(0)
  for (const { brand } of items) expect(QUIET).not.toContain(brand.slug)
  const html = await page(`/targets?${near}`)
  for (const slug of QUIET) expect(html).not.toContain(`/brands/${slug}`)
  expect(html).toMatch(/of brands with no known link and no call: no targets/)
  expect((await json(`/brands/northway-sports/sites?${near}`)).items.length).toBeGreaterThan(0)
})

test('no action is planned against it, by form or by what is sent, by brand or by shop', async () => {
  for (const at of [{ brand: 'northway-sports' }, { site }, { brand: 'brightwell-home' }] as Record<string, string>[]) {
    const asked = await get(`/actions/plan?${new URLSearchParams(at)}`)
    expect([at, asked.status]).toEqual([at, 409])
    expect(await asked.text()).toContain('no current chain of evidence leads from it')
    expect([at, (await plan(at)).status]).toEqual([at, 409])
  }
  expect((await get('/actions/plan?brand=kestrel-kids')).status).toBe(200)
  expect((await plan({ brand: 'kestrel-kids' })).status).toBe(303)
  expect((await plan({})).status).toBe(303)
})

test('nothing is handed out against it: a letter and a card are left, and no page leads to anything else', async () => {
  for (const slug of QUIET) {
    const brand = await page(`/brands/${slug}`)
    expect(brand).not.toMatch(/actions\/plan\?|Plan an action|Leaflets|What instead\?|action="\/targets"/)
    expect(brand).toContain(`/brands/${slug}/packs/letter`)
    for (const kind of ['leaflet', 'leaflet.pdf', 'placards', 'motion', 'briefing'])
      expect([kind, (await get(`/brands/${slug}/packs/${kind}`)).status]).toEqual([kind, 404])
    for (const kind of ['letter', 'card.png']) expect([kind, (await get(`/brands/${slug}/packs/${kind}`)).status]).toEqual([kind, 200])
    expect((await get(`/brands/${slug}/alternatives`)).status).toBe(404)
    for (const link of [...brand.matchAll(/href="(\/brands\/[^"#]*)"/g)].map(([, href]) => href as string))
      expect([link, (await get(link)).status]).toEqual([link, 200])
  }
})

test('it stands under no programme’s threads, and has no chain beside “None found”', async () => {
  const { ends } = (await profileOf('northway-sports')).chains[0] as BrandProfile['chains'][number]
  const ended = await json(`/${ends.kind === 'list' ? 'lists' : 'programmes'}/${ends.slug}`)
  for (const { brands = [] } of [ended, ...(await json('/programmes')).items]) for (const { slug } of brands) expect(QUIET).not.toContain(slug)
  for (const { slug, chains } of (await json('/brands')).items) expect([slug, chains > 0]).toEqual([slug, !QUIET.includes(slug)])
  const home = await page('/')
  for (const slug of QUIET) expect(home).not.toContain(`/brands/${slug}`)
  expect(await page('/brands')).not.toMatch(/None found<\/span>\s*<\/div>\s*<p[^>]*>[^<]*chain/)
})

test('with an open call it may be leafleted, and no pack shows a thread that is not there', async () => {
  const [profile, called] = [await profileOf('brightwell-home'), await profileOf('halden-and-row')]
  const withCall = { ...profile, campaigns: called.campaigns }
  for (const kind of PACK_KINDS) {
    const { blocks } = makePack(kind, {
      profile: withCall,
      say: sayEnglish,
      origin: 'http://x.example',
      group: null,
      head: null,
      today: new Date().toISOString().slice(0, 10),
    })
    const headings = blocks.flatMap((block) => (block.kind === 'heading' ? block.runs : []))
    expect([kind.kind, headings]).toEqual([kind.kind, expect.not.arrayContaining(['The thread', 'The evidence', 'Where it ends'])])
    for (const block of blocks) if ('items' in block) expect([kind.kind, block.items.length > 0]).toEqual([kind.kind, true])
  }
})
