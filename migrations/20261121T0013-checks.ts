/** Checks: lists that somebody asked to keep, sealed with a key that stands in their link alone; watches over them; what changed of published claims. */
import { type Kysely, sql } from 'kysely'

const statements = [
  // `id` is a hash of the link's token; the list itself can be opened with the token and with nothing that stands here.
  `create table supplier_check (id text primary key, sealed bytea not null, kept_at timestamptz not null, expires_at timestamptz not null)`,
  `create index supplier_check_expires on supplier_check (expires_at)`,
  `create table account_check (
    person_id text not null references accounts.person on delete cascade, check_id text not null references supplier_check on delete cascade, sealed bytea not null,
    primary key (person_id, check_id))`,
  // Names stand here as keyed hashes only, so that a new claim finds its watches and a copy of the database finds nothing.
  `create table watch (
    id bigint generated always as identity primary key, check_id text not null unique references supplier_check on delete cascade, terms bigint[] not null, public_key bytea not null, watched_at timestamptz not null,
    mail_sealed bytea, mail_token text unique, mail_asked_at timestamptz, mail_confirmed_at timestamptz, webhook_sealed bytea,
    constraint watch_mail_whole check ((mail_sealed is null) = (mail_token is null)))`,
  `create index watch_terms on watch using gin (terms)`,
  `create index watch_mail_to_ask on watch (id) where mail_sealed is not null and mail_asked_at is null`,
  // Written by publish, where somebody watches: a claim that is new, graded otherwise, contested, upheld or withdrawn.
  `create table claim_news (
    id bigint generated always as identity primary key, claim_id text not null, subject_id text not null, kind text not null constraint claim_news_known check (kind in ('new', 'graded', 'contested', 'upheld', 'retracted')),
    statement text not null, grade_before text, grade text, at timestamptz not null, reached bigint not null default 0, done_at timestamptz)`,
  `create index claim_news_open on claim_news (id) where done_at is null`,
  // What a watch is told: sealed to its public key, once for each piece of news.
  `create table watch_event (
    id bigint generated always as identity primary key, watch_id bigint not null references watch on delete cascade, once bytea not null, sealed bytea not null, at timestamptz not null,
    constraint watch_event_once unique (watch_id, once))`,
  // What is on its way to a mailbox or a webhook. What it says goes when it has arrived.
  `create table watch_delivery (
    id bigint generated always as identity primary key, watch_id bigint not null references watch on delete cascade, kind text not null constraint watch_delivery_known check (kind in ('mail', 'webhook')),
    sealed bytea, due_at timestamptz, attempts integer not null default 0, outcome text, made_at timestamptz not null, ended_at timestamptz,
    constraint watch_delivery_forgets check ((due_at is null) = (sealed is null)))`,
  `create index watch_delivery_due on watch_delivery (due_at) where due_at is not null`,
  `create index watch_delivery_watch on watch_delivery (watch_id, id)`,
  `create trigger tell_due after insert on claim_news for each statement execute function tell_due()`,
  `create trigger tell_due after insert on watch_delivery for each statement execute function tell_due()`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql.raw('drop table if exists watch_delivery, watch_event, claim_news, watch, account_check, supplier_check cascade').execute(db)
}
