/**
 * Import: how fast a register's file is taken in, beside a bare COPY of the same file to a table without an index, in one run.
 * Arguments: rows. Prints rows a second of both, their ratio, and how much memory the import took.
 */
import { createReadStream } from 'node:fs'
import { chmod, mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { openDb } from '../src/db/client.ts'
import { startEmbedded } from '../src/db/embedded.ts'
import { migrate } from '../src/db/migrate.ts'
import { importRegister } from '../src/register/import-register.ts'
import { COLUMNS, writeRegister } from './names/register-file.ts'

const AIM = 0.15

const folder = await mkdtemp(join(tmpdir(), 'unpick-bench-import-'))
await chmod(folder, 0o755)
const server = await startEmbedded(folder, () => undefined)
try {
  for (const rows of process.argv.slice(2).map(Number).filter(Boolean).length > 0 ? process.argv.slice(2).map(Number) : [10_000, 100_000, 1_000_000])
    await measure(rows)
} finally {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
}
process.exit(0)

async function measure(rows: number): Promise<void> {
  const file = join(folder, `${rows}.csv`)
  await writeRegister(file, rows)
  const megabytes = (await stat(file)).size / 1e6
  const client = new pg.Client({ connectionString: server.ownerUrl })
  await client.connect()
  await client.query('drop table if exists bare')
  await client.query(`create table bare (${Array.from({ length: COLUMNS }, (_, i) => `c${i} text`).join(', ')})`)
  const copyAt = performance.now()
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), client.query(copyFrom('copy bare from stdin (format csv, header)')))
  const copied = rows / ((performance.now() - copyAt) / 1_000)
  await client.query('drop table bare')
  await client.end()
  const { db, close } = openDb(server.ownerUrl)
  await migrate(db)
  let peak = 0
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 100)
  const startedAt = performance.now()
  const outcome = await importRegister({ db, url: server.ownerUrl, now: () => new Date() }, file, {}, () => undefined)
  const imported = rows / ((performance.now() - startedAt) / 1_000)
  clearInterval(watch)
  await close()
  console.log(
    `${rows} rows (${megabytes.toFixed(0)} MB): import ${imported.toFixed(0)} rows/s, ${outcome.taken} taken, ${outcome.refused} refused; bare COPY ${copied.toFixed(0)} rows/s; ratio ${(imported / copied).toFixed(3)} (aim ${AIM}); memory ${(peak / 1e6).toFixed(0)} MB`,
  )
}
