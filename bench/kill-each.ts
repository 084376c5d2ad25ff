/**
 * Kill each: postmaster, worker, main and web are killed (SIGKILL) at random moments while documents are collected, suppliers checked and claims
 * decided. At the end every document is sealed once and read, every decision that was answered stands once, every check gave its answer, the ledger
 * is sound, and no page answered 500. Arguments: kills of each, documents, checks, decisions. Run: npm run bench:kill-each -- 20 200 50 50
 */
import { randomInt } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createAccounts } from '../src/accounts/accounts.ts'
import { addDocument } from '../src/archive/document-queries.ts'
import { createFileStore } from '../src/archive/store.ts'
import { verifyArchive } from '../src/archive/verify.ts'
import { type Db, openDb } from '../src/db/client.ts'
import { findEmbedded, startEmbedded } from '../src/db/embedded.ts'
import { migrate } from '../src/db/migrate.ts'
import { keep, postmasterOf, workerOf } from './kill-each/processes.ts'
import { temporaryFolder } from '../test/support/folder.ts'
import { ORIGIN, SECRET } from '../test/support/people.ts'
import { freePort } from '../test/support/started.ts'

const [kills, documents, checks, decisions] = [20, 200, 50, 50].map((usual, i) => Number(process.argv[i + 2] ?? usual)) as [number, number, number, number]
const PAGES = ['/', '/brands', '/api/v1/brands', '/programmes', '/how-we-grade']
const LONGEST_MS = 20 * 60_000
const BETWEEN_MS = [1_500, 5_000] as const

const site = createServer((request, response) => {
  if (request.url === '/robots.txt') return void response.writeHead(404).end()
  const at = /\d+/.exec(request.url ?? '')?.[0]
  setTimeout(
    () => response.writeHead(200, { 'content-type': 'text/html' }).end(`<title>${at}</title><p>Zara bought yarn from Mill ${at} Spinning Co., Ltd.</p>`),
    30,
  )
})
await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
const host = `127.0.0.1:${(site.address() as { port: number }).port}`

