import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { followAddress, listFollowed, unfollowAddress } from '../../src/archive/followed-queries.ts'
import { findHost } from '../../src/archive/host-queries.ts'
import { pathOf } from '../../src/archive/sealed-path.ts'
import { countUnderWay, listRuns, listSourceRows, setSource } from '../../src/archive/source-queries.ts'
import { verifyArchive } from '../../src/archive/verify.ts'
import { fetchAgain } from '../../src/archive/fetch-queries.ts'
import { getChanges } from '../../src/read/changes.ts'
import { pipeline } from '../support/pipeline.ts'
import { localSite } from '../support/site.ts'

const PUBLISHER = { name: 'Example News', kind: 'newspaper', reliability: 'C', reliabilityReason: 'A test.' } as const
const page = (words: string, ...links: string[]) =>
  `<html><body><nav>${links.map((link) => `<a href="${link}">x</a>`).join('')}</nav><p>${words}</p></body></html>`
let isDown = false
let busy = 0
let version = 1
const site = await localSite((request, response) => {
  const path = (request.url ?? '/').replace(/\?.*/, '')
  const html = (text: string) => void response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(text)
  if (path === '/robots.txt') return void response.writeHead(200).end('User-agent: *\nDisallow: /reports/private\n')
  if (path === '/reports/')
    return html(
      page('Start.', 'a.html', '/reports/b.html?utm_source=x', 'private/x.html', '/elsewhere/c.html', 'https://other.example/', 'a.html#part', 'logo.png'),
    )
  if (path === '/reports/a.html') return html(page('First.', 'b.html', 'deep/d.html'))
  if (path === '/reports/b.html') return html(page('Second.', './', 'missing.html'))
  if (path === '/reports/deep/d.html') return html(page('Third.', '../a.html'))
  if (path === '/press/') return html(page('Press.', 'a.html'))
  if (path.startsWith('/down/')) return isDown ? void response.writeHead(500).end() : html(page(`Up ${path}`))
  if (path === '/busy') return (busy += 1) === 1 ? void response.writeHead(429, { 'retry-after': '120' }).end() : html(page('At last.'))
  if (path === '/changing')
    return version === 0
      ? void response.writeHead(410).end()
      : html(
          `<p>The mill has ${version === 1 ? 'three hundred' : 'four hundred'} workers.</p><p>It stands in a town.</p>${version === 1 ? '' : '<p>It is for sale.</p>'}`,
        )
  if (path === '/feed')
    return void response
      .writeHead(200, { 'content-type': 'application/rss+xml' })
      .end('<rss version="2.0"><channel><item><title>N</title><link>/reports/a.html</link></item><item><link>/feed/2</link></item></channel></rss>')
  response.writeHead(404).end()
})
const line = await pipeline({ UNPICK_ALLOW_HOSTS: site.host })
const urls = async () =>
  (await line.db.selectFrom('document').select(['url', 'state']).where('url', 'like', `${site.origin}/reports%`).orderBy('url').execute()).map(
    (row) => `${row.url.slice(site.origin.length)} ${row.state}`,
  )
const rest = () => line.db.deleteFrom('hostPace').execute()

test('a followed site is crawled by its links: its own folder, each page once, robots obeyed, no pictures', async () => {
  await followAddress(line.db, { url: `${site.origin}/reports/`, kind: 'site', publisher: PUBLISHER, most: 100, addedBy: 'test' })
  await setSource(line.db, 'general-site', { enabled: true, dueAt: new Date() })
  await line.run()
  expect(await urls()).toEqual([
    '/reports/ done',
    '/reports/a.html done',
    '/reports/b.html done',
    '/reports/deep/d.html done',
    '/reports/missing.html failed',
    '/reports/private/x.html failed',
  ])
  expect(site.asked.filter((path) => path === '/reports/a.html')).toHaveLength(1)
  const [run] = await listRuns(line.db, 'general-site', 1)
  expect(run).toMatchObject({ listed: 1, added: 1, problem: null })
  expect((await listSourceRows(line.db)).find((row) => row.id === 'general-site')).toMatchObject({ documents: 6, failed: 2, waiting: 0 })
})

