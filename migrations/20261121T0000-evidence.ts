/** The evidence tables: what was fetched, what it says, whom it names, and what people ruled. */
import { type Kysely, sql } from 'kysely'

const statements = [
  `create extension if not exists pg_trgm`,

  `create table instance (key text primary key, value jsonb not null, changed_at timestamptz not null default now())`,

  `create table publisher (
    id text primary key, name text not null, kind text not null,
    reliability text not null constraint publisher_reliability_known check (reliability in ('A','B','C','D','E','F')),
    reliability_reason text not null,
    organisation_name text,
    demonstration boolean not null default false,
    unique (name, demonstration))`,

  `create table source (
    id text primary key, title text not null, publisher_id text not null references publisher,
    home text not null, licence text not null, open boolean not null, accepts text,
    every_minutes integer not null, parse_version integer not null,
    enabled boolean not null, next_due_at timestamptz not null default now(), last_run_at timestamptz,
    problem text, problem_kind text, attempts integer not null default 0,
    demonstration boolean not null default false)`,
  `create index source_due on source (next_due_at) where enabled`,

  `create table document (
    id text primary key, url text not null unique, source_id text references source, publisher_id text not null references publisher,
    label text not null default 'document', title text, published_on date, submitted_by text not null,
    open boolean not null default false, licence text,
    state text not null default 'waiting' constraint document_state_known check (state in ('waiting','sealed','read','done','failed','gone')),
    problem text, problem_kind text, attempts integer not null default 0,
    fetch_due_at timestamptz default now(), checked_at timestamptz, etag text, last_modified text,
    demonstration boolean not null default false, created_at timestamptz not null default now())`,
  `create index document_fetch_due on document (fetch_due_at) where fetch_due_at is not null`,
  `create index document_source on document (source_id)`,
  `create index document_failed on document (created_at) where state = 'failed'`,

  `create table capture (
    id text primary key, document_id text not null references document, sha256 text not null constraint capture_sha256_form check (sha256 ~ '^[0-9a-f]{64}$'),
    bytes bigint not null, url text not null, final_url text not null, status integer not null, headers jsonb not null, media_type text not null,
    fetched_at timestamptz not null, unique (document_id, sha256))`,
  `create index capture_sha256 on capture (sha256)`,

  `create table capture_progress (
    capture_id text primary key references capture on delete cascade,
    read_version integer not null default 0, extract_version integer not null default 0, resolve_version integer not null default 0,
    reading_id text, due_since timestamptz not null default now())`,
  `create index capture_progress_read on capture_progress (read_version)`,
  `create index capture_progress_extract on capture_progress (extract_version) where reading_id is not null`,
  `create index capture_progress_resolve on capture_progress (resolve_version) where reading_id is not null`,

  `create table reading (
    id text primary key, capture_id text not null references capture, read_version integer not null,
    title text, language text, published_on date, text text not null, spans jsonb not null, stated jsonb not null,
    words tsvector generated always as (to_tsvector('simple', left(text, 900000))) stored,
    read_at timestamptz not null)`,
  `create index reading_words on reading using gin (words)`,
  `create index reading_capture on reading (capture_id)`,

  `create table passage (
    id text primary key, reading_id text not null references reading,
    start_at integer not null check (start_at >= 0), end_at integer not null, quote text not null,
    page integer, row_number integer, element text,
    constraint passage_not_empty check (end_at > start_at), unique (reading_id, start_at, end_at))`,

  `create table organisation (
    id text primary key, kind text not null, name text not null, name_key text not null, country text not null default '',
    place text, sector text, slug text unique,
    same_as text references organisation constraint organisation_not_itself check (same_as <> id),
    known boolean not null default false, demonstration boolean not null default false,
    created_at timestamptz not null default now(), unique (name_key, country, demonstration))`,
  `create index organisation_same_as on organisation (same_as) where same_as is not null`,
  `create index organisation_brand on organisation (name) where kind = 'brand'`,

  `create table organisation_name (
    organisation_id text not null references organisation on delete cascade, name text not null, name_key text not null,
    type text not null default 'trading', ambiguous boolean not null default false, primary key (organisation_id, name))`,
  `create index organisation_name_key on organisation_name (name_key)`,

  `create table programme (
    id text primary key, slug text not null unique, name text not null, kind text not null, region text not null, summary text not null,
    names jsonb not null, indicators jsonb not null, demonstration boolean not null default false)`,

  `create table official_list (
    slug text primary key, name text not null, publisher text not null, url text not null, effect text not null, note text,
    demonstration boolean not null default false)`,

  `create table site (
    id text primary key, organisation_id text not null references organisation, name text not null, kind text not null,
    address text not null, town text, postcode text, lat double precision not null, lon double precision not null, footfall smallint,
    demonstration boolean not null default false)`,
  `create index site_organisation on site (organisation_id)`,

  `create table mention (
    reading_id text not null references reading on delete cascade, start_at integer not null, end_at integer not null, surface text not null,
    organisation_id text references organisation on delete cascade, programme_id text references programme, method text not null,
    primary key (reading_id, start_at, end_at),
    constraint mention_of_one_thing check (num_nonnulls(organisation_id, programme_id) <= 1))`,
  `create index mention_organisation on mention (organisation_id)`,

  `create table candidate (
    id text primary key, reading_id text not null references reading, passage_id text not null references passage,
    subject jsonb not null, predicate text not null, object jsonb not null, product text, tier integer, period text,
    stance text not null, confidence double precision not null, rule text not null)`,
  `create index candidate_reading on candidate (reading_id)`,

  `create table claim (
    id text primary key, subject_id text not null references organisation, predicate text not null,
    object_organisation_id text references organisation, object_programme_id text references programme, object_list text references official_list,
    object_site_id text references site, object_text text,
    product text, tier integer, period text,
    accept_rule text,
    status text not null default 'candidate' constraint claim_status_known check (status in ('candidate','accepted','published','contested','rejected','retracted')),
    demonstration boolean not null default false, created_at timestamptz not null default now(), changed_at timestamptz not null default now(),
    constraint claim_one_object check (num_nonnulls(object_organisation_id, object_programme_id, object_list, object_site_id, object_text) = 1),
    constraint claim_not_of_itself check (object_organisation_id is null or object_organisation_id <> subject_id))`,
  `create index claim_subject on claim (subject_id)`,
  `create index claim_object_organisation on claim (object_organisation_id) where object_organisation_id is not null`,
  `create index claim_object_programme on claim (object_programme_id) where object_programme_id is not null`,
  `create index claim_object_list on claim (object_list) where object_list is not null`,
  `create index claim_for_rule on claim (accept_rule, id) where status = 'candidate' and accept_rule is not null`,
  `create index claim_candidates on claim (created_at, id) where status = 'candidate'`,

  `create table evidence (
    id text primary key, claim_id text not null references claim on delete cascade, passage_id text not null references passage,
    stance text not null constraint evidence_stance_known check (stance in ('supports','refutes')),
    confidence double precision not null, rule text not null, submitted_by text not null)`,
  `create index evidence_claim on evidence (claim_id)`,
  `create index evidence_passage on evidence (passage_id)`,

  `create table decision (
    id text primary key, claim_id text not null references claim, sequence integer not null, ruling text not null,
    decided_by text not null, reason text not null constraint decision_has_reason check (length(trim(reason)) > 0),
    decided_at timestamptz not null, unique (claim_id, sequence))`,

  `create table response (
    id text primary key, organisation_id text not null references organisation, claim_id text references claim,
    from_name text not null, text text not null, received_on date not null, told_on date, url text,
    demonstration boolean not null default false)`,
  `create index response_organisation on response (organisation_id)`,

  `create table campaign (
    id text primary key, slug text not null unique, organisation_id text not null references organisation, title text not null, summary text not null,
    groups jsonb not null, demands jsonb not null, call jsonb, demonstration boolean not null default false)`,
  `create table action (
    id text primary key, kind text not null, title text not null, organisation_id text references organisation, campaign_slug text references campaign (slug),
    starts_at timestamptz not null, ends_at timestamptz, place text not null, town text, lat double precision, lon double precision, note text,
    demonstration boolean not null default false)`,

  `create table unpublished_change (subject_id text primary key references organisation on delete cascade, changes bigint not null default 1, since timestamptz not null default now())`,

  // The database is the last reviewer.
  `create function passage_is_literal() returns trigger language plpgsql as $$
  begin
    if (select substr(r.text, new.start_at + 1, new.end_at - new.start_at) from reading r where r.id = new.reading_id) is distinct from new.quote then
      raise exception 'passage % is not a literal part of reading %', new.id, new.reading_id using errcode = 'check_violation';
    end if;
    return new;
  end $$`,
  `create trigger passage_is_literal before insert or update on passage for each row execute function passage_is_literal()`,

  `create function sealed() returns trigger language plpgsql as $$
  begin
    if current_setting('unpick.removing_demonstration', true) = 'on' and tg_op = 'DELETE' then return old; end if;
    raise exception '% rows are sealed', tg_table_name using errcode = 'check_violation';
  end $$`,
  `create trigger capture_sealed before update or delete on capture for each row execute function sealed()`,
  `create trigger decision_sealed before update or delete on decision for each row execute function sealed()`,

  `create function decision_by_another() returns trigger language plpgsql as $$
  begin
    if new.ruling in ('accept', 'uphold') and exists (select 1 from evidence e where e.claim_id = new.claim_id and e.submitted_by = new.decided_by) then
      raise exception 'whoever submitted a claim cannot accept it' using errcode = 'check_violation', constraint = 'decision_by_another';
    end if;
    return new;
  end $$`,
  `create trigger decision_by_another before insert on decision for each row execute function decision_by_another()`,

  `create function claim_decided() returns trigger language plpgsql as $$
  begin
    if new.status in ('accepted', 'published', 'contested', 'rejected', 'retracted') and new.status is distinct from old.status
       and not exists (select 1 from decision d where d.claim_id = new.id) then
      raise exception 'claim % has no decision', new.id using errcode = 'check_violation', constraint = 'claim_decided';
    end if;
    return new;
  end $$`,
  `create trigger claim_decided before update on claim for each row execute function claim_decided()`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  const tables = [
    'unpublished_change',
    'action',
    'campaign',
    'response',
    'decision',
    'evidence',
    'claim',
    'candidate',
    'mention',
    'site',
    'official_list',
    'programme',
    'organisation_name',
    'organisation',
    'passage',
    'reading',
    'capture_progress',
    'capture',
    'document',
    'source',
    'publisher',
    'instance',
  ]
  for (const table of tables) await sql.raw(`drop table if exists ${table} cascade`).execute(db)
  for (const name of ['passage_is_literal', 'sealed', 'decision_by_another', 'claim_decided'])
    await sql.raw(`drop function if exists ${name} cascade`).execute(db)
}
