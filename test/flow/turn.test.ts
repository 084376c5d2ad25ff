import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, expect, test } from 'vitest'
import { addFound, followAddress } from '../../src/archive/followed-queries.ts'
import { sealHost } from '../../src/archive/seal.ts'
import { setSource } from '../../src/archive/source-queries.ts'
import { transact } from '../../src/db/client.ts'
import collect from '../../workers/collect.ts'
import { pipeline } from '../support/pipeline.ts'
import { localSite } from '../support/site.ts'

const CONNECTIONS = 4
let now = 0
let most = 0
const site = await localSite(async (request, response) => {
  if (request.url === '/robots.txt') return void response.writeHead(404).end()
  now += 1
  most = Math.max(most, now)
  await sleep(request.url?.includes('/more/') ? 1 : 60)
  now -= 1
  response.writeHead(200, { 'content-type': 'text/html' }).end(`<p>What stands at ${request.url}.</p>`)
})
const busy = await localSite((request, response) => void response.writeHead(request.url === '/robots.txt' ? 404 : 429, { 'retry-after': '600' }).end())
const line = await pipeline({ UNPICK_ALLOW_HOSTS: `${site.host},${busy.host}`, UNPICK_FETCH_CONNECTIONS: String(CONNECTIONS) })
const seal = (host = site.host) => sealHost({ ...line.deps, maxBytes: 1_000_000, connections: CONNECTIONS }, host, new AbortController().signal)
const find = (page: { id: string; followedId: string | null } | undefined, links: string[]) =>
  transact(line.db, (tx) =>
    addFound(tx, [{ capture: { url: `${site.origin}/reports/`, documentId: page?.id ?? '', followedId: page?.followedId ?? null }, links }], new Date()),
  )
const countSealed = async () => (await line.db.selectFrom('capture').select('id').execute()).length

beforeAll(async () => {
  const publisher = { name: 'Example News', kind: 'newspaper', reliability: 'C', reliabilityReason: 'A test.' } as const
  await followAddress(line.db, { url: `${site.origin}/reports/`, kind: 'site', publisher, most: 1_000, addedBy: 'test' })
  await setSource(line.db, 'general-site', { enabled: true, dueAt: new Date() })
  for (const payload of await collect.due(line.deps)) await collect.run(line.deps, payload, new AbortController().signal)
})

test('a turn at a followed site goes on with what its first page leads to, over all its connections', async () => {
  const [first] = await line.db.selectFrom('document').select(['id', 'url', 'followedId']).where('followedId', 'is not', null).execute()
  const links = Array.from({ length: 12 }, (_, i) => `${site.origin}/reports/${i}.html`)
  const turn = seal()
  while ((await countSealed()) === 0) await sleep(5)
  await find(first, links)
  await turn
  expect(await countSealed()).toBe(13)
  expect(most).toBe(CONNECTIONS)
})

test('a turn over more documents than are looked up at once seals each of them, once', async () => {
  const [first] = await line.db.selectFrom('document').select(['id', 'followedId']).where('followedId', 'is not', null).orderBy('createdAt').execute()
  const links = Array.from({ length: 430 }, (_, i) => `${site.origin}/reports/more/${i}.html`)
  await find(first, links)
  const before = site.asked.length
  await seal()
  expect(await countSealed()).toBe(443)
  expect(site.asked).toHaveLength(before + 430)
})

test('a turn where nothing is followed ends at once', async () => {
  await line.add(`${site.origin}/alone.html`)
  const startedAt = Date.now()
  await seal()
  expect(await countSealed()).toBe(444)
  expect(Date.now() - startedAt).toBeLessThan(280)
})

test('a turn that ends early gives back what it did not fetch of a source’s budget', async () => {
  await line.db.updateTable('source').set({ budget: 50, spent: 0, spentOn: null }).where('id', '=', 'us-federal-register').execute()
  for (let i = 0; i < 20; i += 1) await line.add(`${busy.origin}/${i}.html`, { sourceId: 'us-federal-register' })
  await seal(busy.host)
  const { spent } = await line.db.selectFrom('source').select('spent').where('id', '=', 'us-federal-register').executeTakeFirstOrThrow()
  expect(spent).toBe(busy.asked.filter((path) => path !== '/robots.txt').length)
})
