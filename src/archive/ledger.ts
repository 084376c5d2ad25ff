/** Ledger: enters what happened as leaves of a Merkle tree, and signs its head. Source: RFC 6962; Ed25519 (RFC 8032). */
import { createPublicKey, verify } from 'node:crypto'
import { type Db, transact } from '../db/client.ts'
import type { LedgerKey } from './ledger-key.ts'
import { sha256 } from '../model/id.ts'
import { leafHash, nodeHash, rootOver } from '../model/merkle.ts'
import { LEAF_KINDS, type LeafRow, countLeaves, insertHead, insertKey, insertLeaves, nodeAt, rowsToHash, takeLedgerDue } from './ledger-queries.ts'

const BATCH = 2_000

/** What a leaf's hash is made of: what it is, which one, and the SHA-256 of its row. */
export const leafData = (leaf: Pick<LeafRow, 'kind' | 'ref' | 'rowHash'>): string => `${leaf.kind} ${leaf.ref} ${leaf.rowHash}`

/** What a head's signature is made over. */
export const headData = (head: { size: number; root: string; signedAt: Date }): string =>
  `unpick ledger ${head.size} ${head.root} ${head.signedAt.toISOString()}`

/** Whether a head's signature is that of a public key. */
export function isSignedBy(publicKey: string, head: { size: number; root: string; signedAt: Date; signature: string }): boolean {
  const signature = Buffer.from(head.signature, 'base64')
  if (signature.toString('base64') !== head.signature) return false // another way of writing it is another text
  try {
    return verify(null, Buffer.from(headData(head)), createPublicKey(publicKey), signature)
  } catch {
    return false // a key that cannot be read has signed nothing
  }
}

/**
 * Enters what waits, up to 2,000 leaves, and signs the new head, in one transaction. Rows that went before they were
 * entered are passed over.
 * @returns how many waited
 */
export async function appendLedger(deps: { db: Db; now: () => Date; ledgerKey: () => Promise<LedgerKey> }): Promise<number> {
  return transact(deps.db, async (tx) => {
    const due = await takeLedgerDue(tx, BATCH)
    if (due.length === 0) return 0
    const rows = new Map<string, string>()
    for (const kind of LEAF_KINDS) {
      const refs = due.filter((each) => each.kind === kind).map((each) => each.ref)
      if (refs.length === 0) continue
      for (const [ref, row] of await rowsToHash(tx, kind, refs)) rows.set(`${kind} ${ref}`, row)
    }
    const first = await countLeaves(tx)
    const made = new Map<string, string>()
    const leaves: LeafRow[] = []
    const get = async (level: number, index: number) => made.get(`${level} ${index}`) ?? nodeAt(tx, level, index)
    for (const { kind, ref } of due) {
      const row = rows.get(`${kind} ${ref}`)
      if (row === undefined) continue
      const rowHash = sha256(row)
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
      const key = await deps.ledgerKey()
      await insertKey(tx, { id: key.id, publicKey: key.publicKey, since: head.signedAt, endorsedBy: null, endorsement: null })
      await insertHead(tx, { ...head, keyId: key.id, signature: key.sign(headData(head)) })
    }
    return due.length
  })
}
