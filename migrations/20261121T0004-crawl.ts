/** Crawling: hosts that fail and rest, budgets and runs of sources, addresses that are followed, copies of one report, and where a capture came from. */
import { type Kysely, sql } from 'kysely'

const statements = [
  // A host's documents are fetched together, in turn.
  `alter table document add column host text not null default ''`,
  `update document set host = coalesce(lower(substring(url from '^https?://([^/?#]+)')) || case when url ~ '^https?://[^/?#]+:[0-9]+' then '' when url ~ '^https' then ':443' else ':80' end, 'local')`,
  `drop index document_fetch_due`,
  `create index document_due on document (host, fetch_due_at) where fetch_due_at is not null`,

  // A document's id is the hash of its address. What changes with each fetch and reading stands in as few indexes as can be.
  `alter table document drop constraint document_url_key`,
  `drop index document_failed`,
  `create index document_troubled on document (created_at) where problem_kind is not null`,

  `alter table host_pace add column failures integer not null default 0, add column rests_until timestamptz, add column problem text`,

  `alter table source add column budget integer, add column revisit_minutes integer, add column spent_on date, add column spent integer not null default 0`,
  `create table source_run (
    source_id text not null references source on delete cascade, started_at timestamptz not null, ended_at timestamptz, listed integer not null default 0, added integer not null default 0,
    problem_kind text, problem text, primary key (source_id, started_at))`,

  `create table followed (
    id text primary key, url text not null, kind text not null constraint followed_kind_known check (kind in ('feed','sitemap','site','page')),
    publisher_id text not null references publisher, most integer not null check (most between 1 and 1000000), found integer not null default 0,
    added_by text not null, created_at timestamptz not null default now(), unique (url, kind))`,
  `alter table document add column followed_id text references followed on delete set null`,
  `create index document_followed on document (followed_id) where followed_id is not null`,

  // The words of a text are put into the index when it is searched for names: until then nobody asks for them.
  `alter index reading_words rename to reading_words_before`,
  `create table reading_words (reading_id text primary key references reading on delete cascade, words tsvector not null)`,
  `insert into reading_words (reading_id, words) select id, words from reading`,
  `create index reading_words_words on reading_words using gin (words)`,
  `alter table reading drop column words`,
  `alter table reading alter column spans type json using spans::json, alter column stated type json using stated::json`,
  // Kept as they are: packing them costs more than all else of reading, and quotes are cut out of the middle.
  `alter table reading alter column text set storage external, alter column spans set storage external, alter column stated set storage external`,

  `create schema gazetteer`,
  `create table gazetteer.postcode (postcode text primary key, lat double precision not null, lon double precision not null)`,
  `grant usage on schema gazetteer to unpick_web`,
  `grant select on gazetteer.postcode to unpick_web`,

  // Copies of one text, however they are published, are one report.
  `create table report_copy (reading_id text primary key references reading on delete cascade, report_id text not null, bands bigint[] not null, signature bigint[] not null)`,
  `create index report_copy_bands on report_copy using gin (bands)`,
  `create index report_copy_report on report_copy (report_id)`,

  `alter table capture add column via text not null default 'web' constraint capture_via_known check (via in ('web','file','web archive','imported')), add column archived_at timestamptz`,

  // A group of captures is noted for the ledger in one statement.
  `drop trigger capture_to_ledger on capture`,
  `create function ledger.note_captures() returns trigger language plpgsql as $$
  begin
    insert into ledger.due (kind, ref) select 'capture', m.id from made m join public.document d on d.id = m.document_id where not d.demonstration order by m.fetched_at, m.id;
    return null;
  end $$`,
  `create trigger capture_to_ledger after insert on capture referencing new table as made for each statement execute function ledger.note_captures()`,

  `alter table ledger.key add column endorsed_by text references ledger.key, add column endorsement text`,
  `create table ledger.timestamp (size bigint not null references ledger.head, authority text not null, token text not null, stamped_at timestamptz not null, primary key (size, authority))`,
  `create trigger timestamp_append_only before update or delete on ledger.timestamp for each row execute function ledger.append_only()`,
  `grant select on ledger.timestamp to unpick_web`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const undo = [
  `drop trigger capture_to_ledger on capture`,
  `drop function ledger.note_captures`,
  `create trigger capture_to_ledger after insert on capture for each row execute function ledger.note()`,
  `drop table if exists ledger.timestamp`,
  `alter table ledger.key drop column endorsement, drop column endorsed_by`,
  `alter table capture drop column archived_at, drop column via`,
  `drop table if exists report_copy`,
  `drop schema if exists gazetteer cascade`,
  `alter table reading alter column spans type jsonb using spans::jsonb, alter column stated type jsonb using stated::jsonb`,
  `alter table reading add column words tsvector generated always as (to_tsvector('simple', left(text, 900000))) stored`,
  `drop table if exists reading_words`,
  `create index reading_words on reading using gin (words)`,
  `alter table document drop column followed_id`,
  `drop table if exists followed`,
  `drop table if exists source_run`,
  `alter table source drop column budget, drop column revisit_minutes, drop column spent_on, drop column spent`,
  `alter table host_pace drop column failures, drop column rests_until, drop column problem`,
  `drop index document_due`,
  `drop index document_troubled`,
  `create index document_failed on document (created_at) where state = 'failed'`,
  `alter table document add constraint document_url_key unique (url)`,
  `alter table document drop column host`,
  `create index document_fetch_due on document (fetch_due_at) where fetch_due_at is not null`,
]

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const statement of undo) await sql.raw(statement).execute(db)
}
