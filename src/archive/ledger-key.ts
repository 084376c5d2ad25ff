/** Ledger key: the Ed25519 key that signs heads, kept for its owner alone, and its rotation: the old key endorses the new one. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto'
import { link, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Db, transact } from '../db/client.ts'
import { ConflictError } from '../errors.ts'
import { sha256 } from '../model/id.ts'
import { type KeyRow, insertKey, listKeys, lockLedger } from './ledger-queries.ts'

export type LedgerKey = { readonly id: string; readonly publicKey: string; readonly sign: (data: string) => string }

const fileIn = (dataDir: string): string => join(dataDir, 'ledger-key.pem')

/** The key of this Unpick, made at the first start, in `ledger-key.pem`. Read anew each time, so that a rotation is heeded at once. */
export async function loadLedgerKey(dataDir: string): Promise<LedgerKey> {
  const file = fileIn(dataDir)
  const pem = (await readFile(file, 'utf8').catch(() => null)) ?? (await makeKeyFile(file))
  return keyOf(pem)
}

/** Writes a first key. Of several processes that start together, one wins, and all use its key. */
async function makeKeyFile(file: string): Promise<string> {
  const draft = await writeDraft(file, newPem())
  await link(draft, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  await rm(draft, { force: true })
  return readFile(file, 'utf8')
}

const newPem = (): string => generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string

async function writeDraft(file: string, pem: string): Promise<string> {
  await mkdir(dirname(file), { recursive: true })
  const draft = `${file}.${process.pid}.new`
  await writeFile(draft, pem, { mode: 0o600 })
  const handle = await open(draft, 'r')
  await handle.sync().finally(() => handle.close())
  return draft
}

function keyOf(pem: string): LedgerKey {
  const privateKey = createPrivateKey(pem)
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }) as string
  return { id: sha256(publicKey).slice(0, 16), publicKey, sign: (data) => sign(null, Buffer.from(data), privateKey).toString('base64') }
}

/** What the old key signs for a new one. */
const endorsementData = (publicKey: string): string => `unpick ledger key ${publicKey}`

/**
 * Makes a new key: the old one endorses it, the ledger records that, and the old one is thrown away. From then on heads are
 * signed by the new key.
 * @throws ConflictError when nothing was signed yet
 */
export async function rotateLedgerKey(deps: { db: Db; dataDir: string; now: () => Date }): Promise<{ before: string; now: string }> {
  const before = await loadLedgerKey(deps.dataDir)
  const pem = newPem()
  const after = keyOf(pem)
  const draft = await writeDraft(fileIn(deps.dataDir), pem)
  try {
    await transact(deps.db, async (tx) => {
      await lockLedger(tx)
      if (!(await listKeys(tx)).some((key) => key.id === before.id))
        throw new ConflictError('The present key has signed nothing yet, so there is nothing to hand on. Seal a document first.')
      await insertKey(tx, {
        id: after.id,
        publicKey: after.publicKey,
        since: deps.now(),
        endorsedBy: before.id,
        endorsement: before.sign(endorsementData(after.publicKey)),
      })
    })
    await rename(draft, fileIn(deps.dataDir))
  } finally {
    await rm(draft, { force: true })
  }
  return { before: before.id, now: after.id }
}

/** Ids of keys that nobody vouches for: only the first needs no endorsement, each other one that of a key before it. */
export function unendorsed(keys: readonly KeyRow[]): string[] {
  const inOrder = keys.toSorted((a, b) => a.since.getTime() - b.since.getTime())
  return inOrder
    .filter((key, i) => {
      if (key.id !== sha256(key.publicKey).slice(0, 16)) return true
      if (i === 0) return false
      const elder = inOrder.slice(0, i).find((each) => each.id === key.endorsedBy)
      return !elder || key.endorsement === null || !isEndorsed(elder.publicKey, key.publicKey, key.endorsement)
    })
    .map((key) => key.id)
}

function isEndorsed(elder: string, publicKey: string, endorsement: string): boolean {
  try {
    return verify(null, Buffer.from(endorsementData(publicKey)), createPublicKey(elder), Buffer.from(endorsement, 'base64'))
  } catch {
    return false
  }
}
