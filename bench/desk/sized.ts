/** Sized: a database for each size on one server, and the app with its desk on it, for benches that look at growth. */
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Hono } from 'hono'
import pg from 'pg'
import { createFileStore } from '../../src/archive/store.ts'
import { type Db, openDb } from '../../src/db/client.ts'
import { startEmbedded } from '../../src/db/embedded.ts'
import { migrate } from '../../src/db/migrate.ts'
import { createApp } from '../../src/http/app.ts'
import { createGate } from '../../src/http/give/gate.ts'
import { createIntake } from '../../src/http/give/intake.ts'
import { createSpace } from '../../src/space.ts'
import { createLog } from '../../src/log.ts'
import { createNameMatcher } from '../../src/publish/match-names.ts'
import { readSupplierTable } from '../../src/read/supplier-table.ts'
import { ORIGIN, people } from '../../test/support/people.ts'

export type Sized = { readonly size: number; readonly url: string; readonly db: Db; readonly folder: string }

/** Measures at each size that the command line names, or at ten thousand, a hundred thousand and a million; then everything is taken away. */
export async function atEachSize(measure: (sized: Sized) => Promise<void>): Promise<never> {
  const asked = process.argv.slice(2).map(Number).filter(Boolean)
  const folder = await mkdtemp(join(tmpdir(), 'unpick-bench-'))
  await chmod(folder, 0o755)
  const server = await startEmbedded(folder, () => undefined)
  try {
    for (const size of asked.length > 0 ? asked : [10_000, 100_000, 1_000_000]) {
      const admin = new pg.Client({ connectionString: server.ownerUrl })
      await admin.connect()
      await admin.query(`create database sized_${size}`)
      await admin.end()
      const url = server.ownerUrl.replace(/\/[^/]+$/, `/sized_${size}`)
      const { db, close } = openDb(url)
      await migrate(db)
      await measure({ size, url, db, folder })
      await close()
    }
  } finally {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
  process.exit(0)
}

/** The app with its desk, and a reviewer who is in. */
export async function deskApp({ db, folder }: Sized): Promise<{ app: Hono; cookie: string; pseudonym: string }> {
  const { accounts, somebody } = people(db)
  const { cookie, pseudonym } = await somebody('reviewer')
  const common = { origin: ORIGIN, now: () => new Date(), log: createLog('silent'), store: createFileStore(join(folder, 'captures')) }
  const space = createSpace([folder], 0)
  const none = () => Promise.reject(new Error('not here'))
  const app = createApp(
    { ...common, db, names: createNameMatcher(db), contact: 'x' },
    {
      ...common,
      whole: db,
      accounts,
      gate: createGate('bench'),
      intake: createIntake(db, space, { rows: 10_000, bytes: 1_000_000_000 }),
      space,
      smallPicture: none,
      hasMail: false,
      extract: none,
      readTable: readSupplierTable,
      readText: async (bytes) => new TextDecoder().decode(bytes),
      secret: 'a secret of benches',
      uploads: { uploadsDir: join(folder, 'uploads'), maxBytes: 1_000_000 },
      openQueues: none,
    },
  )
  return { app, cookie, pseudonym }
}
