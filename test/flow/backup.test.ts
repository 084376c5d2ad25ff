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
const [other, third, fourth] = [await freshDb(), await freshDb(), await freshDb()]
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

/** Every file below a folder, with its bytes. */
async function filesIn(place: string): Promise<[string, Buffer][]> {
  const found = (await readdir(place, { recursive: true, withFileTypes: true })).filter((each) => each.isFile())
  return await Promise.all(found.map(async (each): Promise<[string, Buffer]> => [each.name, await readFile(join(each.parentPath, each.name))]))
}

test('an encrypted backup holds nothing that can be read, is brought up to date without its passphrase, and opens with it alone', async () => {
  const passphrase = 'walnut ferry eleven quartz'
  const [locked, restored] = [await temporaryFolder('locked'), await temporaryFolder('unlocked')]
  await expect(makeBackup(here, locked, quiet, 'too short')).rejects.toThrow(/at least 14 letters/)
  const made = await makeBackup(here, locked, quiet, passphrase)
  expect(made.recipient).toMatch(/^age1/)
  const words = [
    'Lantern',
    'labour transfer',
    'PRIVATE KEY',
    'argon2id',
    (await readFile(join(line.dataDir, 'accounts-secret'), 'utf8').catch(() => line.deps.secret)).trim(),
  ]
  for (const [name, bytes] of await filesIn(locked)) for (const word of words) expect([name, word, bytes.includes(word)]).toEqual([name, word, false])
  await line.add(`${site.origin}/thread?later`)
  await line.run()
  const again = await makeBackup(here, locked, quiet)
  expect(again.recipient).toBe(made.recipient)
  expect(again.tables.find(({ name }) => name === 'public.document')?.rows).toBe(3)

  const place = { url: fourth.url, store: createFileStore(join(restored, 'captures')), dataDir: restored, uploadsDir: join(restored, 'uploads') }
  await expect(restoreBackup(place, locked, quiet, async () => 'another passphrase altogether')).rejects.toThrow(/not the passphrase/)
  expect(await fourth.db.selectFrom('document').select('id').execute()).toEqual([])
  await restoreBackup(place, locked, quiet, async () => passphrase)
  expect(await verifyArchive(fourth.db, place.store, quiet)).toMatchObject({ isSound: true, ledger: { leaves: again.head?.size } })
  expect(await readFile(join(restored, 'ledger-key.pem'))).toEqual(await readFile(join(line.dataDir, 'ledger-key.pem')))
  await expect(makeBackup(here, folder, quiet, passphrase)).rejects.toThrow(/not encrypted/)
  for (const each of [locked, restored]) await rm(each, { recursive: true, force: true })
})
