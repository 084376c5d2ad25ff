/** One crawl by Unpick: real workers on an empty PostgreSQL that keeps its promises (fsync on). Prints what it took as JSON; what it made stays. */
import { chmod, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { followAddress } from '../../src/archive/followed-queries.ts'
import { findNewestHead } from '../../src/archive/ledger-queries.ts'
import { setSource } from '../../src/archive/source-queries.ts'
import { readConfig } from '../../src/config.ts'
import { type Db, openDb } from '../../src/db/client.ts'
import { startEmbedded } from '../../src/db/embedded.ts'
import { migrate } from '../../src/db/migrate.ts'
import { createLog } from '../../src/log.ts'
import { createWorkerDeps } from '../../workers/deps.ts'
import { runWorkers } from '../../workers/run.ts'

const [address = '', pages = '5000', place = tmpdir()] = process.argv.slice(2)
const folder = await mkdtemp(join(place, 'unpick-bench-'))
await chmod(folder, 0o755)
const server = await startEmbedded(folder, () => undefined)
try {
  const opened = openDb(server.ownerUrl)
  await migrate(opened.db)
  const config = readConfig({
    UNPICK_DATA: folder,
    UNPICK_DEMONSTRATION: 'off',
    UNPICK_ALLOW_HOSTS: new URL(address).host,
    UNPICK_FETCH_DELAY_MS: '0',
    UNPICK_FETCH_CONNECTIONS: '50',
    UNPICK_WEB_ARCHIVE: '',
    UNPICK_LOG: 'error',
  })
  const deps = await createWorkerDeps(config, opened.db, createLog('error'))
  await opened.db.updateTable('source').set({ enabled: false }).execute()
  const publisher = { name: 'Bench', kind: 'unknown', reliability: 'F', reliabilityReason: 'A bench.' } as const
  await followAddress(opened.db, { url: address, kind: 'site', publisher, most: 1_000_000, addedBy: 'bench' })
  await setSource(opened.db, 'general-site', { enabled: true, dueAt: new Date() })
  const startedAt = performance.now()
  const startCpu = process.cpuUsage()
  const workers = await runWorkers(deps, server.ownerUrl, { alone: true, only: ['collect', 'archive', 'read', 'ledger'] })
  let done = { captures: 0, read: 0, leaves: 0 }
  while (done.leaves < Number(pages) || done.read < Number(pages)) {
    await sleep(100)
    done = { ...done, leaves: (await findNewestHead(opened.db))?.size ?? 0 }
    if (done.leaves >= Number(pages)) done = await progress(opened.db)
    if (performance.now() - startedAt > 30 * 60_000) throw new Error(`The crawl did not end: ${JSON.stringify(done)}`)
  }
  const seconds = (performance.now() - startedAt) / 1_000
  const cpu = process.cpuUsage(startCpu)
  await workers.stop()
  const { rows } = await sql<{ links: number; words: number }>`select count(*)::int as links, sum(length(text))::float8 as words from reading`.execute(
    opened.db,
  )
  await deps.close()
  await opened.close()
  process.stdout.write(
    `${JSON.stringify({ pages: done.read, captures: done.captures, leaves: done.leaves, characters: rows[0]?.words, seconds, cpuSeconds: (cpu.user + cpu.system) / 1e6, peakRssMb: process.resourceUsage().maxRSS / 1_024 })}\n`,
  )
} finally {
  await server.stop()
}
process.exit(0)

async function progress(db: Db): Promise<{ captures: number; read: number; leaves: number }> {
  const { rows } = await sql<{
    captures: number
    read: number
    leaves: number
  }>`select (select count(*)::int from capture) as captures, (select count(*)::int from capture_progress where reading_id is not null) as read, (select coalesce(max(size), 0)::int from ledger.head) as leaves`.execute(
    db,
  )
  return rows[0] as { captures: number; read: number; leaves: number }
}
