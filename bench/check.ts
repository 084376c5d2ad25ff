/**
 * Check: 5,000 suppliers against a register of 10,000, 100,000 and a million names, over HTTP, while others ask for pages and names; 20,000 rows
 * in memory; beside pg_trgm with a GIN index on the same names. Run: npm run bench:check [-- sizes]
 */
import { type ChildProcess, fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { carryLists } from '../cli/carry-lists.ts'
import { createSay } from '../cli/say.ts'
import { withWork } from '../cli/work.ts'
import { readConfig } from '../src/config.ts'
import { importRegister } from '../src/register/import-register.ts'
import { changedNames } from '../test/support/listed-names.ts'
import { atEachSize } from './desk/sized.ts'
import { mistyped, randomFrom } from './names/made-up.ts'
import { writeRegister } from './names/register-file.ts'

const LIST = 5_000
const LARGE = 20_000
const PLANTED = 100

await atEachSize(async ({ size, url, db, folder }) => {
  const names: string[] = []
  const file = join(folder, 'register.csv')
  await writeRegister(file, size, (name, row) => {
    if (row % Math.max(1, Math.floor(size / LARGE)) === 0) names.push(name)
  })
  await importRegister({ db, url, now: () => new Date() }, file, {}, () => undefined)
  await rm(file)
  const config = readConfig({ DATABASE_URL: url, UNPICK_DATA: folder, UNPICK_LOG: 'silent' })
  await withWork(config, createSay({ json: false }), carryLists)
  const child = fork(join(import.meta.dirname, 'check/web.ts'), [url, folder], { execArgv: ['--import', 'tsx'] })
  const port = await new Promise<number>((resolve) => child.once('message', (found) => resolve(found as number)))
  const at = `http://127.0.0.1:${port}`
  const random = randomFrom(3)
  const planted = changedNames(random).filter(({ how }) => how !== 'Chinese form')
  const listOf = (count: number) => {
    const rows = Array.from({ length: count }, () => `"${mistyped(names[Math.floor(random() * names.length)] as string, random)}",China`)
    for (let i = 0; i < PLANTED; i += 1) rows[Math.floor(random() * count)] = `"${planted[i % planted.length]?.written}",China`
    return `Supplier,Country\n${rows.join('\n')}\n`
  }
  await run(at, listOf(500)) // warm
  const idle = await probed(at, sleep(4_000))
  const runs: { seconds: number; busy: number[]; listed: number }[] = []
  for (let i = 0; i < 3; i += 1) {
    const going = run(at, listOf(LIST))
    const busy = await probed(at, going)
    runs.push({ ...(await going), busy })
  }
  const median = runs.toSorted((a, b) => a.seconds - b.seconds)[1] as (typeof runs)[number]
  const before = memoryOf(child)
  let peak = before
  const watching = setInterval(() => (peak = Math.max(peak, memoryOf(child))), 50)
  const large = await run(at, listOf(LARGE))
  clearInterval(watching)
  const peer = await peersRate(url, names, random)
  console.log(
    `${size} names: ${LIST} suppliers in ${median.seconds.toFixed(1)} s (median of 3; aim 10), ${median.listed} of about ${PLANTED} planted on a list; meanwhile others are answered with p50 ${quantile(median.busy, 0.5)} ms, p95 ${quantile(median.busy, 0.95)} ms (aim 200; idle ${quantile(idle, 0.95)} ms); ${LARGE} rows in ${large.seconds.toFixed(1)} s, memory ${before.toFixed(0)} MB before, ${peak.toFixed(0)} MB at most; pg_trgm ${peer.toFixed(1)} names a second, ratio ${(LIST / median.seconds / peer).toFixed(0)}`,
  )
  child.kill('SIGKILL')
})

/** Sends a list, and waits until it is checked. */
async function run(at: string, list: string): Promise<{ seconds: number; listed: number }> {
  const startedAt = performance.now()
  const begun = await fetch(`${at}/api/v1/checks`, { method: 'POST', headers: { 'content-type': 'text/csv' }, body: list })
  if (begun.status !== 202) throw new Error(await begun.text())
  const { id } = (await begun.json()) as { id: string }
  for (;;) {
    const page = await (await fetch(`${at}/checks/${id}`, { headers: { accept: 'text/html' } })).text()
    if (page.includes('Take it along')) break
    await sleep(100)
  }
  const seconds = (performance.now() - startedAt) / 1_000
  const { report } = (await (await fetch(`${at}/api/v1/checks/${id}`)).json()) as { report: { counts: { listed: number } } }
  await fetch(`${at}/api/v1/checks/${id}`, { method: 'DELETE' })
  return { seconds, listed: report.counts.listed }
}

/** Asks for pages and names, one after another, until something is done. */
async function probed(at: string, until: Promise<unknown>): Promise<number[]> {
  let isDone = false
  const done = until.finally(() => (isDone = true))
  const times: number[] = []
  const asks = [
    () => fetch(`${at}/brands`),
    () => fetch(`${at}/api/v1/suggest?q=esquel`),
    () => fetch(`${at}/lists`),
    () =>
      fetch(`${at}/api/v1/match`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"queries":{"q":{"name":"Ningbo Textile"}},"limit":3}',
      }),
    () => fetch(`${at}/healthz`),
  ]
  for (let i = 0; !isDone; i += 1) {
    const startedAt = performance.now()
    await (await (asks[i % asks.length] as () => Promise<Response>)()).text()
    times.push(performance.now() - startedAt)
    await sleep(10)
  }
  await done
  return times.toSorted((a, b) => a - b)
}

/** Names a second through pg_trgm with a GIN index, one connection. */
async function peersRate(url: string, names: readonly string[], random: () => number): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('create extension if not exists pg_trgm')
  await client.query('create table peer as select name from register.entry')
  await client.query('create index on peer using gin (name gin_trgm_ops)')
  await client.query('analyze peer')
  const asked = Array.from({ length: 20 }, () => mistyped(names[Math.floor(random() * names.length)] as string, random))
  const startedAt = performance.now()
  for (const name of asked) await client.query('select name from peer where name % $1 order by similarity(name, $1) desc limit 5', [name])
  const rate = asked.length / ((performance.now() - startedAt) / 1_000)
  await client.end()
  return rate
}

function quantile(sorted: readonly number[], share: number): string {
  return (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(0)
}
function memoryOf({ pid }: ChildProcess): number {
  return (Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4_096) / 1e6
}
