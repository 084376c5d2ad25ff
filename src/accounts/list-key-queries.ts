/** SQL of list keys: one a person, wrapped. */
import type { Db } from '../db/client.ts'

export type ListKeyRow = { readonly publicKey: Buffer; readonly salt: Buffer; readonly wrapped: Buffer }

export async function findListKey(db: Db, personId: string): Promise<ListKeyRow | null> {
  const row = await db.selectFrom('accounts.listKey').select(['publicKey', 'salt', 'wrapped']).where('personId', '=', personId).executeTakeFirst()
  return row ?? null
}

/** Keeps a person's key, or in place of the one there was. */
export async function upsertListKey(db: Db, personId: string, row: ListKeyRow): Promise<void> {
  await db
    .insertInto('accounts.listKey')
    .values({ personId, ...row })
    .onConflict((conflict) => conflict.column('personId').doUpdateSet(row))
    .execute()
}
