/** Store worker: what runs in the store thread. Writes files one call after another: a thread that waits for the disk holds nobody up. */
import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { workerData } from 'node:worker_threads'
import { answerEach } from '../answering.ts'
import { sha256 } from '../model/id.ts'
import { pathOf, pathsOf } from './sealed-path.ts'

const { folder } = workerData as { folder: string }
const made = new Set<string>()

/** Whole or not at all: a temporary name, fsync, then rename. A good copy that is there already is left as it is. */
function put(bytes: Uint8Array): string {
  const sha = sha256(bytes)
  if (pathsOf(sha).some((path) => isGood(join(folder, path), sha))) return sha
  const path = join(folder, pathOf(sha))
  if (!made.has(dirname(path))) mkdirSync(dirname(path), { recursive: true })
  made.add(dirname(path))
  const draft = `${path}.${randomBytes(6).toString('hex')}.new`
  try {
    const file = openSync(draft, 'wx', 0o444)
    try {
      for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(draft, path)
  } catch (error) {
    rmSync(draft, { force: true })
    throw error
  }
  return sha
}

/** Whether a file is there whole. */
function isGood(path: string, sha: string): boolean {
  try {
    return existsSync(path) && sha256(readFileSync(path)) === sha
  } catch {
    return false
  }
}

answerEach<Uint8Array>(put)
