/** What ends a worker: it is set apart, done alone, and ended with a sentence the second time, while all else goes on. */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { addDocument } from '../../src/archive/document-queries.ts'
import { openDb } from '../../src/db/client.ts'
import { findEmbedded } from '../../src/db/embedded.ts'
import { localSite } from '../support/site.ts'
import { type Started, discard, startUnpick } from '../support/started.ts'

const GOOD = 30
const BAD = ['archive', 'read', 'extract', 'resolve'] as const
const page = (words: string) => `<title>A report</title><p>Zara bought yarn from ${words} in 2025.</p>`
const site = await localSite((request, response) => {
  const path = request.url ?? '/'
  if (path === '/robots.txt') return void response.writeHead(404).end()
  const bad = /^\/bad-(\w+)/.exec(path)?.[1]
  const body =
    bad === 'read'
      ? `<!-- ends-read -->${page('Ashmere Spinning Co., Ltd.')}`
      : bad === 'extract'
        ? page('Ends Co., Ltd. and ends-extr&#97;ct')
        : bad === 'resolve'
          ? page('Xinjiang Ends-Resolve Textile Co., Ltd.')
          : page(`Mill ${path.slice(6)} Spinning Co., Ltd.`)
  response.writeHead(200, { 'content-type': bad === 'archive' ? 'text/ends-archive' : 'text/html' }).end(body)
})
let started: Started | null = null
afterAll(() => started && discard(started))

test('documents that end the worker are ended with a sentence, and the others are read', async () => {
  started = await startUnpick({
    untilDone: false,
    environment: {
      UNPICK_DEMONSTRATION: 'off',
      UNPICK_ALLOW_HOSTS: site.host,
      UNPICK_FETCH_DELAY_MS: '0',
      NODE_OPTIONS: `--import ${pathToFileURL(join(import.meta.dirname, '../support/poison.ts')).href}`,
    },
  })
  const { url } = (await findEmbedded(started.dataDir)) as { url: string }
  const { db, close } = openDb(url, { max: 2 })
  await db.updateTable('source').set({ enabled: false }).execute()
  const paths = [...BAD.map((stage) => `/bad-${stage}`), ...Array.from({ length: GOOD }, (_, i) => `/good/${i}`)]
  for (const path of paths)
    await addDocument(db, {
      url: site.origin + path,
      publisher: { name: 'P', kind: 'ngo', reliability: 'B', reliabilityReason: 'It is a test.' },
      submittedBy: 'adder',
      now: new Date(),
    })
  const states = async () =>
    new Map((await db.selectFrom('document').select(['url', 'state', 'problem']).execute()).map((row) => [row.url.replace(site.origin, ''), row] as const))
  const isOver = async () => {
    const open = [...(await states()).values()].filter(({ state }) => state === 'waiting' || state === 'sealed' || state === 'read')
    const unextracted = await db.selectFrom('captureProgress').selectAll().where('extractVersion', '=', 0).where('readingId', 'is not', null).execute()
    const apart = await db.selectFrom('underWay').selectAll().execute()
    return open.length + unextracted.length + apart.length === 0
  }
  for (const until = Date.now() + 120_000; Date.now() < until && !(await isOver());) await sleep(500)
  const found = await states()
  const good = [...found].filter(([path]) => path.startsWith('/good'))
  expect(good.filter(([, { state }]) => state === 'done')).toHaveLength(GOOD)
  const bad = BAD.map((stage) => [...found].find(([path]) => path.startsWith(`/bad-${stage}`))?.[1])
  for (const [i, stage] of BAD.entries())
    expect({ stage, problem: bad[i]?.problem }).toEqual({ stage, problem: expect.stringMatching(/ended the program that was at work on it, twice/) })
  expect(await db.selectFrom('underWay').selectAll().execute()).toEqual([])
  expect(started.output()).not.toMatch(/uncaught/i)
  await close()
})
