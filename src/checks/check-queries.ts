/** SQL of checks that somebody asked to keep. */
import type { Db } from '../db/client.ts'

/** Keeps a sealed list, or puts another in its place. */
export async function upsertCheck(db: Db, row: { id: string; sealed: Buffer; keptAt: Date; expiresAt: Date }): Promise<void> {
  const { id: _, keptAt: _kept, ...rest } = row
  await db
    .insertInto('supplierCheck')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(rest))
    .execute()
}

export async function findCheck(db: Db, id: string, now: Date): Promise<{ sealed: Buffer; keptAt: Date; expiresAt: Date } | null> {
  const row = await db
    .selectFrom('supplierCheck')
    .select(['sealed', 'keptAt', 'expiresAt'])
    .where('id', '=', id)
    .where('expiresAt', '>', now)
    .executeTakeFirst()
  return row ?? null
}

/** Forgets a list, its watch and all that the watch was told. */
export async function deleteCheck(db: Db, id: string): Promise<void> {
  await db.deleteFrom('supplierCheck').where('id', '=', id).execute()
}

/** Forgets lists whose time is over. @returns how many */
export async function deleteExpired(db: Db, now: Date): Promise<number> {
  const { numDeletedRows } = await db.deleteFrom('supplierCheck').where('expiresAt', '<=', now).executeTakeFirst()
  return Number(numDeletedRows)
}

export async function hasExpired(db: Db, now: Date): Promise<boolean> {
  return (await db.selectFrom('supplierCheck').select('id').where('expiresAt', '<=', now).limit(1).executeTakeFirst()) !== undefined
}

/** Puts a list into somebody's account. */
export async function upsertAccountCheck(db: Db, row: { personId: string; checkId: string; sealed: Buffer }): Promise<void> {
  await db
    .insertInto('accountCheck')
    .values(row)
    .onConflict((conflict) => conflict.columns(['personId', 'checkId']).doUpdateSet({ sealed: row.sealed }))
    .execute()
}

/** To which key an account's lists are sealed; null for an account that has none yet. */
export async function findAccountKey(db: Db, personId: string): Promise<Buffer | null> {
  return (await db.selectFrom('accounts.listKey').select('publicKey').where('personId', '=', personId).executeTakeFirst())?.publicKey ?? null
}

export async function listAccountChecks(db: Db, personId: string, now: Date): Promise<{ checkId: string; sealed: Buffer; keptAt: Date; expiresAt: Date }[]> {
  return await db
    .selectFrom('accountCheck as a')
    .innerJoin('supplierCheck as c', 'c.id', 'a.checkId')
    .select(['a.checkId', 'a.sealed', 'c.keptAt', 'c.expiresAt'])
    .where('a.personId', '=', personId)
    .where('c.expiresAt', '>', now)
    .orderBy('c.keptAt', 'desc')
    .execute()
}
