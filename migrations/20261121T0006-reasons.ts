/** Reasons: how a candidate was found, in a sentence, for whoever reviews it; and the language of each passage. */
import { type Kysely, sql } from 'kysely'

const statements = [`alter table candidate add column why text`, `alter table passage add column language text`]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql.raw(`alter table candidate drop column if exists why`).execute(db)
  await sql.raw(`alter table passage drop column if exists language`).execute(db)
}
