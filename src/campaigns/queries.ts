/** SQL of campaigns and actions. */
import type { Insertable } from 'kysely'
import type { Db, Tx } from '../db/client.ts'
import type { Action, Campaign } from '../db/schema.ts'

/** The brand with this address, or null. */
export async function findBrand(tx: Db, slug: string): Promise<{ id: string; name: string } | null> {
  return (await tx.selectFrom('organisation').select(['id', 'name']).where('slug', '=', slug).where('kind', '=', 'brand').executeTakeFirst()) ?? null
}

export async function upsertCampaign(tx: Tx, row: Insertable<Campaign>): Promise<void> {
  const { id: _, ...rest } = row
  await tx
    .insertInto('campaign')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(rest))
    .execute()
}

export async function upsertAction(tx: Tx, row: Insertable<Action>): Promise<void> {
  const { id: _, ...rest } = row
  await tx
    .insertInto('action')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(rest))
    .execute()
}