test('a page is not kept as read without what it leads to', async () => {
  const fresh = await pipeline({ UNPICK_ALLOW_HOSTS: site.host })
  await followAddress(fresh.db, { url: `${site.origin}/press/`, kind: 'site', publisher: PUBLISHER, most: 100, addedBy: 'test' })
  await setSource(fresh.db, 'general-site', { enabled: true, dueAt: new Date() })
  await sql`create function refuse() returns trigger language plpgsql as 'begin raise exception ''no room''; end'`.execute(fresh.owner)
  await sql`create trigger refuse before insert on document for each row when (new.url like '%/a.html') execute function refuse()`.execute(fresh.owner)
  await fresh.run()
  expect(await fresh.db.selectFrom('reading').select('id').execute()).toEqual([])
  expect(await fresh.db.selectFrom('document').select(['state', 'problem']).execute()).toMatchObject([
    { state: 'failed', problem: expect.stringContaining('no room') },
  ])
})

test('no more documents are taken than were asked for', async () => {
  const other = await localSite((request, response) => {
    if (request.url === '/robots.txt') return void response.writeHead(404).end()
    const at = Number(/\d+/.exec(request.url ?? '')?.[0] ?? 0)
    response.writeHead(200, { 'content-type': 'text/html' }).end(page(`Page ${at}`, ...Array.from({ length: 5 }, (_, i) => `/p/${at * 5 + i + 1}`)))
  })
  const small = await pipeline({ UNPICK_ALLOW_HOSTS: other.host })
  await followAddress(small.db, { url: `${other.origin}/p/0`, kind: 'site', publisher: PUBLISHER, most: 12, addedBy: 'test' })
  await setSource(small.db, 'general-site', { enabled: true, dueAt: new Date() })
  await small.run()
  expect(await small.db.selectFrom('document').select('id').execute()).toHaveLength(13) // and the first
})

test('a followed feed brings its entries with their publisher, and following ends', async () => {
  await followAddress(line.db, { url: `${site.origin}/feed`, kind: 'feed', publisher: PUBLISHER, most: 10, addedBy: 'test' })
  await setSource(line.db, 'general-feed', { enabled: true, dueAt: new Date() })
  await line.run()
  expect(await line.db.selectFrom('document').select('sourceId').where('url', '=', `${site.origin}/feed/2`).executeTakeFirst()).toEqual({
    sourceId: 'general-feed',
  })
  expect(await unfollowAddress(line.db, `${site.origin}/feed`)).toBe(true)
  expect((await listFollowed(line.db)).map((each) => each.kind)).toEqual(['site'])
})

test('a host that fails five times in a row rests, then gets one request, and is trusted again when it answers', async () => {
  isDown = true
  for (let i = 0; i < 12; i += 1) await line.add(`${site.origin}/down/${i}`)
  const before = site.asked.length
  await line.run()
  expect(site.asked.length - before).toBe(5)
  const resting = await findHost(line.db, site.host)
  expect(resting).toMatchObject({ failures: 5 })
  expect((resting?.restsUntil?.getTime() ?? 0) - Date.now()).toBeGreaterThan(40_000)
  await line.db
    .updateTable('hostPace')
    .set({ restsUntil: new Date(Date.now() - 1) })
    .execute()
  await line.db.updateTable('document').set({ fetchDueAt: new Date() }).where('url', 'like', '%/down/%').execute()
  const again = site.asked.length
  await line.run()
  expect(site.asked.length - again).toBe(1)
  isDown = false
  await line.db
    .updateTable('hostPace')
    .set({ restsUntil: new Date(Date.now() - 1) })
    .execute()
  await line.db.updateTable('document').set({ fetchDueAt: new Date() }).where('url', 'like', '%/down/%').execute()
  await line.run()
  expect(await findHost(line.db, site.host)).toMatchObject({ failures: 0, restsUntil: null })
  expect(await line.db.selectFrom('document').select('id').where('url', 'like', '%/down/%').where('state', '=', 'done').execute()).toHaveLength(12)
})

