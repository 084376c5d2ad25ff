import { execFileSync } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createFetch } from '../../src/archive/fetch.ts'
import { pathOf } from '../../src/archive/sealed-path.ts'
import { verifyArchive } from '../../src/archive/verify.ts'
import { BlockedError, RateLimitedError } from '../../src/errors.ts'
import { pipeline } from '../support/pipeline.ts'
import { localSite } from '../support/site.ts'

let page = '<p>Zara bought yarn from Ashmere Spinning Co., Ltd. in 2025.</p>'
let robotsAnswer = 404
const site = await localSite({
  '/robots.txt': (_request, response) => response.writeHead(robotsAnswer).end('User-agent: *\nDisallow: /\n'),
  '/page': (request, response) => {
    if (request.headers['if-none-match'] === `"${page.length}"`) return void response.writeHead(304).end()
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', etag: `"${page.length}"`, 'set-cookie': 'a=secret' }).end(page)
  },
  '/moved': (_request, response) => response.writeHead(301, { location: '/page' }).end(),
  '/busy': (_request, response) => response.writeHead(429, { 'retry-after': '7' }).end(),
})
const line = await pipeline({ UNPICK_ALLOW_HOSTS: site.host })
const captures = () => line.db.selectFrom('capture').selectAll().orderBy('fetchedAt').execute()

test('a capture is sealed as received, under its SHA-256, with address, time and headers but no cookie', async () => {
  await line.add(`${site.origin}/moved`)
  await line.run()
  const [capture] = await captures()
  expect(capture).toMatchObject({ url: `${site.origin}/moved`, finalUrl: `${site.origin}/page`, status: 200, mediaType: 'text/html', bytes: page.length })
  expect(capture?.headers).not.toHaveProperty('set-cookie')
  const path = join(line.dataDir, 'captures', pathOf(capture?.sha256 as string))
  expect(await readFile(path, 'utf8')).toBe(page)
  expect(execFileSync('sha256sum', [path], { encoding: 'utf8' }).split(' ')[0]).toBe(capture?.sha256)
})

test('fetching again asks conditionally; the same bytes make no second capture, changed ones do', async () => {
  const { id } = await line.add(`${site.origin}/page`)
  await line.run()
  await line.add(`${site.origin}/page`, { again: true })
  await line.run()
  const count = async () => (await line.db.selectFrom('capture').select('id').where('documentId', '=', id).execute()).length
  expect(await count()).toBe(1)
  page = `${page}<p>Primark buys cloth from Ashmere Spinning Co., Ltd.</p>`
  await line.add(`${site.origin}/page`, { again: true })
  await line.run()
  expect(await count()).toBe(2)
  expect(await line.db.selectFrom('claim').select('id').execute()).toHaveLength(2)
})

test('running every stage twice changes nothing', async () => {
  const rows = async () =>
    Promise.all(
      (['capture', 'reading', 'passage', 'candidate', 'claim', 'evidence', 'organisation'] as const).map(
        async (table) =>
          (
            await line.db
              .selectFrom(table)
              .select((eb) => eb.fn.countAll<number>().as('n'))
              .executeTakeFirstOrThrow()
          ).n,
      ),
    )
  const before = await rows()
  await line.db.updateTable('captureProgress').set({ readVersion: 0, extractVersion: 0, resolveVersion: 0 }).execute()
  await line.run()
  expect(await rows()).toEqual(before)
})

test('a damaged or missing sealed copy is found', async () => {
  const check = () => verifyArchive(line.db, line.deps.store, () => undefined)
  expect(await check()).toMatchObject({ isSound: true })
  const sha = (await captures())[0]?.sha256 as string
  const path = join(line.dataDir, 'captures', pathOf(sha))
  const whole = await readFile(path)
  execFileSync('chmod', ['u+w', path])
  await writeFile(path, Buffer.concat([whole.subarray(0, -1), Buffer.from([(whole.at(-1) as number) ^ 1])]))
  expect(await check()).toMatchObject({ isSound: false, captures: { damaged: expect.arrayContaining([sha]) } })
  await writeFile(path, whole)
  expect(await check()).toMatchObject({ isSound: true })
})

const fetcher = (extra = {}) =>
  createFetch({
    limits: { delayMs: 0, connections: 1, timeoutMs: 5_000, maxBytes: 1_000_000 },
    allowHosts: [site.host],
    contact: 'https://example.org',
    ...extra,
  })

test('a host’s wish to wait is passed on with its time', async () => {
  const fetch = fetcher()
  await expect(fetch.fetch(`${site.origin}/busy`)).rejects.toMatchObject({ kind: 'rate_limited', retryAfterMs: 7_000 } satisfies Partial<RateLimitedError>)
  await fetch.close()
})

test('robots.txt is obeyed, and a robots.txt that fails means wait, not go', async () => {
  robotsAnswer = 200
  const obeying = fetcher()
  await expect(obeying.fetch(`${site.origin}/page`)).rejects.toBeInstanceOf(BlockedError)
  await obeying.close()
  robotsAnswer = 503
  const waiting = fetcher()
  await expect(waiting.fetch(`${site.origin}/page`)).rejects.toMatchObject({ kind: 'unavailable' })
  await waiting.close()
  robotsAnswer = 404
})

test('a name that turns private after the look-up is not reached', async () => {
  const fetch = createFetch({
    limits: { delayMs: 0, connections: 1, timeoutMs: 5_000, maxBytes: 1_000 },
    allowHosts: [],
    contact: 'x',
    lookup: ((_name: string, _options: unknown, answer: (error: null, found: unknown) => void) => answer(null, [{ address: '127.0.0.1', family: 4 }])) as never,
  })
  await expect(fetch.fetch('http://rebinding.example/')).rejects.toThrow(/not a public address/)
  await fetch.close()
})

test('one host is asked one thing at a time, with the pause between', async () => {
  const fetch = fetcher({ limits: { delayMs: 120, connections: 1, timeoutMs: 5_000, maxBytes: 1_000_000 } })
  const startedAt = Date.now()
  await Promise.all([1, 2, 3].map(() => fetch.fetch(`${site.origin}/page`)))
  expect(Date.now() - startedAt).toBeGreaterThanOrEqual(240)
  await fetch.close()
})
