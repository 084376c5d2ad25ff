/** Host pace: when each host may be asked next, shared by every worker on every machine. */
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw('create table host_pace (host text primary key, free_at timestamptz not null)').execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql.raw('drop table if exists host_pace').execute(db)
}
