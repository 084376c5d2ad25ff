/** List keys: what an account holds of lists is sealed to a key that its passphrase alone opens. */
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table accounts.list_key (
      person_id text primary key references accounts.person on delete cascade,
      public_key bytea not null,
      salt bytea not null,
      wrapped bytea not null)`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table accounts.list_key`.execute(db)
}
