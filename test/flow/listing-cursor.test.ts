/** Listing cursor: a listing that is cut off goes on where it was, and asks for no page twice. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import collect from '../../workers/collect.ts'
import { pipeline } from '../support/pipeline.ts'
import { PAGED, addPagedSource, listOnce } from '../support/paged-service.ts'
import { localSite } from '../support/site.ts'

const ROOT = join(import.meta.dirname, '../..')
const PAGES = 20
const DAYS = 14
const release = (page: number) => ({ ocid: `ocds-${page}`, id: page, date: '2026-11-20T00:00:00Z' })
let first = ''
let answered: string[] = []
/** What happens instead of an answer, by how many were answered before. */
let instead: (count: number) => { status: number; headers?: Record<string, string> } | 'kill' | null = () => null
let child: ReturnType<typeof spawn> | null = null
const site = await localSite((request, response) => {
  const url = request.url ?? ''
  if (url === '/robots.txt') return void response.writeHead(404).end()
  const other = instead(answered.length)
  if (other === 'kill') return void child?.kill('SIGKILL')
  if (other !== null) return void response.writeHead(other.status, other.headers).end()
  answered.push(url)
  // The first day that is asked for has many pages, the others have one.
  first ||= url
  const page = Number(/page=(\d+)/.exec(url)?.[1] ?? (url === first ? 1 : PAGES))
  const next = page < PAGES ? `${site.origin}/search?page=${page + 1}` : null
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ releases: [release(page)], links: { next } }))
})
const line = await pipeline({ UNPICK_ALLOW_HOSTS: site.host })
const state = () =>
  line.db.selectFrom('source').select(['cursor', 'problem', 'problemKind', 'nextDueAt', 'attempts']).where('id', '=', PAGED).executeTakeFirstOrThrow()
const countListed = async () => (await line.db.selectFrom('document').select('id').where('sourceId', '=', PAGED).execute()).length
const pages = PAGES + DAYS - 1

beforeEach(async () => {
  await line.owner.deleteFrom('document').where('sourceId', '=', PAGED).execute()
  await line.owner.updateTable('source').set({ cursor: null }).where('id', '=', PAGED).execute()
  ;[first, answered, instead, child] = ['', [], () => null, null]
})

test('asked to wait at its thirteenth request, it waits as long as it is asked to, and goes on', async () => {
  const deps = await addPagedSource(line.deps, site.origin)
  let isOver = false
  instead = (count) => (count === 12 && !isOver ? { status: 429, headers: { 'retry-after': '120' } } : null)
  const startedAt = Date.now()
  await listOnce(deps)
  const waiting = await state()
  expect(waiting.problemKind).toBe('rate_limited')
  expect(waiting.problem).toMatch(/asks us to wait.*goes on from there/)
  expect(waiting.attempts).toBe(0)
  expect(waiting.nextDueAt.getTime() - startedAt).toBeGreaterThan(115_000)
  expect(await countListed()).toBe(12)
  isOver = true
  await listOnce(deps)
  expect(await countListed()).toBe(pages)
  expect(answered).toHaveLength(pages)
  expect(new Set(answered).size).toBe(pages)
  expect(await state()).toMatchObject({ cursor: null, problem: null })
}, 60_000)

test('killed at its thirteenth request, the next run goes on', async () => {
  const deps = await addPagedSource(line.deps, site.origin)
  instead = (count) => (count === 12 && child !== null ? 'kill' : null)
  child = spawn(process.execPath, ['--import', 'tsx', join(ROOT, 'test/support/paged-service.ts'), line.url, site.origin, line.dataDir], {
    cwd: ROOT,
    stdio: 'inherit',
  })
  const [, signal] = (await once(child, 'exit')) as [number | null, string | null]
  expect([signal, answered.length]).toEqual(['SIGKILL', 12])
  child = null
  expect(await countListed()).toBe(12)
  await listOnce(deps)
  expect(await countListed()).toBe(pages)
  expect(new Set(answered).size).toBe(answered.length)
  expect(answered).toHaveLength(pages)
}, 120_000)

test('a listing that cannot go on from where it was begins anew', async () => {
  const deps = await addPagedSource(line.deps, site.origin)
  instead = (count) => (count === 12 ? { status: 404 } : null)
  await expect(listOnce(deps)).rejects.toThrow()
  await collect.fail(deps, { sourceId: PAGED }, await listOnce(deps).catch((error: unknown) => error))
  expect((await state()).cursor).toBe(null)
}, 60_000)
