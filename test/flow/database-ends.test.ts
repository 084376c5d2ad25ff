/** The database ends: pages say so and come back, the workers wait, and nothing is lost. */
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { sha256 } from '../../src/model/id.ts'
import { type Started, discard, startUnpick } from '../support/started.ts'

const PATHS = ['/', '/brands', '/api/v1/brands', '/targets?near=LS1', '/desk', '/account/sign-in', '/api/v1/exports/claims.csv', '/api/v1/ledger/head']
let started: Started | null = null
afterAll(() => started && discard(started))

async function postmaster(dataDir: string): Promise<number> {
  for (const folder of [dataDir, join('/var/lib/unpick', sha256(dataDir).slice(0, 12))]) {
    const file = join(folder, 'postgres/postmaster.pid')
    if (await stat(file).catch(() => null)) return Number((await readFile(file, 'utf8')).split('\n')[0])
  }
  throw new Error('no postmaster')
}

test('while the database is away pages answer 503 with a sentence, and then go on as before', async () => {
  started = await startUnpick({ environment: { UNPICK_LOG: 'error' } })
  const { origin, dataDir } = started
  const ask = async (path: string, accept = 'text/html') => {
    const answer = await fetch(origin + path, { headers: { accept }, redirect: 'manual' })
    return { path, status: answer.status, retry: answer.headers.get('retry-after'), text: await answer.text().catch(() => 'broken off') }
  }
  const before = new Map<string, number>()
  for (const path of PATHS) before.set(path, (await ask(path)).status)
  const away = []
  for (let round = 0; round < 3; round += 1) {
    process.kill(await postmaster(dataDir), 'SIGKILL')
    const until = Date.now() + 30_000
    for (let isBack = false; !isBack && Date.now() < until;) {
      const answers = await Promise.all(PATHS.map((path) => ask(path)))
      away.push(...answers.filter(({ path, status }) => status !== before.get(path)))
      isBack = answers.every(({ path, status }) => status === before.get(path))
      const health = await fetch(`${origin}/healthz`)
      expect(health.status).toBe(200)
      expect(['ok', 'away']).toContain(((await health.json()) as { database: string }).database)
      await sleep(50)
    }
    await sleep(500)
  }
  expect(away.length).toBeGreaterThan(0)
  expect([...new Set(away.map(({ path, status }) => `${path} ${status}`))].filter((line) => !line.endsWith(' 503'))).toEqual([])
  for (const { text, retry } of away) {
    expect(Number(retry)).toBeGreaterThan(0)
    expect(text).toMatch(/The database cannot be reached at this moment|Names cannot be matched/)
  }
  for (const path of PATHS) expect((await ask(path)).status, path).toBe(before.get(path))
  expect(started.output()).toContain('PostgreSQL is back.')
  expect(started.output()).not.toContain('The workers stopped')
})
