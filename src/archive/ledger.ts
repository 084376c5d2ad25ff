/** Ledger: enters what happened as leaves of a Merkle tree, and signs its head. Source: RFC 6962; Ed25519 (RFC 8032). */
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto'
import { mkdir, open, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Db, transact } from '../db/client.ts'
import { sha256 } from '../model/id.ts'
import { leafHash, nodeHash, rootOver } from '../model/merkle.ts'
import { LEAF_KINDS, type LeafRow, countLeaves, insertHead, insertLeaves, nodeAt, rowsToHash, takeLedgerDue } from './ledger-queries.ts'

const BATCH = 2_000

/** What a leaf's hash is made of: what it is, which one, and the SHA-256 of its row. */
export const leafData = (leaf: Pick<LeafRow, 'kind' | 'ref' | 'rowHash'>): string => `${leaf.kind} ${leaf.ref} ${leaf.rowHash}`

/** What a head's signature is made over. */
export const headData = (head: { size: number; root: string; signedAt: Date }): string =>
  `unpick ledger ${head.size} ${head.root} ${head.signedAt.toISOString()}`

export type LedgerKey = { readonly id: string; readonly publicKey: string; readonly sign: (data: string) => string }

/** The key of this Unpick, made at the first start and kept for its owner alone in `ledger-key.pem`. */
export async function loadLedgerKey(dataDir: string): Promise<LedgerKey> {
  const file = join(dataDir, 'ledger-key.pem')
  let pem = await readFile(file, 'utf8').catch(() => null)
  if (pem === null) {
    pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
    await mkdir(dirname(file), { recursive: true })
    const draft = `${file}.${process.pid}`
    await writeFile(draft, pem, { mode: 0o600 })
    const handle = await open(draft, 'r')
    await handle.sync().finally(() => handle.close())
    await rename(draft, file)
    pem = await readFile(file, 'utf8')
  }
  const privateKey = createPrivateKey(pem)
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }) as string
  return { id: sha256(publicKey).slice(0, 16), publicKey, sign: (data) => sign(null, Buffer.from(data), privateKey).toString('base64') }
}

/** Whether a head's signature is that of a public key. */
export function isSignedBy(publicKey: string, head: { size: number; root: string; signedAt: Date; signature: string }): boolean {
  return verify(null, Buffer.from(headData(head)), createPublicKey(publicKey), Buffer.from(head.signature, 'base64'))
}

/**
 * Enters what waits, up to 2,000 leaves, and signs the new head, in one transaction. Rows that went before they were
 * entered are passed over.
 * @returns how many waited
 */
export async function appendLedger(deps: { db: Db; now: () => Date; ledgerKey: LedgerKey }): Promise<number> {
  return transact(deps.db, async (tx) => {
    const due = await takeLedgerDue(tx, BATCH)
    if (due.length === 0) return 0
    const rows = new Map<string, string>()
    for (const kind of LEAF_KINDS) {
      const refs = due.filter((each) => each.kind === kind).map((each) => each.ref)
      for (const [ref, row] of await rowsToHash(tx, kind, refs)) rows.set(`${kind} ${ref}`, row)
    }
    const first = await countLeaves(tx)
    const made = new Map<string, string>()
    const leaves: LeafRow[] = []
    const get = async (level: number, index: number) => made.get(`${level} ${index}`) ?? nodeAt(tx, level, index)
    for (const { kind, ref } of due) {
      const row = rows.get(`${kind} ${ref}`)
      if (row === undefined) continue
      const rowHash = createHash('sha256').update(row).digest('hex')
      const index = first + leaves.length
      const hash = leafHash(leafData({ kind, ref, rowHash }))
      leaves.push({ index, kind, ref, rowHash, leafHash: hash })
      made.set(`0 ${index}`, hash)
      for (let [level, at] = [0, index]; at % 2 === 1; level += 1, at = (at - 1) / 2)
        made.set(`${level + 1} ${(at - 1) / 2}`, nodeHash(await get(level, at - 1), await get(level, at)))
    }
    const nodes = [...made].map(([key, hash]) => ({ level: Number(key.split(' ')[0]), index: Number(key.split(' ')[1]), hash }))
    await insertLeaves(
      tx,
      leaves,
      nodes,
      due.map((each) => each.id),
    )
    if (leaves.length > 0) {
      const size = first + leaves.length
      const head = { size, root: await rootOver(get, 0, size), signedAt: deps.now() }
      await insertHead(tx, { ...head, keyId: deps.ledgerKey.id, signature: deps.ledgerKey.sign(headData(head)) }, deps.ledgerKey.publicKey)
    }
    return due.length
  })
}