test('a host that asks to wait is left alone for as long as it says, with all its documents', async () => {
  await line.add(`${site.origin}/busy`)
  await line.add(`${site.origin}/down/after`)
  await line.run()
  const left = ((await findHost(line.db, site.host))?.restsUntil?.getTime() ?? 0) - Date.now()
  expect(left).toBeGreaterThan(100_000)
  expect(left).toBeLessThanOrEqual(120_000)
  await rest()
})

test('a source does no more in a day than its budget, and goes on the day after', async () => {
  await line.db.updateTable('source').set({ budget: 3, spent: 0, spentOn: null }).where('id', '=', 'us-federal-register').execute()
  for (let i = 0; i < 7; i += 1) await line.add(`${site.origin}/down/budget-${i}`, { sourceId: 'us-federal-register' })
  await line.run()
  const states = await line.db.selectFrom('document').select(['state', 'fetchDueAt', 'problem']).where('url', 'like', '%/down/budget-%').execute()
  expect(states.filter((row) => row.state === 'done')).toHaveLength(3)
  const waiting = states.filter((row) => row.state === 'waiting')
  expect(waiting).toHaveLength(4)
  expect(await countUnderWay(line.db, ['us-federal-register'], new Date())).toBe(0) // nobody waits at a terminal until tomorrow
  for (const row of waiting) {
    expect(row.problem).toMatch(/Put off until tomorrow/)
    expect(row.fetchDueAt?.toISOString().slice(11, 19)).toBe('00:00:00')
    expect(row.fetchDueAt?.getTime()).toBeGreaterThan(Date.now())
  }
})

test('a document that changes gets a second copy and a readable difference; one that goes is marked, and its copies stay', async () => {
  const { id } = await line.add(`${site.origin}/changing`)
  await line.run()
  version = 2
  await line.add(`${site.origin}/changing`, { again: true })
  await line.run()
  const found = await getChanges(line.db, id)
  expect(found.versions).toHaveLength(2)
  expect(found.steps[0]).toMatchObject({ wordsAdded: 5, wordsRemoved: 1 })
  expect(found.steps[0]?.changes.map((change) => change.kind)).toEqual(['changed', 'added'])
  expect(found.steps[0]?.changes[0]?.parts.filter((part) => part.change).map((part) => `${part.change} ${part.text.trim()}`)).toEqual(['out three', 'in four'])
  version = 0
  await line.add(`${site.origin}/changing`, { again: true })
  await line.run()
  expect(await line.document(id)).toMatchObject({ state: 'gone' })
  expect((await getChanges(line.db, id)).versions).toHaveLength(2)
})

test('a torn sealed copy is found, and the same bytes put it right', async () => {
  const capture = await line.db
    .selectFrom('capture as c')
    .innerJoin('document as d', 'd.id', 'c.documentId')
    .select(['c.sha256', 'd.id'])
    .where('d.url', '=', `${site.origin}/reports/a.html`)
    .executeTakeFirstOrThrow()
  await writeFile(join(line.dataDir, 'captures', pathOf(capture.sha256)), 'torn').catch(async () => {
    const { chmod } = await import('node:fs/promises')
    await chmod(join(line.dataDir, 'captures', pathOf(capture.sha256)), 0o644)
    await writeFile(join(line.dataDir, 'captures', pathOf(capture.sha256)), 'torn')
  })
  const verified = await verifyArchive(line.db, line.deps.store, () => undefined)
  expect(verified.captures.damaged).toEqual([capture.sha256])
  expect(await fetchAgain(line.db, verified.captures.damaged, new Date())).toBe(1)
  await line.run()
  expect((await verifyArchive(line.db, line.deps.store, () => undefined)).captures).toMatchObject({ damaged: [], missing: [] })
})
