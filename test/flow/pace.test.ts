import { expect, test } from 'vitest'
import { createFetch } from '../../src/archive/fetch.ts'
import { clearTurns, takeTurn } from '../../src/archive/host-queries.ts'
import { createSharedPace } from '../../src/archive/pace.ts'
import { openDb } from '../../src/db/client.ts'
import { freshDb } from '../support/fresh-db.ts'
import { localSite } from '../support/site.ts'

const { db, url } = await freshDb()
const DELAY_MS = 150
const times: number[] = []
let open = 0
let most = 0
const site = await localSite((_request, response) => {
  times.push(performance.now())
  open += 1
  most = Math.max(most, open)
  setTimeout(() => {
    open -= 1
    response.writeHead(200, { 'content-type': 'text/html' }).end('<p>x</p>')
  }, 20)
})

test('three workers on one database never exceed a host’s pace, measured at the host', async () => {
  const handles = [1, 2, 3].map(() => openDb(url))
  const fetchers = handles.map((handle) =>
    createFetch({
      limits: { delayMs: DELAY_MS, connections: 1, timeoutMs: 20_000, maxBytes: 1_000_000 },
      allowHosts: [site.host],
      contact: 'x',
      pace: createSharedPace(handle.db, 5_000),
    }),
  )
  await Promise.all(fetchers.flatMap((fetcher, worker) => Array.from({ length: 5 }, (_, i) => fetcher.fetch(`${site.origin}/${worker}/${i}`))))
  const gaps = times.slice(1).map((time, i) => time - (times[i] as number))
  expect(times.length).toBeGreaterThanOrEqual(15)
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(DELAY_MS)
  expect(most).toBe(1)
  await Promise.all([...fetchers, ...handles].map((each) => each.close()))
}, 60_000)

test('a turn whose worker was killed is free again after its lease, or at once when we are alone', async () => {
  expect(await takeTurn(db, 'host:80', 300)).toBe(0)
  expect(await takeTurn(db, 'host:80', 300)).toBeGreaterThan(0)
  await new Promise((resolve) => setTimeout(resolve, 350))
  expect(await takeTurn(db, 'host:80', 60_000)).toBe(0)
  await clearTurns(db)
  expect(await takeTurn(db, 'host:80', 300)).toBe(0)
})

test('waiting for a turn does not count as time that the host took', async () => {
  const fetcher = createFetch({ limits: { delayMs: 400, connections: 1, timeoutMs: 500, maxBytes: 1_000_000 }, allowHosts: [site.host], contact: 'x' })
  await expect(Promise.all([1, 2, 3, 4].map((i) => fetcher.fetch(`${site.origin}/wait/${i}`)))).resolves.toHaveLength(4)
  await fetcher.close()
})

test('a host that drips its answer is left after the time limit', async () => {
  const slow = await localSite((request, response) => {
    if (request.url === '/robots.txt') return void response.writeHead(404).end()
    response.writeHead(200, { 'content-type': 'text/html' })
    const drip = setInterval(() => response.write('x'), 50)
    response.on('close', () => clearInterval(drip))
  })
  const fetcher = createFetch({ limits: { delayMs: 0, connections: 1, timeoutMs: 600, maxBytes: 1_000_000 }, allowHosts: [slow.host], contact: 'x' })
  const startedAt = Date.now()
  await expect(fetcher.fetch(`${slow.origin}/drip`)).rejects.toThrow(/did not arrive within/)
  expect(Date.now() - startedAt).toBeLessThan(3_000)
  await fetcher.close()
})

test('where a host answers 403 to those who ask too often, it is waited for; its robots.txt, and other hosts, mean no by it', async () => {
  const answers = (status: number, headers: Record<string, string> = {}) =>
    localSite((request, response) => void response.writeHead(request.url === '/robots.txt' ? 403 : status, headers).end())
  const [busy, saying, closed] = [await answers(403), await answers(403, { 'retry-after': '7' }), await answers(403)]
  const fetcher = createFetch({
    limits: { delayMs: 0, connections: 1, timeoutMs: 5_000, maxBytes: 1_000_000 },
    allowHosts: [busy.host, saying.host, closed.host],
    contact: 'x',
    refusals: new Map([busy, saying].map(({ host }) => [host, { status: 403, waitMs: 300_000 }])),
  })
  await expect(fetcher.fetch(`${busy.origin}/list`)).rejects.toMatchObject({ kind: 'rate_limited', retryAfterMs: 300_000 })
  await expect(fetcher.fetch(`${saying.origin}/list`)).rejects.toMatchObject({ kind: 'rate_limited', retryAfterMs: 7_000 })
  await expect(fetcher.fetch(`${closed.origin}/list`)).rejects.toMatchObject({ kind: 'blocked' })
  await fetcher.close()
})
