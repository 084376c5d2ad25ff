/** Given: how large a file is that somebody sent, so that all of them together have a limit. */
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table submission add column bytes bigint not null default 0`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table submission drop column bytes`.execute(db)
}
