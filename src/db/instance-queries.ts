/** SQL of the instance: a few facts about this Unpick. */
import { sql } from 'kysely'
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

/** The folder of a PostgreSQL that runs on this machine and says where its data lies; else null. */
export async function findDatabaseFolder(db: Db): Promise<string | null> {
  const { rows } = await sql<{ folder: string | null }>`
    select case when inet_server_addr() <<= '127.0.0.0/8' and pg_has_role(current_user, 'pg_read_all_settings', 'usage')
      then current_setting('data_directory') end as folder`.execute(db)
  return rows[0]?.folder ?? null
}
