/** Column mappings: which column of a source's list, or of one document, is what, as a person said it. */
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table column_mapping (
      id bigint generated always as identity primary key,
      source_id text unique references source on delete cascade,
      document_id text unique references document on delete cascade,
      buyer text check (buyer <> ''),
      list text references official_list,
      columns jsonb not null,
      mapped_by text not null,
      mapped_at timestamptz not null,
      constraint mapping_of_one check ((source_id is null) <> (document_id is null)),
      constraint mapping_says_one_thing check ((buyer is null) <> (list is null)))`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table column_mapping`.execute(db)
}
