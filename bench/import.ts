/**
 * Import: how fast a register's file is taken in, beside a bare COPY of the same file to a table without an index, in one run.
 * Arguments: rows. Prints rows a second of both, their ratio, and how much memory the import took.
 */
import { createReadStream } from 'node:fs'
import { chmod, mkdtemp, open, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { openDb } from '../src/db/client.ts'
import { startEmbedded } from '../src/db/embedded.ts'
import { migrate } from '../src/db/migrate.ts'
import { importRegister } from '../src/register/import-register.ts'
import { facilityNames } from './names/made-up.ts'

const HEADINGS =
  'os_id,contribution_date,name,address,country_code,country_name,lat,lng,sector,contributor (list),number_of_workers,parent_company,processing_type_facility_type_raw,is_closed'
const COUNTRIES = ['CN', 'BD', 'IN', 'TR', 'VN']
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
  await write(file, rows)
  const megabytes = (await stat(file)).size / 1e6
  const client = new pg.Client({ connectionString: server.url })
  await client.connect()
  await client.query('drop table if exists bare')
  await client.query(
    `create table bare (${HEADINGS.split(',')
      .map((_, i) => `c${i} text`)
      .join(', ')})`,
  )
  const copyAt = performance.now()
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), client.query(copyFrom('copy bare from stdin (format csv, header)')))
  const copied = rows / ((performance.now() - copyAt) / 1_000)
  await client.query('drop table bare')
  await client.end()
  const { db, close } = openDb(server.url)
  await migrate(db)
  let peak = 0
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 100)
  const startedAt = performance.now()
  const outcome = await importRegister({ db, url: server.url, now: () => new Date() }, file, {}, () => undefined)
  const imported = rows / ((performance.now() - startedAt) / 1_000)
  clearInterval(watch)
  await close()
  console.log(
    `${rows} rows (${megabytes.toFixed(0)} MB): import ${imported.toFixed(0)} rows/s, ${outcome.taken} taken, ${outcome.refused} refused; bare COPY ${copied.toFixed(0)} rows/s; ratio ${(imported / copied).toFixed(3)} (aim ${AIM}); memory ${(peak / 1e6).toFixed(0)} MB`,
  )
}

async function write(path: string, rows: number): Promise<void> {
  const file = await open(path, 'w')
  let text = `${HEADINGS}\n`
  let row = 0
  for (const name of facilityNames(rows)) {
    const country = COUNTRIES[row % COUNTRIES.length] as string
    text += `${country}2020${String(rows).length}${String(row).padStart(8, '0')},2021-03-0${1 + (row % 9)},"${name}","No. ${row % 900} ${name.split(' ')[0]} Road, ${name.split(' ').at(1)} District",${country},China,${(20 + (row % 2_000) / 100).toFixed(5)},${(80 + (row % 4_000) / 100).toFixed(5)},Apparel|Textiles,"Brand ${row % 90} (Supplier list ${row % 7})",${row % 3_000},,Final Product Assembly,False\n`
    row += 1
    if (text.length < 1_000_000) continue
    await file.write(text)
    text = ''
  }
  await file.write(text)
  await file.close()
}
