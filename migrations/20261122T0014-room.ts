/** Room: rows that change soon after they were made are given room on their page, so that a change needs no new entry in each index. */
import { type Kysely, sql } from 'kysely'

const TABLES = ['document', 'capture_progress'] as const

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of TABLES) await sql.raw(`alter table ${table} set (fillfactor = 50)`).execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const table of TABLES) await sql.raw(`alter table ${table} reset (fillfactor)`).execute(db)
}
