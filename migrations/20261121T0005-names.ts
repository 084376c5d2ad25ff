/** Names: registers that others keep, judgements on which names are one organisation, suggestions, and what names changed. */
import { type Kysely, sql } from 'kysely'

const statements = [
  // Registers: lists of organisations that others keep. They assert nothing; names are matched against them. The web process may read them.
  `create schema register`,
  `create table register.import (
    id text primary key, register text not null, title text not null, file_name text not null, sha256 text not null, bytes bigint not null,
    rows_done bigint not null default 0, taken bigint not null default 0, changed bigint not null default 0, same bigint not null default 0, refused bigint not null default 0,
    state text not null default 'running' constraint import_state_known check (state in ('running', 'done')),
    started_at timestamptz not null, finished_at timestamptz)`,
  `create table register.refusal (import_id text not null references register.import on delete cascade, row_number bigint not null, reason text not null, primary key (import_id, row_number))`,
  `create table register.entry (
    id text collate "C" primary key, register text not null, kind text not null, name text not null, other_names text[] not null, country text not null,
    address text, lat double precision, lon double precision, identifiers text[] not null, import_id text not null,
    changed xid8 not null default pg_current_xact_id())`,
  `create index entry_changed on register.entry (changed)`,
  `grant usage on schema register to unpick_web`,
  `grant select on register.entry to unpick_web`,

  // What names changed, for whoever keeps an index of them: the newest change of each thing.
  `create table published.names_change (thing_id text primary key, changed xid8 not null)`,
  `create index names_change_order on published.names_change (changed)`,
  `create table names_change (thing_id text primary key, changed xid8 not null)`,
  `create index names_change_order on names_change (changed)`,
  `create function note_names_change() returns trigger language plpgsql as $$
  begin
    execute format('insert into %I.names_change (thing_id, changed) values ($1, pg_current_xact_id()) on conflict (thing_id) do update set changed = excluded.changed where names_change.changed <> excluded.changed', tg_table_schema)
      using case when tg_op = 'DELETE' then old.organisation_id else new.organisation_id end;
    return null;
  end $$`,
  `create trigger names_change after insert or update or delete on published.organisation_name for each row execute function note_names_change()`,
  `create trigger names_change after insert or update or delete on organisation_name for each row execute function note_names_change()`,
  `grant select on published.names_change to unpick_web`,

  `create table organisation_identifier (
    organisation_id text not null references organisation on delete cascade, scheme text not null, value text not null, primary key (organisation_id, scheme, value))`,
  `create index organisation_identifier_value on organisation_identifier (scheme, value)`,

  // Judgements: whether two organisations are one. Never changed; the newest of a pair holds.
  `create table judgement (
    id text primary key, left_id text not null references organisation, right_id text not null references organisation,
    sequence integer not null, ruling text not null constraint judgement_ruling_known check (ruling in ('same', 'different', 'unsure')),
    decided_by text not null, reason text not null constraint judgement_has_reason check (length(trim(reason)) > 0), decided_at timestamptz not null,
    demonstration boolean not null default false,
    constraint judgement_in_order check (left_id < right_id), unique (left_id, right_id, sequence))`,
  `create index judgement_right on judgement (right_id)`,
  `create trigger judgement_sealed before update or delete on judgement for each row execute function sealed()`,
  `create trigger judgement_to_ledger after insert on judgement for each row execute function ledger.note()`,

  `create table merge_suggestion (
    left_id text not null references organisation on delete cascade, right_id text not null references organisation on delete cascade,
    score double precision not null, verdict text not null, reasons jsonb not null, connects integer not null, made_at timestamptz not null,
    primary key (left_id, right_id), constraint suggestion_in_order check (left_id < right_id))`,
  `create index merge_suggestion_order on merge_suggestion (connects desc, score desc, left_id, right_id)`,
  `create index merge_suggestion_made on merge_suggestion (made_at)`,
  `create index claim_changed on claim (changed_at)`,
  `create index judgement_decided on judgement (decided_at)`,
  `create index merge_suggestion_right on merge_suggestion (right_id)`,
  `alter table organisation add column suggest_version integer not null default 0`,
  `create index organisation_suggest on organisation (suggest_version, id)`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql.raw(`drop trigger if exists names_change on organisation_name`).execute(db)
  await sql.raw(`drop trigger if exists names_change on published.organisation_name`).execute(db)
  for (const table of ['merge_suggestion', 'judgement', 'organisation_identifier', 'names_change', 'published.names_change'])
    await sql.raw(`drop table if exists ${table} cascade`).execute(db)
  await sql.raw(`drop index if exists claim_changed`).execute(db)
  await sql.raw(`drop function if exists note_names_change cascade`).execute(db)
  await sql.raw(`alter table organisation drop column if exists suggest_version`).execute(db)
  await sql.raw(`drop schema if exists register cascade`).execute(db)
}
