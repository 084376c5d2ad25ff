/** Followers: addresses that asked for a digest by mail, confirmed it themselves, and go when they say so. */
import { type Kysely, sql } from 'kysely'

const statements = [
  `create table follower (
    id text primary key, email text not null, brand text, sector text, token text not null unique, asked_at timestamptz not null,
    asked_mail_at timestamptz, confirmed_at timestamptz, sent_until timestamptz,
    constraint follower_of_one check (brand is null or sector is null), constraint follower_confirmed check ((confirmed_at is null) = (sent_until is null)))`,
  `create unique index follower_once on follower (lower(email), coalesce(brand, ''), coalesce(sector, ''))`,
  `create index follower_due on follower (sent_until) where confirmed_at is not null`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql.raw('drop table if exists follower').execute(db)
}
