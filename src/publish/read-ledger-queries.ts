/** SQL that reads the ledger, which holds hashes only and is open to everyone. */
import type { Db } from '../db/client.ts'

/** The newest signed head, or the one of this size; null when there is none. */
export async function findPublicHead(
  db: Db,
  size?: number,
): Promise<{ size: number; root: string; signedAt: Date; keyId: string; signature: string; publicKey: string } | null> {
  let query = db
    .selectFrom('ledger.head as h')
    .innerJoin('ledger.key as k', 'k.id', 'h.keyId')
    .select(['h.size', 'h.root', 'h.signedAt', 'h.keyId', 'h.signature', 'k.publicKey'])
  if (size !== undefined) query = query.where('h.size', '=', size)
  return (await query.orderBy('h.size', 'desc').limit(1).executeTakeFirst()) ?? null
}

/** The leaf with this index, leaf hash or ref, or null. */
export async function findPublicLeaf(db: Db, key: string): Promise<{ index: number; kind: string; ref: string; rowHash: string; leafHash: string } | null> {
  const query = db.selectFrom('ledger.leaf').selectAll()
  if (/^\d{1,15}$/.test(key)) return (await query.where('index', '=', Number(key)).executeTakeFirst()) ?? null
  return (await query.where((eb) => eb.or([eb('leafHash', '=', key), eb('ref', '=', key)])).executeTakeFirst()) ?? null
}

/** The hash of a node that is complete. */
export async function publicNodeAt(db: Db, level: number, index: number): Promise<string> {
  return (await db.selectFrom('ledger.node').select('hash').where('level', '=', level).where('index', '=', index).executeTakeFirstOrThrow()).hash
}

/** Every key in order, and the timestamps of heads. */
export async function listPublicKeys(db: Db) {
  return {
    keys: await db.selectFrom('ledger.key').selectAll().orderBy('since').orderBy('id').execute(),
    stamps: await db.selectFrom('ledger.timestamp').selectAll().orderBy('size').orderBy('authority').execute(),
  }
}
