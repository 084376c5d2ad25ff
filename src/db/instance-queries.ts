/** SQL of the instance: a few facts about this Unpick. */
import { type Db, json } from './client.ts'

/** The value of a fact, or null. */
export async function findInstance(db: Db, key: string): Promise<unknown> {
  return (await db.selectFrom('instance').select('value').where('key', '=', key).executeTakeFirst())?.value ?? null
}

export async function setInstance(db: Db, key: string, value: unknown): Promise<void> {
  await db
    .insertInto('instance')
    .values({ key, value: json(value) })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: json(value), changedAt: new Date() }))
    .execute()
}
