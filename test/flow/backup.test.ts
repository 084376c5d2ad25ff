import { appendFile, readFile, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeBackup, restoreBackup } from '../../src/archive/backup.ts'
import { createFileStore } from '../../src/archive/store.ts'
import { verifyArchive } from '../../src/archive/verify.ts'
import { decideClaim } from '../../src/review/decide-claim.ts'
import { listClaims } from '../../src/review/queries.ts'
import { getBrandProfile } from '../../src/publish/read-queries.ts'
import { publishChanges } from '../../src/publish/publish-changes.ts'
import { temporaryFolder } from '../support/folder.ts'
import { freshDb } from '../support/fresh-db.ts'
import { people } from '../support/people.ts'
import { pipeline } from '../support/pipeline.ts'
import { localSite } from '../support/site.ts'

const site = await localSite({
  '/thread':
    '<p>Zara buys shirts from Lantern Garments Ltd.</p><p>In 2020, Lantern Garments Ltd accepted 320 surplus rural labourers under a labour transfer programme.</p>',
})
const line = await pipeline({ UNPICK_ALLOW_HOSTS: site.host })
const [other, third] = [await freshDb(), await freshDb()]
const folder = await temporaryFolder('backup')
const elsewhere = await temporaryFolder('restored')
afterAll(async () => {
  for (const each of [folder, elsewhere]) await rm(each, { recursive: true, force: true })
})
const here = { url: line.url, store: line.deps.store, dataDir: line.dataDir, uploadsDir: join(line.dataDir, 'uploads') }
const there = { url: other.url, store: createFileStore(join(elsewhere, 'captures')), dataDir: elsewhere, uploadsDir: join(elsewhere, 'uploads') }
const quiet = () => undefined

beforeAll(async () => {
  await people(line.db).somebody('admin')
  await line.add(`${site.origin}/thread`)
  await line.run()
  for (const claim of await listClaims(line.db, { status: 'candidate' }, 10))
    await decideClaim(line.deps, { claimId: claim.id, ruling: 'accept', decidedBy: 'reviewer', reason: 'Read.' })
  await line.run()
})

test('a backup is restored whole into an empty Unpick: every row, copy and key, sound by its ledger, and it works on', async () => {
  const made = await makeBackup(here, folder, quiet)
  expect(made.head?.size).toBeGreaterThan(3)
  await restoreBackup(there, folder, quiet)
  for (const { name } of made.tables) {
    const count = async (db: typeof line.db) => (await sql<{ n: number }>`select count(*)::int as n from ${sql.raw(name)}`.execute(db)).rows[0]?.n
    expect([name, await count(other.db)]).toEqual([name, await count(line.db)])
  }
  expect(await verifyArchive(other.db, there.store, quiet)).toMatchObject({ isSound: true, ledger: { leaves: made.head?.size, waiting: 0 } })
  expect(await getBrandProfile(other.web, 'zara')).toEqual(await getBrandProfile(line.web, 'zara'))
  expect(await readFile(join(elsewhere, 'ledger-key.pem'))).toEqual(await readFile(join(line.dataDir, 'ledger-key.pem')))
  expect((await stat(join(folder, 'tables'))).mode & 0o077).toBe(0)
  const [claim] = await listClaims(other.db, { status: 'published' }, 1)
  const deps = { db: other.db, now: () => new Date() }
  await decideClaim(deps, { claimId: claim?.id as string, ruling: 'contest', decidedBy: 'two', reason: 'After the restoring.' })
  while ((await publishChanges(deps)) > 0);
  expect(await getBrandProfile(other.web, 'zara')).toMatchObject({ headline: 'Contested' })
  await people(other.db).accounts.invite('member', 'test') // counters go on
})

test('run again it brings the backup up to date, and does not write a copy twice', async () => {
  const inside = async () => (await readdir(join(folder, 'captures'), { recursive: true, withFileTypes: true })).filter((each) => each.isFile())
  const [before] = await inside()
  const path = join(before?.parentPath ?? '', before?.name ?? '')
  const { ino } = await stat(path)
  await line.add(`${site.origin}/thread?again`)
  await line.run()
  const made = await makeBackup(here, folder, quiet)
  expect((await stat(path)).ino).toBe(ino)
  expect(made.tables.find(({ name }) => name === 'public.document')?.rows).toBe(2)
})

test('it is refused over what somebody works with, when a file was changed, or without its list; nothing is changed then', async () => {
  await expect(restoreBackup({ ...there, url: line.url }, folder, quiet)).rejects.toThrow(/already/)
  const empty = { ...there, url: third.url }
  await expect(restoreBackup(empty, elsewhere, quiet)).rejects.toThrow(/no whole backup/)
  await appendFile(join(folder, 'tables', 'public.claim.copy'), 'x')
  await expect(restoreBackup(empty, folder, quiet)).rejects.toThrow(/public.claim.copy is missing or was changed/)
  expect(await third.db.selectFrom('document').select('id').execute()).toEqual([])
  await expect(makeBackup(here, elsewhere, quiet)).rejects.toThrow(/holds something else/)
})
