/** Under way: what each worker is doing, so that what ends a worker is found and set apart. Unlogged: after a loss of power nobody is doing anything. */
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create unlogged table under_way (
      stage text not null,
      item text not null,
      worker text,
      since timestamptz not null default now(),
      endings int not null default 0 check (endings >= 0),
      rests_until timestamptz,
      primary key (stage, item))`.execute(db)
  await sql`comment on column under_way.worker is 'Who is doing it; null once that worker has died: it is set apart then'`.execute(db)
  await sql`create index under_way_worker on under_way (worker)`.execute(db)
  await sql`create unlogged table worker_seen (worker text primary key, seen_at timestamptz not null default now())`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table under_way`.execute(db)
  await sql`drop table worker_seen`.execute(db)
}
