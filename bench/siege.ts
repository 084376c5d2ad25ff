/**
 * Siege: each attack, eight at once, on a started Unpick with its demonstration, while another visitor asks for a brand's page and has a
 * small list checked. Run: npm run bench:siege [-- --json] [-- --seconds 10] [-- --only words]
 */
import { type ChildProcess, fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { type Started, startUnpick } from '../test/support/started.ts'
import { ATTACKS, answerOf, workAhead } from './siege/attacks.ts'

const AT_ONCE = 8
const AIM_PAGE_MS = 200
const AIM_CHECK_S = 5
const ASK_EVERY_MS = 40
const LOOK_EVERY_MS = 100
/** A page or a check that takes longer than this is not waited for. */
const LONGEST_MS = 60_000
const STOPPED_IN_MS = 40_000
const CHECKS_AHEAD = 20

type Siege = {
  readonly attack: string
  readonly answers: Readonly<Record<string, number>>
  readonly page: { readonly p50: number; readonly p95: number; readonly max: number }
  readonly checkSeconds: number | null
  readonly peakMb: number
}

const { values } = parseArgs({ options: { json: { type: 'boolean' }, seconds: { type: 'string' }, only: { type: 'string' } } })
const seconds = Number(values.seconds ?? 10)
const chosen = ATTACKS.filter(({ name }) => name.includes(values.only ?? ''))

const sieges: Siege[] = []
let dataDir: string | undefined
for (const { name } of chosen) {
  // Each finds it as it is after a start, whatever the one before has left in its queues.
  const unpick = await startUnpick({ ...(dataDir ? { dataDir } : {}), environment: { UNPICK_BIND: '127.0.0.1' } })
  dataDir = unpick.dataDir
  const siege = await besiege(unpick.origin, unpick.child, name).finally(() => ended(unpick))
  sieges.push(siege)
  console.error(rowOf(siege))
}
if (dataDir) await rm(dataDir, { recursive: true, force: true })

if (values.json) console.log(JSON.stringify(sieges, null, 2))
else {
  console.log(`${AT_ONCE} at once for ${seconds} s; aims: page p95 ${AIM_PAGE_MS} ms, check ${AIM_CHECK_S} s\n`)
  console.log('| attack | answers | page p50 / p95 / max ms | small check s | peak MB |\n| --- | --- | --- | --- | --- |')
  for (const siege of sieges) console.log(rowOf(siege))
}

async function besiege(at: string, child: ChildProcess, name: string): Promise<Siege> {
  const { items } = (await answerOf(`${at}/api/v1/brands`)) as { items: { slug: string }[] }
  const page = `${at}/brands/${items[0]?.slug}`
  const work = await workAhead(at, CHECKS_AHEAD)
  await checked(at, work) // names are in memory
  const besieger = fork(join(import.meta.dirname, 'siege/besiege.ts'), [at, name, String(seconds), String(AT_ONCE)], { execArgv: ['--import', 'tsx'] })
  const heard = <T>() => new Promise<T>((resolve) => besieger.once('message', (message) => resolve(message as T)))
  await heard()
  let [isOver, peakMb] = [false, memoryOf(child)]
  const watching = setInterval(() => (peakMb = Math.max(peakMb, memoryOf(child))), LOOK_EVERY_MS)
  const answers = heard<Record<string, number>>()
  besieger.send('go')
  await sleep(500)
  void sleep(seconds * 1_000 - 500).then(() => (isOver = true))
  const times: number[] = []
  const checks: number[] = []
  await Promise.all([
    (async () => {
      while (!isOver) {
        times.push(await timed(() => answered(page)))
        await sleep(ASK_EVERY_MS)
      }
    })(),
    (async () => {
      while (!isOver && work.length > 0) {
        checks.push((await timed(() => checked(at, work))) / 1_000)
        await sleep(300)
      }
    })(),
  ])
  const found = await answers
  clearInterval(watching)
  times.sort((a, b) => a - b)
  const atShare = (share: number) => Math.round(times[Math.min(times.length - 1, Math.floor(times.length * share))] as number)
  return {
    attack: name,
    answers: found,
    page: { p50: atShare(0.5), p95: atShare(0.95), max: atShare(1) },
    checkSeconds: checks.length === 0 ? null : Math.max(...checks),
    peakMb: Math.round(peakMb),
  }
}

/** Stops it as an operator does; what does not stop in time is ended. */
async function ended(unpick: Started): Promise<void> {
  const isStopped = await Promise.race([unpick.stop().then(() => true), sleep(STOPPED_IN_MS, false)])
  if (!isStopped) await unpick.stop('SIGKILL')
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await work()
  return performance.now() - from
}

/** Asks for a page; one that is not answered at all took the longest. */
async function answered(url: string): Promise<void> {
  await fetch(url, { headers: { accept: 'text/html' }, signal: AbortSignal.timeout(LONGEST_MS) }).then(
    (answer) => answer.text(),
    () => undefined,
  )
}

/** Has a small list checked; one that is turned away is sent again when it was told to come back. */
async function checked(at: string, work: Record<string, string>[]): Promise<void> {
  const until = Date.now() + LONGEST_MS
  const body = `Supplier,Country\n${Array.from({ length: 10 }, (_, i) => `Lantern Garments ${i} Ltd,China`).join('\n')}\n`
  let id: string | null = null
  while (Date.now() < until) {
    const init: RequestInit = id === null ? { method: 'POST', headers: { 'content-type': 'text/csv', ...work.pop() }, body } : {}
    const answer: Response | null = await fetch(`${at}/api/v1/checks${id === null ? '' : `/${id}`}`, {
      ...init,
      signal: AbortSignal.timeout(LONGEST_MS),
    }).catch(() => null)
    const told = (await answer?.json().catch(() => null)) as { id?: string; state?: string } | null
    if (answer?.ok && told?.state === 'done') return
    id = answer?.ok ? (told?.id ?? id) : id
    await sleep(Number(answer?.headers.get('retry-after') ?? 0) * 1_000 || 50)
  }
}

function rowOf({ attack, answers, page, checkSeconds, peakMb }: Siege): string {
  const said = Object.entries(answers).map(([status, count]) => `${status}: ${count}`)
  return `| ${attack} | ${said.join(', ') || 'none'} | ${page.p50} / ${page.p95} / ${page.max} | ${checkSeconds?.toFixed(1) ?? '-'} | ${peakMb} |`
}

function memoryOf({ pid }: ChildProcess): number {
  return (Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4_096) / 1e6
}
