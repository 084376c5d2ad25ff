/** Protecting people: sources that are never shown, words that are masked, and evidence that anybody offers; and who is looking at which claim. */
import { type Kysely, sql } from 'kysely'

const statements = [
  `alter table document add column confidential boolean not null default false, add column confidential_reason text, add column confidential_by text,
    add constraint document_confidential_reason check (not confidential or length(trim(confidential_reason)) > 0)`,
  `create index document_confidential on document (id) where confidential`,
  `alter table evidence add column paraphrase text, add column paraphrased_by text`,

  // These words are masked wherever they stand in what the public sees of a document.
  `create table mask (
    document_id text not null references document on delete cascade, words text not null constraint mask_has_words check (length(trim(words)) > 1),
    reason text not null, made_by text not null, made_at timestamptz not null, primary key (document_id, words))`,

  // A copy without metadata of a file that somebody added; null: none could be made, and the file is not handed out.
  `create table file_copy (sha256 text primary key, copy_sha256 text, problem text, made_at timestamptz not null)`,

  // Who is looking at a claim that waits, so that others are shown another one.
  `create unlogged table claim_look (claim_id text primary key references claim on delete cascade, looked_by text not null, until timestamptz not null)`,

  `create table submission (
    id text primary key, url text not null, note text not null default '', publisher text not null default '', from_file boolean not null, sent_at timestamptz not null,
    state text not null default 'waiting' constraint submission_state_known check (state in ('waiting', 'taken', 'declined')),
    decided_by text, decided_at timestamptz, reason text, document_id text references document on delete set null,
    constraint submission_decided check ((state = 'waiting') = (decided_by is null)))`,
  `create index submission_waiting on submission (sent_at, id) where state = 'waiting'`,
]

const undo = [
  `drop table if exists submission, claim_look, file_copy, mask`,
  `alter table evidence drop column if exists paraphrase, drop column if exists paraphrased_by`,
  `alter table document drop constraint if exists document_confidential_reason`,
  `alter table document drop column if exists confidential, drop column if exists confidential_reason, drop column if exists confidential_by`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const statement of undo) await sql.raw(statement).execute(db)
}
