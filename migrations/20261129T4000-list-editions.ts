/** List editions: which sealed copy of an official list is the newest that was read. What only older copies and restatements say is no longer shown. */
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table list_edition (list text primary key references official_list on delete cascade, capture_id text not null references capture, fetched_at timestamptz not null)`.execute(
    db,
  )
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table list_edition`.execute(db)
}
