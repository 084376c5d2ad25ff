/** Backup: the whole database as one moment has it, every sealed copy, what was uploaded, and the keys, into a folder that another machine starts from. */
import { copyFile, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
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
import { type Store, createFileStore } from './store.ts'

/** What a backup says of itself, in `backup.json`. It is written last: a folder without it is no backup. */
const Manifest = z.object({
  version: z.literal(1),
  madeAt: z.string(),
  migrations: z.array(z.string()),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()), file: z.string(), rows: z.number(), sha256: z.string() })),
  sealed: z.number(),
  damaged: z.array(z.string()),
  head: z.object({ size: z.number(), root: z.string(), keyId: z.string(), signature: z.string() }).nullable(),
})
export type Manifest = z.infer<typeof Manifest>

/** Where things lie that are no rows. */
export type Place = { readonly url: string; readonly store: Store; readonly dataDir: string; readonly uploadsDir: string }
/** Files of the data folder without which a backup is not whole. They are secrets. */
const KEYS = ['ledger-key.pem', 'accounts-secret']
const MANIFEST = 'backup.json'

/**
 * Makes a backup, or brings one up to date: sealed copies that lie there already are not written again.
 * @throws ConflictError for a folder that holds something else
 */
export async function makeBackup(place: Place, folder: string, say: (line: string) => void): Promise<Manifest> {
  const found = await readdir(folder).catch(() => [] as string[])
  if (found.length > 0 && !found.includes(MANIFEST) && !found.includes('tables'))
    throw new ConflictError(`${folder} holds something else. Give an empty folder, or one with an earlier backup.`)
  await mkdir(join(folder, 'tables'), { recursive: true, mode: 0o700 })
  await mkdir(join(folder, 'keys'), { recursive: true, mode: 0o700 })
  await mkdir(join(folder, 'uploads'), { recursive: true, mode: 0o700 })
  const client = await openClient(place.url)
  try {
    await client.query('begin isolation level repeatable read, read only')
    const tables: Manifest['tables'] = []
    for (const table of await listTables(client)) {
      const file = `${table.name.replaceAll('"', '')}.copy`
      tables.push({ ...table, columns: [...table.columns], file, ...(await writeTable(client, table, join(folder, 'tables', `${file}.new`))) })
      say(`${table.name}: ${tables.at(-1)?.rows} rows`)
    }
    const [migrations, sealed, head] = [await listMigrations(client), await listSealed(client), await findHead(client)]
    await client.query('commit')
    // From here on the folder is between two backups: it says so until it is whole again.
    await rm(join(folder, MANIFEST), { force: true })
    for (const { file } of tables) await rename(join(folder, 'tables', `${file}.new`), join(folder, 'tables', file))
    const damaged = await keepSealed(place.store, createFileStore(join(folder, 'captures')), sealed, say)
    for (const name of await readdir(place.uploadsDir).catch(() => [] as string[]))
      if (/^[a-f\d]{64}$/.test(name)) await copyFile(join(place.uploadsDir, name), join(folder, 'uploads', name))
    for (const name of KEYS) await copyFile(join(place.dataDir, name), join(folder, 'keys', name)).catch(() => undefined)
    const manifest: Manifest = { version: 1, madeAt: new Date().toISOString(), migrations, tables, sealed: sealed.length - damaged.length, damaged, head }
    await writeFile(join(folder, `${MANIFEST}.new`), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 })
    await rename(join(folder, `${MANIFEST}.new`), join(folder, MANIFEST))
    return manifest
  } finally {
    await client.end()
  }
}

/** Copies sealed copies from one store to another. @returns those that are missing or damaged */
async function keepSealed(from: Store, to: Store, shas: readonly string[], say: (line: string) => void): Promise<string[]> {
  const damaged: string[] = []
  for (const [i, sha] of shas.entries()) {
    if ((await to.check(sha)) !== 'good') {
      const bytes = await from.get(sha).catch(() => null)
      if (bytes === null) damaged.push(sha)
      else await to.put(bytes)
    }
    if (i % 100 === 99) say(`${i + 1} of ${shas.length} sealed copies`)
  }
  return damaged
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
 * The caller verifies it by its ledger.
 * @throws ConflictError when the database is in use, or has another shape; InvalidError when a file is not what was written
 */
export async function restoreBackup(place: Place, folder: string, say: (line: string) => void): Promise<Manifest> {
  const manifest = await readManifest(folder)
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
      await readTable(client, table, join(folder, 'tables', table.file))
      say(`${table.name}: ${table.rows} rows`)
    }
    await settleNumbers(client)
    await mkdir(place.uploadsDir, { recursive: true })
    for (const name of await readdir(join(folder, 'uploads')).catch(() => [] as string[]))
      await copyFile(join(folder, 'uploads', name), join(place.uploadsDir, name))
    for (const name of KEYS) await copyFile(join(folder, 'keys', name), join(place.dataDir, name)).catch(() => undefined)
    await keepSealed(createFileStore(join(folder, 'captures')), place.store, await listSealed(client), say)
    await client.query('commit')
    return manifest
  } finally {
    await client.end()
  }
}

const shapeOf = (migrations: readonly string[], tables: readonly TableShape[]) =>
  JSON.stringify([migrations, tables.map(({ name, columns }) => [name, columns])])

async function sumOf(file: string): Promise<string> {
  const hash = createHash('sha256')
  try {
    for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer)
  } catch {
    return ''
  }
  return hash.digest('hex')
}
