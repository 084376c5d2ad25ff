/** Listing cursor: where a source's listing goes on when a run of it was cut off. */
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table source add column cursor text`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table source drop column cursor`.execute(db)
}
