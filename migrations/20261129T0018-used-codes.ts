/** Codes that were used: a code of an authenticator app, or a recovery code, opens an account once. */
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table accounts.used_code (
      person_id text not null references accounts.person on delete cascade,
      code_hash text not null,
      used_at timestamptz not null,
      primary key (person_id, code_hash))`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table accounts.used_code`.execute(db)
}
