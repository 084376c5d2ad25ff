/**
 * List key: what an account holds of lists is sealed to its public key, and opened with a secret that only the owner's passphrase opens. While
 * somebody is signed in their browser keeps that secret; here it lies wrapped, so that neither the database nor a backup opens a list.
 */
import { randomBytes } from 'node:crypto'
import type { Db } from '../db/client.ts'
import { newToken, openWith, sealWith, publicKeyOf } from '../model/sealing.ts'
import { keyOfPassphrase } from './passphrase.ts'
import { type ListKeyRow, findListKey, upsertListKey } from './list-key-queries.ts'

const USE = 'list key'
const SALT = 16

/** Wraps a secret for a passphrase. */
async function wrap(secret: string, passphrase: string): Promise<ListKeyRow> {
  const salt = randomBytes(SALT)
  return { publicKey: publicKeyOf(secret), salt, wrapped: sealWith(await keyOfPassphrase(passphrase, salt), USE, secret) }
}

const unwrap = async ({ salt, wrapped }: ListKeyRow, passphrase: string): Promise<string> =>
  openWith<string>(await keyOfPassphrase(passphrase, salt), USE, wrapped)

/** The secret of somebody who gives their passphrase; made when they had none. The passphrase must be right. */
export async function openListKey(db: Db, personId: string, passphrase: string): Promise<string> {
  const row = await findListKey(db, personId)
  if (row) return await unwrap(row, passphrase)
  const secret = newToken()
  await upsertListKey(db, personId, await wrap(secret, passphrase))
  return secret
}

/** Wraps the secret for another passphrase. @returns what writes it, once the passphrase is changed */
export async function rewrapListKey(db: Db, personId: string, passphrase: string, next: string): Promise<() => Promise<void>> {
  const row = await wrap(await openListKey(db, personId, passphrase), next)
  return () => upsertListKey(db, personId, row)
}
