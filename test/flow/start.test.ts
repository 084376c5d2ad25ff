import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { birthOf } from '../../src/db/lock.ts'
import { digestOf } from '../support/digest.ts'
import { type Started, command, discard, startUnpick } from '../support/started.ts'
import type { Json } from '../support/json.ts'

let unpick: Started
beforeAll(async () => {
  unpick = await startUnpick()
})
afterAll(() => discard(unpick))

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${unpick.origin}${path}`, { headers })
const json = async (path: string) => (await (await get(`/api/v1${path}`)).json()) as Json

test('the demonstration shows what it promises', async () => {
  const { items } = await json('/brands')
  expect(items.map((brand: Json) => [brand['slug'], brand['headline'], brand['grade']])).toEqual([
    ['kestrel-kids', 'Strong', 'A2'],
    ['halden-and-row', 'Substantial', 'B2'],
    ['marlows-table', 'Substantial', 'B2'],
    ['pell-electricals', 'Contested', 'B2'],
    ['brightwell-home', 'None found', null],
    ['northway-sports', 'None found', null],
  ])
  expect((await json('/organisations?limit=200')).items.filter((item: Json) => item['demonstration']).length).toBeGreaterThanOrEqual(25)
  expect((await json('/programmes')).items.filter((item: Json) => item['demonstration'])).toHaveLength(3)
  expect((await json('/documents?limit=200')).items.filter((item: Json) => item['demonstration']).length).toBeGreaterThanOrEqual(12)
  expect((await json('/campaigns')).items).toHaveLength(2)
  expect((await json('/actions')).items.length).toBeGreaterThan(3)
  expect((await json('/claims?status=retracted')).items).toHaveLength(1)
  expect((await json('/claims?status=contested')).items[0].responses).toHaveLength(1)
  const lengths = new Set<number>()
  const towns = new Set<string>()
  for (const { slug } of items) {
    const profile = await json(`/brands/${slug}`)
    for (const chain of profile['chains']) lengths.add(chain.steps.length)
    for (const town of profile['towns']) towns.add(town)
  }
  expect([...lengths].sort()).toEqual([2, 3, 4, 5])
  expect(towns.size).toBeGreaterThanOrEqual(12)
})

test('every quote is the slice of its capture’s text, and open sealed bytes have the SHA-256 of their address', async () => {
  const { createHash } = await import('node:crypto')
  let checked = 0
  for (const { id } of (await json('/claims?limit=200')).items) {
    for (const evidence of (await json(`/claims/${id}`))['evidence'].slice(0, 2)) {
      const { text } = await json(`/captures/${evidence.capture}/text`)
      expect([...text].slice(evidence.start, evidence.end).join('')).toBe(evidence.quote)
      checked += 1
    }
  }
  expect(checked).toBeGreaterThan(50)
  for (const { sha256 } of (await json('/captures?limit=5')).items) {
    const bytes = Buffer.from(await (await get(`/captures/${sha256}/original`)).arrayBuffer())
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256)
  }
})

test('lists are paged by cursor, each thing once', async () => {
  const seen: string[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const page: Json = await json(`/claims?limit=40&cursor=${cursor}`)
    seen.push(...page['items'].map((item: Json) => item['id']))
    cursor = page['cursor']
  }
  expect(new Set(seen).size).toBe(seen.length)
  expect(seen.length).toBeGreaterThan(100)
  expect((await get('/api/v1/claims?cursor=nonsense')).status).toBe(400)
})

test('reads carry an ETag and answer 304 to it', async () => {
  const first = await get('/api/v1/brands/halden-and-row')
  const etag = first.headers.get('etag') as string
  expect(etag).toBeTruthy()
  expect((await get('/api/v1/brands/halden-and-row', { 'if-none-match': etag })).status).toBe(304)
})

test('errors are problem details for programs and a page for people', async () => {
  const missing = await get('/api/v1/brands/nobody')
  expect([missing.status, missing.headers.get('content-type')]).toEqual([404, 'application/problem+json'])
  expect(await missing.json()).toMatchObject({ title: 'Not here', status: 404, kind: 'not_found' })
  expect((await get('/api/v1/brands?limit=0')).status).toBe(400)
  expect((await get('/api/v1/nothing')).status).toBe(404)
  const page = await get('/brands/nobody', { accept: 'text/html' })
  expect([page.status, page.headers.get('content-type')]).toEqual([404, 'text/html; charset=UTF-8'])
})

test('targets are ranked by the sum of their parts, near a town, an outward code or a point', async () => {
  for (const near of ['Bradford', 'BD1', '53.795,-1.759']) {
    const { items } = await json(`/targets?near=${encodeURIComponent(near)}&radius_km=10`)
    expect(items.length).toBeGreaterThan(3)
    for (const { score, parts } of items)
      expect(score).toBeCloseTo(
        Object.values(parts as Record<string, number>).reduce((sum, part) => sum + part, 0),
        5,
      )
    expect(items.map((item: Json) => item['score'])).toEqual([...items.map((item: Json) => item['score'] as number)].sort((a, b) => b - a))
  }
  expect((await get('/api/v1/targets?near=Atlantis')).status).toBe(400)
  expect((await json('/brands/halden-and-row/sites?near=Leeds&radius_km=20')).items[0].distanceMetres).toBeLessThan(20_000)
})

test('names are matched exactly, and nearly with a lower score', async () => {
  const answer = await fetch(`${unpick.origin}/api/v1/match`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      queries: { a: { name: 'LANTERN GARMENTS LIMITED' }, b: { name: 'Lantren Garments' }, c: { name: 'Nothing Like It' }, __proto__x: { name: 'Zara' } },
    }),
  })
  const { results } = (await answer.json()) as Json
  expect(results.a[0]).toMatchObject({ name: 'Lantern Garments Ltd', verdict: 'match' })
  expect(results.b[0]).toMatchObject({ name: 'Lantern Garments Ltd' })
  expect(results.b[0].score).toBeLessThan(results.a[0].score)
  expect(results.b[0].reasons.join()).toContain('differ by a letter or two')
  expect(results.c).toEqual([])
})

test('pages set no cookie, run no script but our own where it helps, and ask nobody else for anything', async () => {
  for (const path of [
    '/',
    '/brands',
    '/brands/halden-and-row',
    '/how-we-grade',
    '/targets?near=Leeds',
    '/actions',
    '/programmes',
    '/lists',
    '/docs',
    '/data',
    '/demonstration/about',
    '/campaigns/whose-hands',
  ]) {
    const answer = await get(path, { accept: 'text/html' })
    expect([path, answer.status]).toEqual([path, 200])
    expect(answer.headers.get('set-cookie')).toBeNull()
    const isHelped = path === '/' || path === '/brands' || path.startsWith('/targets')
    expect(answer.headers.get('content-security-policy')).toContain(isHelped ? "script-src 'self'" : "script-src 'none'")
    const html = (await answer.text()).replace(isHelped ? /<script defer="" src="\/static\/(?:suggest|targets)\.js\?v=[0-9a-f]+"[^>]*><\/script>/ : /$^/, '')
    expect(html).not.toMatch(/<script|\sstyle=|\son\w+=|(?:src|href)="https?:\/\/(?!localhost)[^"]*\.(?:css|js|woff2?|png|svg)/i)
  }
})

test('the OpenAPI document names every path that answers', async () => {
  const { paths, openapi } = await json('/openapi.json')
  expect(openapi).toBe('3.1.0')
  expect(Object.keys(paths)).toEqual(expect.arrayContaining(['/brands', '/brands/{slug}', '/targets', '/match', '/captures/{sha256}/text']))
  expect((await get('/healthz')).status).toBe(200)
})

test('a second start on the folder is refused in a sentence, and commands use the server that runs', async () => {
  const second = await command(unpick.dataDir, ['start'], { PORT: '0' })
  expect(second).toMatchObject({ code: 1, stderr: expect.stringMatching(/Unpick is already running on .*process \d+.*UNPICK_DATA/) })
  const verified = await command(unpick.dataDir, ['verify', '--json'])
  expect(verified.code).toBe(0)
  expect(JSON.parse(verified.stdout)).toMatchObject({ isSound: true, captures: { missing: [], damaged: [] }, quotes: { wrong: [] } })
  const added = await command(unpick.dataDir, ['add', `${unpick.origin}/demonstration/nothing.html`, '--json'], { PORT: String(unpick.port) })
  expect(added.code).toBe(1)
  expect(JSON.parse(added.stdout).documents[0]).toMatchObject({ state: 'failed', problem: expect.stringContaining('404') })
  expect((await command(unpick.dataDir, ['documents', '--failed'])).stdout).toContain('404')
})

test('killed at random and started again, it ends in the same database; the demonstration can be removed', async () => {
  expect(await unpick.stop()).toBe(0)
  const straight = await digestOf(unpick.dataDir)
  let again = await startUnpick({ port: unpick.port, untilDone: false })
  for (const pause of [900, 2_200]) {
    await sleep(pause)
    await again.stop('SIGKILL')
    again = await startUnpick({ port: unpick.port, dataDir: again.dataDir, untilDone: false })
  }
  await again.stop()
  again = await startUnpick({ port: unpick.port, dataDir: again.dataDir })
  expect(again.output()).not.toContain('A fault')
  await again.stop()
  const killed = await digestOf(again.dataDir)
  const withoutAdded = (lines: readonly string[]) => lines.filter((line) => !line.includes('nothing.html'))
  expect(withoutAdded(killed.lines)).toEqual(withoutAdded(straight.lines))
  expect(killed.isSound).toBe(true)
  const removed = await command(again.dataDir, ['demonstration', '--remove', '--json'])
  expect(JSON.parse(removed.stdout)).toEqual({ demonstration: 'removed', copies: 17 })
  const left = await digestOf(again.dataDir)
  expect(left).toMatchObject({ claims: 144, captures: 1, isSound: true })
  const real = await startUnpick({ port: unpick.port, dataDir: again.dataDir })
  await sleep(1_500)
  await real.stop()
  expect(await digestOf(again.dataDir)).toMatchObject({ claims: 144, captures: 1 })
  await rm(again.dataDir, { recursive: true, force: true })
}, 240_000)

test('a second Ctrl-C stops at once, and leaves no process behind', async () => {
  const hasty = await startUnpick({ untilDone: false })
  const before = JSON.parse(await readFile(join(hasty.dataDir, 'postgres/postmaster.pid'), 'utf8').then((text) => `[${text.split('\n')[0]}]`)) as [number]
  const startedAt = Date.now()
  hasty.child.kill('SIGINT')
  await sleep(20)
  hasty.child.kill('SIGINT')
  await hasty.stop()
  expect(Date.now() - startedAt).toBeLessThan(5_000)
  for (let i = 0; i < 50 && birthOf(before[0]) !== null; i += 1) await sleep(100)
  expect(birthOf(before[0])).toBeNull()
  await rm(hasty.dataDir, { recursive: true, force: true })
})
