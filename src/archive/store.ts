/** Store: sealed copies named by their SHA-256, so that `sha256sum` verifies them: on disk, or in a bucket (`s3-store.ts`). */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { UnavailableError } from '../errors.ts'
import { sha256 } from '../model/id.ts'
import { pathsOf } from './sealed-path.ts'
import { createStoreThread } from './store-thread.ts'

export type Store = {
  /** Seals bytes and gives their SHA-256. Whole or not at all: a temporary name, fsync, then rename. Twice changes nothing. */
  readonly put: (bytes: Uint8Array) => Promise<string>
  /** Tells that copies are on their way, for a store that takes a moment to get ready. */
  readonly prepare?: () => void
  /** The bytes, checked against their name. @throws UnavailableError when they are missing or damaged */
  readonly get: (sha: string) => Promise<Buffer>
  /** `good`, `missing`, or `damaged` when the bytes no longer have their name. */
  readonly check: (sha: string) => Promise<'good' | 'missing' | 'damaged'>
  /** Takes one away. Twice changes nothing. */
  readonly delete: (sha: string) => Promise<void>
}

/** A sealed copy that is missing or torn. Its document is fetched again. */
export class DamagedCopyError extends UnavailableError {
  readonly sha: string
  constructor(sha: string, message: string) {
    super(message)
    this.sha = sha
  }
}

/** The store below `folder` (`captures/ab/<sha256>`). A damaged file is put right by sealing the same bytes again. */
export function createFileStore(folder: string): Store {
  const { write, prepare } = createStoreThread(folder)
  const kept = createKept()
  return {
    async put(bytes) {
      const sha = await write(bytes)
      kept.add(sha, bytes)
      return sha
    },
    prepare,
    async get(sha) {
      const sealed = kept.take(sha)
      if (sealed) return sealed
      const bytes = await readFile(await placeOf(folder, sha)).catch(() => null)
      if (bytes === null) throw new DamagedCopyError(sha, `The sealed copy ${sha} is missing from ${folder}.`)
      if (sha256(bytes) !== sha) throw new DamagedCopyError(sha, `The sealed copy ${sha} is damaged: its bytes no longer have that SHA-256.`)
      return bytes
    },
    check: async (sha) => checkFile(await placeOf(folder, sha), sha),
    delete: async (sha) => void (await Promise.all(pathsOf(sha).map((path) => rm(join(folder, path), { force: true })))),
  }
}

const MOST_KEPT_BYTES = 16_000_000
/** Whoever has not asked in this time reads from the disk, or in another process. */
const KEPT_MS = 10_000

/**
 * Bytes that were sealed a moment ago, for whoever reads them next: each is given once. What was sealed first is read first, so that
 * it stays, and what comes when there is no room is not kept: were the oldest let go, a reader that once fell behind would miss them all.
 */
function createKept() {
  const kept = new Map<string, { readonly bytes: Buffer; readonly until: number }>()
  let total = 0
  const drop = (sha: string, { bytes }: { readonly bytes: Buffer }) => {
    kept.delete(sha)
    total -= bytes.length
  }
  return {
    add(sha: string, bytes: Uint8Array): void {
      if (bytes.length > MOST_KEPT_BYTES / 4 || kept.has(sha)) return
      const now = Date.now()
      for (const [oldest, its] of kept) {
        if (its.until > now) break
        drop(oldest, its)
      }
      if (total + bytes.length > MOST_KEPT_BYTES) return
      kept.set(sha, { bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), until: now + KEPT_MS })
      total += bytes.length
    },
    take(sha: string): Buffer | undefined {
      const found = kept.get(sha)
      if (found) drop(sha, found)
      return found?.bytes
    },
  }
}

/** The file of a copy; where there is none, the one that would be its. */
async function placeOf(folder: string, sha: string): Promise<string> {
  const [place, ...before] = pathsOf(sha).map((path) => join(folder, path)) as [string, ...string[]]
  for (const path of [place, ...before]) if (await stat(path).catch(() => null)) return path
  return place
}

async function checkFile(path: string, sha: string): Promise<'good' | 'missing' | 'damaged'> {
  if (!(await stat(path).catch(() => null))) return 'missing'
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex') === sha ? 'good' : 'damaged'
}

/** Takes away the drafts that a crash left behind; gives how many. */
export async function clearDrafts(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true }).catch(() => [] as string[])
  const drafts = names.filter((name) => name.endsWith('.new'))
  for (const name of drafts) await rm(join(folder, name), { force: true })
  return drafts.length
}
