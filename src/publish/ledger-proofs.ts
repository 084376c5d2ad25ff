/** Ledger proofs: the signed head, and that a leaf is in it, for anyone to check offline. */
import { z } from 'zod'
import type { Db } from '../db/client.ts'
import { InvalidError, NotFoundError } from '../errors.ts'
import { consistencyPath, inclusionPath } from '../model/merkle.ts'
import { findPublicHead, findPublicLeaf, listPublicKeys, publicNodeAt } from './read-ledger-queries.ts'

export const LedgerHead = z
  .object({
    size: z.number().int().describe('How many leaves'),
    root: z.string().describe('Root of the Merkle tree (RFC 6962), hexadecimal'),
    signed: z.string().describe('When, ISO 8601'),
    key: z.string().describe('Id of the key'),
    publicKey: z.string().describe('Ed25519 public key, PEM'),
    signature: z.string().describe('Base64, over the text `unpick ledger <size> <root> <signed>`'),
  })
  .meta({ id: 'LedgerHead' })
export type LedgerHead = z.infer<typeof LedgerHead>

export const LedgerProof = z
  .object({
    leaf: z.object({
      index: z.number().int(),
      kind: z.string(),
      ref: z.string(),
      rowHash: z.string().describe('SHA-256 of the row'),
      hash: z.string().describe('SHA-256 of 0x00 and the text `<kind> <ref> <rowHash>`'),
    }),
    path: z.array(z.string()).describe('From the leaf upwards'),
    head: LedgerHead,
  })
  .meta({ id: 'LedgerProof' })
export type LedgerProof = z.infer<typeof LedgerProof>

export const LedgerKeys = z
  .object({
    items: z.array(
      z.object({
        id: z.string(),
        publicKey: z.string().describe('Ed25519 public key, PEM'),
        since: z.string(),
        endorsedBy: z.string().nullable().describe('The key before it; null for the first'),
        endorsement: z.string().nullable().describe('Base64, by the key before it over the text `unpick ledger key <publicKey>`'),
      }),
    ),
    timestamps: z.array(z.object({ size: z.number().int(), authority: z.string(), stamped: z.string(), token: z.string().describe('RFC 3161 token, Base64') })),
  })
  .meta({ id: 'LedgerKeys' })

/** Every key in order, each endorsed by one before it, and the timestamps of heads. */
export async function getLedgerKeys(db: Db): Promise<z.infer<typeof LedgerKeys>> {
  const { keys, stamps } = await listPublicKeys(db)
  return {
    items: keys.map(({ since, ...key }) => ({ ...key, since: since.toISOString() })),
    timestamps: stamps.map(({ stampedAt, ...stamp }) => ({ ...stamp, stamped: stampedAt.toISOString() })),
  }
}

/** The newest signed head. @throws NotFoundError while nothing has been entered */
export async function getLedgerHead(db: Db, size?: number): Promise<LedgerHead> {
  const head = await findPublicHead(db, size)
  if (!head) throw new NotFoundError(size === undefined ? 'The ledger is empty: nothing real has been sealed yet.' : `No head of ${size} leaves was signed.`)
  return { size: head.size, root: head.root, signed: head.signedAt.toISOString(), key: head.keyId, publicKey: head.publicKey, signature: head.signature }
}

/** The proof that a leaf, by its index, hash or the id of its row, is in the newest head. @throws NotFoundError */
export async function getLedgerProof(db: Db, key: string): Promise<LedgerProof> {
  const head = await getLedgerHead(db)
  const leaf = await findPublicLeaf(db, key)
  if (!leaf || leaf.index >= head.size) throw new NotFoundError(`The ledger holds no leaf "${key.slice(0, 100)}".`)
  const path = await inclusionPath((level, index) => publicNodeAt(db, level, index), leaf.index, head.size)
  return { leaf: { index: leaf.index, kind: leaf.kind, ref: leaf.ref, rowHash: leaf.rowHash, hash: leaf.leafHash }, path, head }
}

/** The proof that an older signed head is the beginning of a newer one. @throws InvalidError, NotFoundError */
export async function getConsistencyProof(db: Db, from: number, to?: number): Promise<{ from: LedgerHead; to: LedgerHead; path: string[] }> {
  const [older, newer] = [await getLedgerHead(db, from), await getLedgerHead(db, to)]
  if (older.size > newer.size) throw new InvalidError('The first head must be the smaller one.')
  return { from: older, to: newer, path: await consistencyPath((level, index) => publicNodeAt(db, level, index), older.size, newer.size) }
}