type Killed = 'postmaster' | 'worker' | 'main' | 'web'
/** Puts load on a running Unpick while `targets` are killed; then waits until all is done, and looks at what there is. */
async function siege(
  dataDir: string,
  port: number,
  dbUrl: () => Promise<string | null>,
  targets: Readonly<Partial<Record<Killed, () => Promise<number | undefined>>>>,
) {
  const at = `http://127.0.0.1:${port}`
  const startedAt = Date.now()
  const statuses = new Map<string, number>()
  let isOver = false
  /** Asks the database, again and again while it is not there. */
  async function tell<T>(task: (db: Db) => Promise<T>): Promise<T> {
    for (;;) {
      const url = await dbUrl()
      if (url !== null) {
        const { db, close } = openDb(url, { max: 1, waitMs: 3_000 })
        try {
          return await task(db)
        } catch {
          // it is away
        } finally {
          await close().catch(() => undefined)
        }
      }
      await sleep(200)
    }
  }
  async function ask(path: string, init: RequestInit = {}): Promise<Response | null> {
    const answer = await fetch(at + path, { ...init, signal: AbortSignal.timeout(15_000) }).catch(() => null)
    const kind = answer === null ? 'no answer' : String(answer.status)
    statuses.set(kind, (statuses.get(kind) ?? 0) + 1)
    return answer
  }
  const add = (i: number) =>
    tell((db) =>
      addDocument(db, {
        url: `http://${host}/report/${i}`,
        publisher: { name: 'Bench', kind: 'ngo', reliability: 'B', reliabilityReason: 'made up' },
        submittedBy: 'adder',
        now: new Date(),
      }),
    )
  const killed: Record<string, number> = {}
  const killing = (async () => {
    const names = Object.keys(targets) as Killed[]
    for (const name of names) killed[name] = 0
    for (;;) {
      const left = names.filter((name) => (killed[name] as number) < kills)
      if (left.length === 0 || Date.now() - startedAt > LONGEST_MS) return
      await sleep(randomInt(...BETWEEN_MS))
      const name = left[randomInt(left.length)] as Killed
      const pid = await targets[name]?.()
      if (pid === undefined) continue
      try {
        process.kill(pid, 'SIGKILL')
        killed[name] = (killed[name] as number) + 1
      } catch {
        // it had ended
      }
    }
  })()
  const spread = (kills * Object.keys(targets).length * 3_000) / documents
  const adding = (async () => {
    for (let i = 0; i < documents; i += 1) {
      await add(i)
      await sleep(spread * 0.8)
    }
  })()
  const reading = (async () => {
    for (let i = 0; !isOver; i += 1) {
      await ask(PAGES[i % PAGES.length] as string)
      await sleep(100)
    }
  })()
  const key = await tell((db) => createAccounts({ db, origin: ORIGIN, secret: SECRET }).makeServiceKey('bench-reviewer', 'reviewer', ['decide'], 1))
  const answered = new Map<string, string>()
  const deciding = (async () => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
    while (answered.size < decisions && Date.now() - startedAt < LONGEST_MS) {
      const list = (await ask('/api/v1/review/claims?status=candidate&limit=5', { headers })
        .then((answer) => (answer?.ok ? answer.json() : null))
        .catch(() => null)) as {
        items: { id: string }[]
      } | null
      for (const { id } of list?.items ?? []) {
        if (answered.size >= decisions) break
        const ruling = answered.size % 2 === 0 ? 'accept' : 'reject'
        const answer = await ask(`/api/v1/claims/${id}/decisions`, { method: 'POST', headers, body: JSON.stringify({ ruling, reason: 'It was read.' }) })
        if (answer?.ok) answered.set(id, ruling)
        await answer?.text().catch(() => undefined)
      }
      await sleep(200)
    }
  })()
  let checked = 0
  const checking = (async () => {
    while (checked < checks && Date.now() - startedAt < LONGEST_MS) {
      const made = await ask('/api/v1/checks', {
        method: 'POST',
        headers: { 'content-type': 'text/csv' },
        body: 'Name,Country\nMill 1 Spinning,CN\nMill 2 Spinning,CN\n',
      })
      const id = made?.ok ? ((await made.json().catch(() => null)) as { id?: string } | null)?.id : undefined
      for (let i = 0; id !== undefined && i < 100; i += 1) {
        const found = await ask(`/api/v1/checks/${id}`)
        const state = found?.ok ? ((await found.json().catch(() => null)) as { state?: string } | null)?.state : undefined
        if (state === 'done') checked += 1
        if (state === 'done' || found?.status === 404) break // a check lives in the memory of its process: whoever asked asks again
        await sleep(100)
      }
      await sleep(100)
    }
  })()
  await Promise.all([killing, adding, deciding, checking])
  const count = () =>
    tell(async (db) => {
      const rows = await db.selectFrom('document').select(['id', 'state', 'problem']).where('url', 'like', `http://${host}/%`).execute()
      const own = new Set(rows.map(({ id }) => id))
      const captures = (await db.selectFrom('capture').select('documentId').execute()).filter(({ documentId }) => own.has(documentId))
      const apart = await db.selectFrom('underWay').select('item').where('worker', 'is', null).execute()
      return { rows, captures: captures.length, once: new Set(captures.map(({ documentId }) => documentId)).size, apart: apart.length }
    })
  let found = await count()
  while (found.rows.some(({ state }) => state !== 'done' && state !== 'failed') && Date.now() - startedAt < LONGEST_MS) {
    await sleep(1_000)
    found = await count()
  }
  isOver = true
  await reading
  await sleep(3_000) // what was decided last is entered in the ledger
  const kept = await tell((db) => db.selectFrom('decision').select(['claimId', 'ruling']).where('decidedBy', '=', 'bench-reviewer').execute())
  const { isSound } = await tell((db) => verifyArchive(db, createFileStore(join(dataDir, 'captures')), () => undefined))
  const lost = [...answered].filter(([id, ruling]) => kept.filter((row) => row.claimId === id && row.ruling === ruling).length !== 1).length
  const done = found.rows.filter(({ state }) => state === 'done').length
  const isRight =
    done === documents &&
    found.captures === documents &&
    found.once === documents &&
    lost === 0 &&
    checked >= checks &&
    answered.size >= decisions &&
    isSound &&
    !statuses.has('500')
  console.log(
    `killed ${Object.entries(killed)
      .map(([name, times]) => `${name} ${times}`)
      .join(
        ', ',
      )} in ${Math.round((Date.now() - startedAt) / 1_000)} s: ${done} of ${documents} documents done (${found.captures} captures), ${answered.size} decisions answered, ${kept.length} kept, ${lost} lost; ${checked} checks; ledger ${isSound ? 'sound' : 'NOT SOUND'}`,
  )
  console.log(
    `answers: ${[...statuses]
      .sort()
      .map(([kind, times]) => `${kind}: ${times}`)
      .join(', ')}`,
  )
  for (const { problem } of found.rows.filter(({ state }) => state !== 'done')) console.log(`not done: ${problem}`)
  console.log(isRight ? 'as it should be' : 'WRONG')
  return isRight
}

/** All in one: main (with the pages), its worker, and the PostgreSQL below it. */
async function whole(): Promise<boolean> {
  const [dataDir, port] = [await temporaryFolder('kill-each'), await freePort()]
  const main = keep([], dataDir, port, { UNPICK_ALLOW_HOSTS: host })
  const url = async () => (await findEmbedded(dataDir).catch(() => null))?.url ?? null
  while (!(await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null))?.ok) await sleep(200)
  const { db, close } = openDb((await url()) as string)
  await db.updateTable('source').set({ enabled: false }).execute()
  await close()
  try {
    return await siege(dataDir, port, url, { main: async () => main.pid(), worker: async () => workerOf(main.pid()), postmaster: () => postmasterOf(dataDir) })
  } finally {
    await main.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

/** Web and workers as processes of their own, on a database that others run. */
async function parted(): Promise<boolean> {
  const [dataDir, port] = [await temporaryFolder('kill-parted'), await freePort()]
  const server = await startEmbedded(dataDir, () => undefined)
  const { db, close } = openDb(server.ownerUrl)
  await migrate(db)
  await close()
  const [web, workers] = ['--web', '--workers'].map((role) => keep([role], dataDir, port, { DATABASE_URL: server.ownerUrl, UNPICK_ALLOW_HOSTS: host })) as [
    ReturnType<typeof keep>,
    ReturnType<typeof keep>,
  ]
  while (!(await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null))?.ok) await sleep(200)
  try {
    return await siege(dataDir, port, async () => server.ownerUrl, { web: async () => web.pid(), worker: async () => workers.pid() })
  } finally {
    await web.stop()
    await workers.stop()
    await server.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

const isRight = (await whole()) && (await parted())
site.close()
process.exit(isRight ? 0 : 1)
