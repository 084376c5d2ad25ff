/** Review: what a decision on a claim would connect, so that the queue begins with what matters; and questions that reviewers put. */
import { type Kysely, sql } from 'kysely'

const statements = [
  `alter table claim add column connects integer not null default 0, add column connects_at timestamptz`,
  `create index claim_queue on claim (connects desc, created_at, id) where status = 'candidate' and accept_rule is null`,
  `create index claim_connects_due on claim (connects_at nulls first, id) where status = 'candidate' and accept_rule is null`,
  `create index claim_corrected on published.claim (updated_at) where jsonb_path_exists(record, '$.decisions[*].ruling ? (@ == "contest" || @ == "retract")')`,
  `create table claim_question (
    claim_id text not null references claim on delete cascade, asked_by text not null, question text not null constraint question_has_words check (length(trim(question)) > 0),
    asked_at timestamptz not null, primary key (claim_id, asked_by))`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql.raw(`drop table if exists claim_question`).execute(db)
  await sql.raw(`drop index if exists published.claim_corrected`).execute(db)
  await sql.raw(`alter table claim drop column if exists connects, drop column if exists connects_at`).execute(db)
}
