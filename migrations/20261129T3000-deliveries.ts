/** Deliveries: an address is asked once a day whether it wants mail; each host that is posted to has a lane of its own; outcomes are fixed words. */
import { type Kysely, sql } from 'kysely'

const OUTCOMES = `'arrived', 'refused (3xx)', 'refused (4xx)', 'refused (5xx)', 'no answer', 'not a public address', 'not sent', 'no longer wanted'`

const statements = [
  // `mailbox` is a keyed hash of an address; a row goes after a day.
  `create table mail_question (mailbox bytea primary key, asked_at timestamptz not null)`,
  `create index mail_question_asked on mail_question (asked_at)`,
  `alter table watch add column mail_given_at timestamptz, add column mail_ask_at timestamptz, add column webhook_lane text`,
  `update watch set mail_given_at = coalesce(mail_asked_at, now()), mail_ask_at = case when mail_asked_at is null then now() end
    where mail_sealed is not null and mail_confirmed_at is null`,
  `alter table watch drop column mail_asked_at`,
  `create index watch_mail_to_ask on watch (mail_ask_at) where mail_ask_at is not null`,
  `create index watch_mail_unconfirmed on watch (mail_given_at) where mail_given_at is not null`,
  `alter table follower add column next_at timestamptz`,
  `alter table watch_delivery add column lane text not null default 'mail', add column is_test boolean not null default false`,
  `alter table watch_delivery alter column lane drop default, alter column is_test drop default`,
  `update watch_delivery set lane = 'webhook' where kind = 'webhook'`,
  `update watch_delivery set outcome = case when outcome = 'sent' or outcome like 'answered 2%' then 'arrived' when kind = 'mail' then 'not sent'
    when outcome like '%not a public address%' then 'not a public address' else 'no answer' end where outcome is not null`,
  `alter table watch_delivery add constraint watch_delivery_outcome check (outcome in (${OUTCOMES}))`,
  `drop index watch_delivery_due`,
  `create index watch_delivery_due on watch_delivery (lane, due_at) where due_at is not null`,
  `create index watch_delivery_tests on watch_delivery (made_at) where is_test`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const statement of [
    `drop table mail_question`,
    `alter table watch_delivery drop constraint watch_delivery_outcome, drop column lane, drop column is_test`,
    `create index watch_delivery_due on watch_delivery (due_at) where due_at is not null`,
    `alter table follower drop column next_at`,
    `alter table watch add column mail_asked_at timestamptz`,
    `update watch set mail_asked_at = mail_given_at where mail_ask_at is null`,
    `alter table watch drop column mail_given_at, drop column mail_ask_at, drop column webhook_lane`,
    `create index watch_mail_to_ask on watch (id) where mail_sealed is not null and mail_asked_at is null`,
  ])
    await sql.raw(statement).execute(db)
}
