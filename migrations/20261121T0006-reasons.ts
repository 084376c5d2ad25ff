/** Reasons: how a candidate was found, in a sentence; who stated it by hand; the language of each passage; whether a model may read a publisher's texts; and whether an organisation's name was stated outright. */
import { type Kysely, sql } from 'kysely'

const statements = [
  `alter table candidate add column why text, add column submitted_by text`,
  `alter table passage add column language text`,
  `alter table publisher add column model_may_read boolean not null default false`,
  `alter table organisation add column name_stated boolean not null default false`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql.raw(`alter table candidate drop column if exists why, drop column if exists submitted_by`).execute(db)
  await sql.raw(`alter table passage drop column if exists language`).execute(db)
  await sql.raw(`alter table publisher drop column if exists model_may_read`).execute(db)
  await sql.raw(`alter table organisation drop column if exists name_stated`).execute(db)
}
