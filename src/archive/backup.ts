/**
 * Backup: the whole database as one moment has it, every sealed copy, what was uploaded, and the keys, into a folder that another machine starts from;
 * encrypted for a passphrase, where somebody gives one.
 */
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { openClient } from '../db/client.ts'
import { ConflictError, InvalidError, NotFoundError } from '../errors.ts'
import {
  type TableShape,
  emptyTables,
  findHead,
  isInUse,
  listMigrations,
  listSealed,
  listTables,
  readTable,
  restTriggers,
  settleNumbers,
  writeTable,
} from './backup-queries.ts'
import { type Locker, lockerOf, newBox, unlockerOf } from './backup-box.ts'
import { asTheyAre, copyThrough, dropDraft, keepSealed, storeFrom, storeInto, sumOf } from './backup-copies.ts'
import type { Store } from './store.ts'

/** What a backup says of itself, in `backup.json`. It is written last: a folder without it is no backup. */
const Manifest = z.object({
  version: z.literal(1),
  madeAt: z.string(),
  migrations: z.array(z.string()),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()), file: z.string(), rows: z.number(), sha256: z.string() })),
  sealed: z.number(),
  damaged: z.array(z.string()),
  /** To whom its files are encrypted (age); null: they lie there as they are. */
  recipient: z.string().nullable().default(null),
  head: z.object({ size: z.number(), root: z.string(), keyId: z.string(), signature: z.string() }).nullable(),
})
export type Manifest = z.infer<typeof Manifest>

/** Where things lie that are no rows. */
export type Place = { readonly url: string; readonly store: Store; readonly dataDir: string; readonly uploadsDir: string }
/** Files of the data folder without which a backup is not whole. They are secrets. */
const KEYS = ['ledger-key.pem', 'accounts-secret']
const MANIFEST = 'backup.json'
/** The key that opens an encrypted backup, itself encrypted with the passphrase. */
const IDENTITY = 'identity.age'
const RECIPIENT = 'recipient.txt'

/** Makes the folders of a backup, and finds out for whom it is encrypted: an earlier run says so, or the passphrase that is given begins it. */
async function prepare(folder: string, passphrase: string | null): Promise<Locker | null> {
  const found = await readdir(folder).catch(() => [] as string[])
  if (found.length > 0 && !found.includes(MANIFEST) && !found.includes('tables'))
    throw new ConflictError(`${folder} holds something else. Give an empty folder, or one with an earlier backup.`)
  const recipient = found.includes(RECIPIENT) ? (await readFile(join(folder, RECIPIENT), 'utf8')).trim() : null
  if (recipient === null && passphrase !== null && found.includes(MANIFEST))
    throw new ConflictError(`${folder} holds a backup that is not encrypted. Give an empty folder for one that is.`)
  const box = recipient === null && passphrase !== null ? await newBox(passphrase) : null
  for (const name of ['tables', 'keys', 'uploads']) await mkdir(join(folder, name), { recursive: true, mode: 0o700 })
  if (recipient !== null) return lockerOf(recipient)
  if (box === null) return null
  await writeFile(join(folder, IDENTITY), box.identity, { mode: 0o600 })
  await writeFile(join(folder, RECIPIENT), `${box.recipient}\n`, { mode: 0o600 })
  return lockerOf(box.recipient)
}

/**
 * Makes a backup, or brings one up to date: sealed copies that lie there already are not written again. `passphrase` encrypts a new one; a backup
 * that is encrypted is brought up to date without it.
 * @throws ConflictError for a folder that holds something else
 */
