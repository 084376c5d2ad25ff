/** Try sources: six publishers, of which two have drifted, one refuses and one is slow, are told apart, and nothing is stored. */
import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import { tableOf } from '../../cli/try-sources.ts'
import { createFetch } from '../../src/archive/fetch.ts'
import { createReadingRoom } from '../../src/read/reading-room.ts'
import { listPages } from '../../scrapers/kit/listing.ts'
import { parseHtml, tableRows, tablesWith } from '../../scrapers/kit/html.ts'
import { readingOfRows } from '../../scrapers/kit/rows.ts'
import { expectCount, take } from '../../scrapers/kit/strict.ts'
import { type Source, defineSource } from '../../scrapers/source.ts'
import { trySources } from '../../workers/try-sources.ts'
import { localSite } from '../support/site.ts'

const tableHtml = (heading: string, names: readonly string[]) =>
  `<table><tr><th>${heading}</th></tr>${names.map((name) => `<tr><td>${name}</td></tr>`).join('')}</table>`
const site = await localSite((request, response) => {
  const path = request.url ?? '/'
  const html = (text: string) => void response.writeHead(200, { 'content-type': 'text/html' }).end(text)
  if (path === '/robots.txt') return void response.writeHead(404).end()
  if (path === '/sound') return html(tableHtml('Name', ['Old Mill Co., Ltd.', 'New Mill Co., Ltd.']))
  if (path === '/renamed') return html(tableHtml('Name of firm', ['Old Mill Co., Ltd.']))
  if (path === '/few') return html(tableHtml('Name', []))
  if (path === '/refuses') return void response.writeHead(403).end()
  if (path === '/slow') return void setTimeout(() => html('late'), 20_000).unref()
  if (path === '/report') return html('<article><p>Zara bought yarn from Old Mill Co., Ltd. in 2025.</p></article>')
  if (path.startsWith('/list')) return html(`<a href="/report">Report</a><a rel="next" href="/list?page=${Number(path.split('=')[1] ?? 1) + 1}">next</a>`)
  response.writeHead(404).end()
})

const sourceAt = (path: string, more: Partial<Source> = {}): Source =>
  defineSource({
    title: `The list at ${path}`,
    publisher: { name: 'Example', kind: 'ngo', reliability: 'C', reliabilityReason: 'A test.' },
    home: `${site.origin}${path}`,
    licence: 'none',
    open: false,
    every: 'day',
    version: 1,
    accepts: null,
    onFromStart: false,
    checkedOn: null,
    expect: { claims: [1, 10] },
    async *discover() {
      yield { url: `${site.origin}${path}`, as: 'list' }
    },
    parse(capture) {
      const $ = parseHtml(capture)
      const rows = tablesWith($, []).flatMap((table) => tableRows($, table))
      expectCount('rows', rows.length, [1, 10])
      return readingOfRows({
        title: 'List',
        rule: 'test',
        rows: rows.map((row) => ({
          cells: [take(row, ['Name']).Name],
          claims: [
            { subject: { name: take(row, ['Name']).Name }, predicate: 'listed_on' as const, object: { type: 'list' as const, slug: 'uflpa-entity-list' } },
          ],
        })),
      })
    },
    ...more,
  })

const fetch = createFetch({ limits: { delayMs: 0, connections: 4, timeoutMs: 30_000, maxBytes: 1_000_000 }, allowHosts: [site.host], contact: 'x' })
const room = createReadingRoom()
const folder = await mkdtemp(join(tmpdir(), 'unpick-try-'))
afterAll(async () => {
  await fetch.close()
  room.close()
  await rm(folder, { recursive: true, force: true })
})

test('each says whether it was reached and read, with its first row or with what to do', async () => {
  const { parse: _, ...unread } = sourceAt('/list')
  const sources: [string, Source][] = [
    ['sound', sourceAt('/sound')],
    ['renamed', sourceAt('/renamed')],
    ['few', sourceAt('/few', { byHand: 'Ask Example for its list by mail.' })],
    ['refuses', sourceAt('/refuses', { byHand: 'Press “Export” on its page, and hand the file over.' })],
    ['slow', sourceAt('/slow')],
    [
      'pages',
      {
        ...unread,
        async *discover(context) {
          for await (const { url } of listPages(context, `${site.origin}/list`, { most: 100 })) yield { url: new URL('/report', url).href }
        },
      },
    ],
  ]
  const tried = await trySources(
    sources,
    {
      fetch,
      room,
      folders: { uploadsDir: folder, inboxDir: folder, bundledDir: folder },
      maxBytes: 1_000_000,
      brandItems: [],
      hasKey: () => false,
      now: () => new Date(),
    },
    { mostMs: 2_000 },
  )
  expect(tried.map(({ id, reached, read, rows, drift }) => [id, reached, read, rows, drift])).toEqual([
    ['sound', true, true, 2, false],
    ['renamed', true, false, null, true],
    ['few', true, false, null, true],
    ['refuses', false, false, null, false],
    ['slow', false, false, null, false],
    ['pages', true, true, 0, false],
  ])
  const [sound, renamed, few, refuses, slow, pages] = tried
  expect(sound).toMatchObject({ first: 'Old Mill Co., Ltd.', problem: null, todo: null })
  expect(renamed).toMatchObject({ problem: expect.stringContaining('"Name"'), todo: expect.stringContaining('scrapers/sources/renamed.ts') })
  expect(few).toMatchObject({ problem: expect.stringContaining('0 rows'), todo: expect.stringContaining('Ask Example') })
  expect(refuses).toMatchObject({ problem: expect.stringContaining('403'), todo: 'Press “Export” on its page, and hand the file over.' })
  expect(slow).toMatchObject({ problem: 'It took too long.', todo: expect.stringContaining('--from FILE') })
  expect(pages).toMatchObject({ first: 'Zara bought yarn from Old Mill Co., Ltd. in 2025.' })
  expect(site.asked.filter((path) => path.startsWith('/list'))).toEqual(['/list']) // the first page alone
  const table = tableOf(tried)
  expect(table[0]).toMatch(/^source +reached +read +rows$/)
  expect(table.find((line) => line.startsWith('renamed'))).toMatch(/yes +drifted/)
})

test('on the command line it needs no database and leaves nothing behind', async () => {
  const data = join(folder, 'data')
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', 'cli/main.ts', 'sources', '--try', 'unpick-uflpa-table', '--json'], {
    env: { ...process.env, UNPICK_DATA: data, DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' },
  })
  expect(JSON.parse(stdout)).toMatchObject({ sources: [{ id: 'unpick-uflpa-table', reached: true, read: true, rows: 160, problem: null }] })
  expect(await readdir(data).catch(() => null)).toBe(null)
}, 60_000)
