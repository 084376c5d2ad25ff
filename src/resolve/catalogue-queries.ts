/** SQL of the catalogue: programmes and official lists. */
import type { Insertable } from 'kysely'
import type { Tx } from '../db/client.ts'
import type { OfficialList, Programme } from '../db/schema.ts'

/** Keeps a programme as the catalogue states it. */
export async function upsertProgrammeRow(tx: Tx, row: Insertable<Programme>): Promise<void> {
  const { id: _, ...rest } = row
  await tx
    .insertInto('programme')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(rest))
    .execute()
}

/** Keeps an official list as the catalogue states it. */
export async function upsertListRow(tx: Tx, row: Insertable<OfficialList>): Promise<void> {
  const { slug: _, ...rest } = row
  await tx
    .insertInto('officialList')
    .values(row)
    .onConflict((conflict) => conflict.column('slug').doUpdateSet(rest))
    .execute()
}
