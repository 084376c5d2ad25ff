/** Made up: in a fresh start, where the demonstration stands beside real programmes and lists, made-up things are marked one by one. */
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Started, discard, startUnpick } from '../support/started.ts'
import type { Json } from '../support/json.ts'

const EVERYTHING = 'on this page was made up'
const SOME = 'What is marked “made up” was made up'
const REAL = 'Hetian Haolin Hair Accessories Co. Ltd.'

let unpick: Started
beforeAll(async () => {
  unpick = await startUnpick()
})
afterAll(() => discard(unpick))

const page = async (path: string) => {
  const html = await (await fetch(`${unpick.origin}${path}`)).text()
  return html.replace(/\s+/g, ' ')
}
const json = async (path: string) => (await (await fetch(`${unpick.origin}/api/v1${path}`)).json()) as Json
const markAfter = (html: string, name: string) => new RegExp(`>\\s*${name.replace(/[.()]/g, '\\$&')}\\s*</a>\\s*<span class="made-up">`).test(html)

test('a page of real facts carries no banner and no mark', async () => {
  const list = await page('/lists/uflpa-entity-list')
  expect(list).toContain(REAL)
  for (const html of [list, await page('/programmes/xinjiang-labour-transfers')]) expect(html).not.toMatch(/made up|Demonstration/i)
  const entry = (await json('/lists/uflpa-entity-list')).entries.find((each: Json) => each['organisation'].name === REAL) as Json
  expect(await page(`/organisations/${entry['organisation'].id}`)).not.toMatch(/made up|Demonstration/i)
  expect(await page(`/claims/${entry['claim']}`)).not.toMatch(/made up|Demonstration/i)
})

test('a page of both says so, and marks what is made up and nothing else', async () => {
  for (const path of ['/programmes', '/lists']) {
    const html = await page(path)
    expect([path, html]).toEqual([path, expect.stringContaining(SOME)])
    expect(html).not.toContain(EVERYTHING)
    const { items } = await json(path)
    for (const { name, demonstration } of items) expect([name, markAfter(html, name)]).toEqual([name, demonstration])
    expect(new Set(items.map((each: Json) => each['demonstration'])).size).toBe(2)
  }
  const home = await page('/')
  expect(home).toContain(SOME)
  expect(markAfter(home, 'Kestrel Kids')).toBe(true)
})

test('a page on which everything is made up says so at the top, and each name carries its mark', async () => {
  const brand = await page('/brands/kestrel-kids')
  expect(brand).toContain(EVERYTHING)
  expect(brand).toMatch(/<h1> ?Kestrel Kids <span class="made-up">/)
  const profile = await json('/brands/kestrel-kids')
  for (const { subject, object } of profile['chains'][0].steps)
    for (const end of [subject, object]) expect([end.name, end.demonstration, markAfter(brand, end.name)]).toEqual([end.name, true, true])
  const { items } = await json('/claims?limit=200')
  const claims = items.filter((each: Json) => each['demonstration'])
  expect(await page(`/claims/${claims[0].id}`)).toContain(EVERYTHING)
  expect(await page('/brands')).toContain(EVERYTHING)
})

test('a check that names a real company never says that it is made up; its packs mark each made-up fact', async () => {
  const madeUp = (await json('/programmes')).items.find((each: Json) => each['demonstration'] && each['participants'].length > 0)['participants'][0]
    .organisation.name
  const checkOf = async (names: readonly string[]) => {
    const body = ['Supplier name', ...names].map((name) => `"${name}"`).join('\n')
    const { id } = (await (await fetch(`${unpick.origin}/api/v1/checks`, { method: 'POST', headers: { origin: unpick.origin }, body })).json()) as {
      id: string
    }
    while ((await json(`/checks/${id}`))['state'] !== 'done') await sleep(100)
    return { result: await page(`/checks/${id}`), report: await page(`/checks/${id}/report`), motion: await page(`/checks/${id}/packs/motion`) }
  }
  const real = await checkOf([REAL])
  expect(real.result).toContain('official list')
  for (const html of Object.values(real)) expect(html).not.toMatch(/made up|Demonstration/i)
  const both = await checkOf([REAL, madeUp])
  expect(both.result).toContain(SOME)
  expect([markAfter(both.result, madeUp), markAfter(both.result, REAL)]).toEqual([true, false])
  expect(both.motion).toContain(SOME)
  expect(both.motion).toMatch(/\(made up\)/)
  expect(both.motion).not.toMatch(/Entity List[^.]*\. \(made up\)/)
  for (const html of Object.values(both)) expect(html).not.toContain(EVERYTHING)
})

test('a pack of a made-up brand says that the brand is made up, and speaks of nothing real', async () => {
  const leaflet = await page('/brands/kestrel-kids/packs/leaflet')
  expect(leaflet).toContain('Demonstration: Kestrel Kids, and what is said of it here, was made up')
  expect(leaflet).not.toContain('companies, reports and schemes')
})

test('feeds and calendars mark what is made up too', async () => {
  const titles = [...(await page('/feed.atom')).matchAll(/<title[^>]*>([^<]*)<\/title>/g)].map(([, title]) => title ?? '').slice(1)
  expect(titles.length).toBeGreaterThan(3)
  for (const title of titles) expect(title).toContain('(made up)')
  const calendar = (await (await fetch(`${unpick.origin}/actions.ics`)).text()).replaceAll('\r\n ', '')
  const summaries = [...calendar.matchAll(/^SUMMARY:(.*)$/gm)].map(([, summary]) => summary ?? '')
  expect(summaries.length).toBeGreaterThan(3)
  for (const summary of summaries) expect(summary).toContain('(made up)')
})
