/** Over HTTP: POST /match with 100 names, asked of a server whose registers hold a million entries. */
import { join } from 'node:path'
import { createApp } from '../../src/http/app.ts'
import { listen } from '../../src/http/serve.ts'
import { openDb } from '../../src/db/client.ts'
import { migrate } from '../../src/db/migrate.ts'
import { createLog } from '../../src/log.ts'
import { createNamesThread } from '../../src/publish/names-thread.ts'
import { importRegister } from '../../src/register/import-register.ts'
import { createFileStore } from '../../src/archive/store.ts'
import { mistyped, randomFrom } from './made-up.ts'
import { writeRegister } from './register-file.ts'

const ASKED = 60
const TOGETHER = 100

const [url = '', folder = '', counted = '1000000'] = process.argv.slice(2)
await matchOverHttp(Number(counted))
process.exit(0)

async function matchOverHttp(count: number): Promise<void> {
  const { db, close } = openDb(url)
  await migrate(db)
  const path = join(folder, 'facilities.csv')
  const names: string[] = []
  await writeRegister(path, count, (name, row) => {
    if (row % 97 === 0) names.push(name)
  })
  await importRegister({ db, url, now: () => new Date() }, path, {}, () => undefined)
  const thread = createNamesThread({ url, role: 'unpick_web' })
  const web = openDb(url, { role: 'unpick_web' })
  const app = createApp({
    db: web.db,
    names: thread,
    store: createFileStore(folder),
    origin: 'http://localhost',
    contact: 'x',
    now: () => new Date(),
    log: createLog('silent'),
  })
  const server = await listen(app, { port: 0, bind: '127.0.0.1' })
  const random = randomFrom(11)
  const ask = async () => {
    const queries = Object.fromEntries(
      Array.from({ length: TOGETHER }, (_, i) => [`q${i}`, { name: mistyped(names[Math.floor(random() * names.length)] as string, random) }]),
    )
    const at = performance.now()
    const answer = await fetch(`http://127.0.0.1:${server.port}/api/v1/match`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ queries }),
    })
    const { results } = (await answer.json()) as { results: Record<string, unknown[]> }
    if (Object.values(results).filter((candidates) => candidates.length > 0).length < TOGETHER / 2) throw new Error('Most names found nothing.')
    return performance.now() - at
  }
  const first = await ask()
  const times: number[] = []
  for (let i = 0; i < ASKED; i += 1) times.push(await ask())
  times.sort((a, b) => a - b)
  console.log(
    `POST /match, ${TOGETHER} names against ${count} entries: p50 ${times[Math.floor(ASKED * 0.5)]?.toFixed(0)} ms, p95 ${times[Math.floor(ASKED * 0.95)]?.toFixed(0)} ms (aim 150); the first question, which builds the index, ${(first / 1_000).toFixed(1)} s`,
  )
  await server.stop()
  await thread.close()
  await web.close()
  await close()
}
