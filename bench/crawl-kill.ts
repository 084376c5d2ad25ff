/**
 * Crawl kill: workers are killed (SIGKILL) at random moments while they crawl a local site. At the end every page must have been
 * sealed once, and the ledger must verify. Run: npm run bench:crawl-kill -- 5000 50
 */
import { type ChildProcess, fork, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { followAddress } from '../src/archive/followed-queries.ts'
import { setSource } from '../src/archive/source-queries.ts'
import { createFileStore } from '../src/archive/store.ts'
import { verifyArchive } from '../src/archive/verify.ts'
import { readConfig } from '../src/config.ts'
import { openDb } from '../src/db/client.ts'
import { startEmbedded } from '../src/db/embedded.ts'
import { migrate } from '../src/db/migrate.ts'
import { createLog } from '../src/log.ts'
import { createWorkerDeps } from '../workers/deps.ts'
import { temporaryFolder } from '../test/support/folder.ts'

const ROOT = join(import.meta.dirname, '..')
const [pages, kills] = [Number(process.argv[2] ?? 5_000), Number(process.argv[3] ?? 50)]
const LONGEST_MS = 20 * 60_000

const site = fork(join(ROOT, 'bench/crawl/site.ts'), [String(pages)], { execArgv: ['--import', 'tsx'], stdio: ['ignore', 'pipe', 'inherit', 'ipc'] })
const address = await new Promise<string>((resolve) => site.stdout?.once('data', (chunk: Buffer) => resolve(chunk.toString().trim())))
const dataDir = await temporaryFolder('crawl-kill')
const server = await startEmbedded(dataDir, () => undefined)
const { db, close } = openDb(server.ownerUrl)
await migrate(db)
const environment = {
  UNPICK_DATA: dataDir,
  UNPICK_DEMONSTRATION: 'off',
  UNPICK_ALLOW_HOSTS: new URL(address).host,
  UNPICK_FETCH_DELAY_MS: '0',
  UNPICK_FETCH_CONNECTIONS: '4',
  UNPICK_WEB_ARCHIVE: '',
  UNPICK_LOG: 'fatal',
}
const deps = await createWorkerDeps(readConfig(environment), db, createLog('silent'))
await deps.close()
await db.updateTable('source').set({ enabled: false }).execute()
const publisher = { name: 'Bench', kind: 'unknown', reliability: 'F', reliabilityReason: 'A bench.' } as const
await followAddress(db, { url: address, kind: 'site', publisher, most: 1_000_000, addedBy: 'bench' })
await setSource(db, 'general-site', { enabled: true, dueAt: new Date() })

const launch = (): ChildProcess =>
  spawn(process.execPath, ['--import', 'tsx', join(ROOT, 'cli/main.ts'), 'start', '--workers', '--alone'], {
    cwd: ROOT,
    stdio: 'ignore',
    env: { ...process.env, ...environment, DATABASE_URL: server.ownerUrl, REDIS_URL: '' },
  })
const gone = (child: ChildProcess) =>
  new Promise((resolve) => (child.exitCode === null && child.signalCode === null ? child.once('exit', resolve) : resolve(null)))
const counts = async () =>
  (
    await sql<{ documents: number; captures: number; read: number; leaves: number; waiting: number }>`
  select (select count(*)::int from document) as documents, (select count(*)::int from capture) as captures, (select count(*)::int from capture_progress where reading_id is not null) as read,
    (select count(*)::int from ledger.leaf where kind = 'capture') as leaves, (select count(*)::int from document where fetch_due_at is not null) as waiting`.execute(
      db,
    )
  ).rows[0] as { documents: number; captures: number; read: number; leaves: number; waiting: number }

const startedAt = Date.now()
let killed = 0
let killedDuring = 0
try {
  for (; killed < kills && Date.now() - startedAt < LONGEST_MS; killed += 1) {
    const child = launch()
    await sleep(randomInt(1_200, 2_600))
    child.kill('SIGKILL')
    await gone(child)
    if ((await counts()).captures < pages) killedDuring += 1
  }
  const last = launch()
  let now = await counts()
  while ((now.captures < pages || now.read < pages || now.leaves < pages) && Date.now() - startedAt < LONGEST_MS) {
    await sleep(500)
    now = await counts()
  }
  last.kill('SIGTERM')
  await gone(last)
  const end = await counts()
  const { rows } = await sql<{
    twice: number
  }>`select count(*)::int as twice from (select url from document group by url having count(*) > 1 union all select document_id from capture group by document_id having count(*) > 1) d`.execute(
    db,
  )
  const verified = await verifyArchive(db, createFileStore(join(dataDir, 'captures')), () => undefined)
  const isRight = end.documents === pages && end.captures === pages && end.leaves === pages && rows[0]?.twice === 0 && verified.isSound
  console.log(
    `${killed} kills, ${killedDuring} of them before the last page was sealed: ${end.documents} documents, ${end.captures} captures, ${rows[0]?.twice} twice, ${end.leaves} leaves of captures; verify ${verified.isSound ? 'sound' : 'NOT SOUND'}; ${Math.round((Date.now() - startedAt) / 1_000)} s`,
  )
  console.log(isRight ? 'every page once' : 'WRONG')
  process.exitCode = isRight ? 0 : 1
} finally {
  site.kill()
  await close()
  await server.stop()
  await rm(dataDir, { recursive: true, force: true })
}
process.exit()
