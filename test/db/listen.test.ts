import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { UNTOLD, listenTo } from '../../src/db/listen.ts'
import { remembered } from '../../src/http/remembered.ts'
import { Hono } from 'hono'
import { compress } from 'hono/compress'
import { freshDb } from '../support/fresh-db.ts'

const { db, owner, url } = await freshDb()
const until = async (is: () => boolean) => {
  for (let i = 0; i < 200 && !is(); i += 1) await sleep(20)
  expect(is()).toBe(true)
}

test('what is published anew is told to other connections; a lost connection counts as a change, and comes back', async () => {
  let told = 0
  const changes = listenTo({ url, role: null }, 'unpick_published', () => (told += 1))
  await until(changes.isLive)
  const before = changes.version('brand', 'site')
  await sql`insert into published.brand (slug, organisation_id, name, search, headline, strength, chains, sites, profile, demonstration, updated_at)
    values ('x', 'org_x', 'X', 'x', 'None found', 400, 0, 0, '{}', false, now())`.execute(db)
  await until(() => changes.version('brand', 'site') > before)
  expect(changes.version('site')).toBe(before)
  expect(told).toBe(1)
  const known = changes.version('brand')
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where query ilike 'listen%' and datname = current_database()`.execute(owner)
  await until(() => changes.isLive() && changes.version('brand') > known)
  await changes.close()
  expect(changes.isLive()).toBe(false)
})

test('an answer is remembered until something changed; while nobody tells of changes nothing is remembered', async () => {
  let [asked, version, isLive] = [0, 1, true]
  const app = new Hono()
    .use(remembered({ isLive: () => isLive, version: () => version }, () => new Date()))
    .get('/x', (c) => c.text(`answer ${(asked += 1)}`, 200, { etag: `"${asked}"` }))
    .get('/missing', (c) => c.text(`not here ${(asked += 1)}`, 404))
  const ask = async (headers = {}) => await app.request('http://localhost/x', { headers })
  expect(await (await ask()).text()).toBe('answer 1')
  expect(await (await ask()).text()).toBe('answer 1')
  expect((await ask({ 'if-none-match': '"1"' })).status).toBe(304)
  version = 2
  expect(await (await ask()).text()).toBe('answer 2')
  isLive = false
  expect(await (await ask()).text()).toBe('answer 3')
  expect(UNTOLD.isLive()).toBe(false)
  isLive = true
  expect(await (await app.request('http://localhost/missing')).text()).toBe('not here 4')
  expect(await (await app.request('http://localhost/missing')).text()).toBe('not here 5')
})

test('packed and plain answers are remembered apart: nobody gets bytes that they did not say they take', async () => {
  let asked = 0
  const app = new Hono()
    .use(remembered({ isLive: () => true, version: () => 1 }, () => new Date()))
    .use(compress({ encoding: 'gzip' }))
    .get('/x', (c) => c.text(`${'long '.repeat(1_000)}${(asked += 1)}`))
  const ask = async (encoding?: string) => await app.request('http://localhost/x', encoding === undefined ? {} : { headers: { 'accept-encoding': encoding } })
  const [star, packed, plain, refused, again] = [await ask('*'), await ask('br, gzip'), await ask(), await ask('gzip;q=0'), await ask('gzip;q=0.5')]
  expect([star, packed, plain, refused, again].map(({ headers }) => headers.get('content-encoding'))).toEqual(['gzip', 'gzip', null, null, 'gzip'])
  expect(asked).toBe(3) // the star by itself, one packed, one plain
  expect(await plain.text()).toBe(await refused.text())
})