export async function makeBackup(place: Place, folder: string, say: (line: string) => void, passphrase: string | null = null): Promise<Manifest> {
  const locker = await prepare(folder, passphrase)
  const passing = locker?.lock ?? asTheyAre
  const client = await openClient(place.url)
  try {
    await client.query('begin isolation level repeatable read, read only')
    const tables: Manifest['tables'] = []
    for (const table of await listTables(client)) {
      const file = `${table.name.replaceAll('"', '')}.copy`
      tables.push({ ...table, columns: [...table.columns], file, ...(await writeTable(client, table, join(folder, 'tables', `${file}.new`), passing)) })
      say(`${table.name}: ${tables.at(-1)?.rows} rows`)
    }
    const [migrations, sealed, head] = [await listMigrations(client), await listSealed(client), await findHead(client)]
    await client.query('commit')
    // From here on the folder is between two backups: it says so until it is whole again.
    await rm(join(folder, MANIFEST), { force: true })
    for (const { file } of tables) await rename(join(folder, 'tables', `${file}.new`), join(folder, 'tables', file))
    const damaged = await keepSealed(place.store, storeInto(join(folder, 'captures'), locker), sealed, say)
    for (const name of await readdir(place.uploadsDir).catch(() => [] as string[]))
      if (/^[a-f\d]{64}$/.test(name)) await copyThrough(join(place.uploadsDir, name), join(folder, 'uploads', name), passing)
    for (const name of KEYS)
      await copyThrough(join(place.dataDir, name), join(folder, 'keys', name), passing).catch(() => dropDraft(join(folder, 'keys', name)))
    const manifest: Manifest = {
      version: 1,
      madeAt: new Date().toISOString(),
      migrations,
      tables,
      sealed: sealed.length - damaged.length,
      damaged,
      recipient: locker?.recipient ?? null,
      head,
    }
    await writeFile(join(folder, `${MANIFEST}.new`), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 })
    await rename(join(folder, `${MANIFEST}.new`), join(folder, MANIFEST))
    return manifest
  } finally {
    await client.end()
  }
}

/** What a backup says of itself. @throws NotFoundError, InvalidError */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch(() => null)
  if (text === null) throw new NotFoundError(`There is no whole backup in ${folder}: it has no ${MANIFEST}.`)
  const manifest = Manifest.safeParse(parsed(text))
  if (!manifest.success) throw new InvalidError(`${join(folder, MANIFEST)} is not what a backup says of itself.`)
  return manifest.data
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/**
 * Puts a backup into a database that nobody has worked with, whole or not at all, and its sealed copies, uploads and keys beside it.
 * The caller verifies it by its ledger. `passphrase` is asked for where the backup is encrypted.
 * @throws ConflictError when the database is in use, or has another shape; InvalidError when a file is not what was written
 */
export async function restoreBackup(
  place: Place,
  folder: string,
  say: (line: string) => void,
  passphrase: () => Promise<string> = async () => '',
): Promise<Manifest> {
  const manifest = await readManifest(folder)
  const unlocker = manifest.recipient === null ? null : await unlockerOf(await readFile(join(folder, IDENTITY)), await passphrase())
  const passing = unlocker?.unlock ?? asTheyAre
  for (const { file, sha256 } of manifest.tables)
    if ((await sumOf(join(folder, 'tables', file))) !== sha256)
      throw new InvalidError(`${file} is missing or was changed since the backup was made. Nothing was restored.`)
  const client = await openClient(place.url)
  try {
    await client.query('begin')
    if (await isInUse(client))
      throw new ConflictError('This Unpick has people, documents or registers already. Restore into an empty data folder (UNPICK_DATA) or database.')
    const [here, tables] = [await listMigrations(client), await listTables(client)]
    if (here.join() !== manifest.migrations.join() || shapeOf(here, tables) !== shapeOf(manifest.migrations, manifest.tables))
      throw new ConflictError(
        `The backup was made by another version of Unpick (its last step: ${manifest.migrations.at(-1)}; here: ${here.at(-1)}). Restore it with that version, then start this one.`,
      )
    await restTriggers(client).catch((cause: unknown) => {
      throw new ConflictError(
        'Restoring needs a superuser of PostgreSQL, since what is sealed is copied in as it was. Set DATABASE_URL to one for this command.',
        { cause },
      )
    })
    await emptyTables(client, tables)
    for (const table of manifest.tables) {
      await readTable(client, table, join(folder, 'tables', table.file), passing)
      say(`${table.name}: ${table.rows} rows`)
    }
    await settleNumbers(client)
    await mkdir(place.uploadsDir, { recursive: true })
    for (const name of await readdir(join(folder, 'uploads')).catch(() => [] as string[]))
      await copyThrough(join(folder, 'uploads', name), join(place.uploadsDir, name), passing)
    for (const name of KEYS) await copyThrough(join(folder, 'keys', name), join(place.dataDir, name), passing).catch(() => dropDraft(join(place.dataDir, name)))
    await keepSealed(storeFrom(join(folder, 'captures'), unlocker), place.store, await listSealed(client), say)
    await client.query('commit')
    return manifest
  } finally {
    await client.end()
  }
}

const shapeOf = (migrations: readonly string[], tables: readonly TableShape[]) =>
  JSON.stringify([migrations, tables.map(({ name, columns }) => [name, columns])])
