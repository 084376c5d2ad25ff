/** Backup copies: files and sealed copies on their way into a backup and out of it, encrypted or as they are. */
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { sha256 } from '../model/id.ts'
import type { Locker, Passing, Unlocker } from './backup-box.ts'
import { pathOf, pathsOf } from './sealed-path.ts'
import { DamagedCopyError, type Store, createFileStore } from './store.ts'

/** Passes bytes on as they are. */
export const asTheyAre: Passing = (source) => source

/** Copies a file through what its bytes are turned into. Whole or not at all. */
export async function copyThrough(from: string, to: string, passing: Passing): Promise<void> {
  await pipeline(createReadStream(from), passing, createWriteStream(`${to}.new`, { mode: 0o600 }))
  await rename(`${to}.new`, to)
}

/** The SHA-256 of a file; empty where it cannot be read. */
export async function sumOf(file: string): Promise<string> {
  const hash = createHash('sha256')
  try {
    for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer)
  } catch {
    return ''
  }
  return hash.digest('hex')
}

/** Sealed copies in a backup that is written: what lies there is not written again. */
export function storeInto(folder: string, locker: Locker | null): Pick<Store, 'check' | 'put'> {
  if (locker === null) return createFileStore(folder)
  const place = (sha: string) => join(folder, `${pathOf(sha)}.age`)
  return {
    check: async (sha) => ((await stat(place(sha)).catch(() => null)) ? 'good' : 'missing'),
    async put(bytes) {
      const sha = sha256(bytes)
      await mkdir(dirname(place(sha)), { recursive: true })
      await writeFile(`${place(sha)}.new`, await locker.lockBytes(bytes), { mode: 0o600 })
      await rename(`${place(sha)}.new`, place(sha))
      return sha
    },
  }
}

/** Sealed copies of a backup that is restored. */
export function storeFrom(folder: string, unlocker: Unlocker | null): Pick<Store, 'get'> {
  if (unlocker === null) return createFileStore(folder)
  return {
    async get(sha) {
      for (const path of pathsOf(sha)) {
        const locked = await readFile(join(folder, `${path}.age`)).catch(() => null)
        const bytes = locked && (await unlocker.unlockBytes(locked).catch(() => null))
        if (bytes && sha256(bytes) === sha) return Buffer.from(bytes)
      }
      throw new DamagedCopyError(sha, `The sealed copy ${sha} is missing from the backup, or damaged.`)
    },
  }
}

/** Copies sealed copies from one store to another. @returns those that are missing or damaged */
export async function keepSealed(
  from: Pick<Store, 'get'>,
  to: Pick<Store, 'check' | 'put'>,
  shas: readonly string[],
  say: (line: string) => void,
): Promise<string[]> {
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

/** Takes away drafts of files that were not finished. */
export const dropDraft = (file: string): Promise<void> => rm(`${file}.new`, { force: true })
