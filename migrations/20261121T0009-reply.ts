/** Right of reply, and the record of how things stood: notices and answers, who rules on what is contested, how publishers were rated when, what brands' pages said when. */
import { type Kysely, sql } from 'kysely'

const statements = [
  // A company is told of a claim, and has until a day to answer.
  `create table notice (
    id text primary key, claim_id text not null references claim, organisation_id text not null references organisation,
    sent_to text not null constraint notice_has_address check (length(trim(sent_to)) > 0), text text not null, sent_on date not null, answer_by date not null,
    sent_by text not null, token_hash text not null unique, demonstration boolean not null default false,
    constraint notice_leaves_time check (answer_by > sent_on))`,
  `create index notice_claim on notice (claim_id)`,
  `create index notice_organisation on notice (organisation_id)`,
  `create index notice_clock on notice (answer_by)`,
  `create trigger notice_sealed before update or delete on notice for each row execute function sealed()`,
  `create trigger notice_to_ledger after insert on notice for each row execute function ledger.note()`,

  // What somebody sent as a company's answer, until a person has checked who they are. The way to reach them goes when it is decided.
  `create table reply (
    id text primary key, claim_id text not null references claim, notice_id text references notice, from_name text not null, text text not null, disputes boolean not null,
    contact text, url text, received_at timestamptz not null,
    state text not null default 'waiting' constraint reply_state_known check (state in ('waiting', 'published', 'declined')),
    decided_by text, decided_at timestamptz, checked text, response_id text references response,
    demonstration boolean not null default false,
    constraint reply_decided check ((state = 'waiting') = (decided_by is null)),
    constraint reply_forgets check (state = 'waiting' or contact is null))`,
  `create index reply_waiting on reply (received_at) where state = 'waiting'`,
  `create index reply_claim on reply (claim_id)`,
  `alter table response add column checked text`,
  `create trigger response_sealed before update or delete on response for each row execute function sealed()`,

  // Who has decided on a claim does not rule on it once it is contested.
  `create function contested_by_another() returns trigger language plpgsql as $$
  begin
    if new.ruling in ('uphold', 'retract') and (select status from claim where id = new.claim_id) = 'contested'
       and exists (select 1 from decision d where d.claim_id = new.claim_id and d.decided_by = new.decided_by) then
      raise exception 'a contested claim is decided by someone who did not decide before' using errcode = 'check_violation', constraint = 'contested_by_another';
    end if;
    return new;
  end $$`,
  `create trigger contested_by_another before insert on decision for each row execute function contested_by_another()`,

  // How a publisher was rated, when, by whom and why. Every change of the letter is one more row.
  `create table publisher_rating (
    id text primary key default 'rat_' || replace(gen_random_uuid()::text, '-', ''), publisher_id text not null references publisher, reliability text not null, reason text not null,
    rated_by text not null, rated_at timestamptz not null default clock_timestamp(), demonstration boolean not null)`,
  `create index publisher_rating_publisher on publisher_rating (publisher_id, rated_at)`,
  `create function note_rating() returns trigger language plpgsql as $$
  begin
    if tg_op = 'UPDATE' and (old.reliability, old.reliability_reason) = (new.reliability, new.reliability_reason) then return null; end if;
    insert into publisher_rating (publisher_id, reliability, reason, rated_by, demonstration)
      values (new.id, new.reliability, new.reliability_reason, coalesce(nullif(current_setting('unpick.rated_by', true), ''), 'whoever first added something of theirs'), new.demonstration);
    return null;
  end $$`,
  `create trigger publisher_rating_sealed before update or delete on publisher_rating for each row execute function sealed()`,
  `create trigger publisher_rating_to_ledger after insert on publisher_rating for each row execute function ledger.note()`,
  `insert into publisher_rating (publisher_id, reliability, reason, rated_by, demonstration) select id, reliability, reliability_reason, 'whoever first added something of theirs', demonstration from publisher order by id`,
  `create trigger note_rating after insert or update on publisher for each row execute function note_rating()`,

  // What was done with accounts is in the ledger too.
  `create function accounts.audit_to_ledger() returns trigger language plpgsql as $$ begin insert into ledger.due (kind, ref) values ('audit', new.id::text); return null; end $$`,
  `insert into ledger.due (kind, ref) select 'audit', id::text from accounts.audit order by id`,
  `create trigger audit_to_ledger after insert on accounts.audit for each row execute function accounts.audit_to_ledger()`,

  // What the pages said, and since when. Rows are only added.
  `create table published.brand_version (
    slug text not null, since timestamptz not null, organisation_id text not null, profile jsonb not null, changes jsonb not null, demonstration boolean not null, primary key (slug, since))`,
  `create table published.grade_change (claim_id text not null, since timestamptz not null, grade text, demonstration boolean not null, primary key (claim_id, since))`,
  `create trigger brand_version_sealed before update or delete on published.brand_version for each row execute function sealed()`,
  `create trigger grade_change_sealed before update or delete on published.grade_change for each row execute function sealed()`,
]

const undo = [
  `drop table if exists published.brand_version, published.grade_change, reply, notice, publisher_rating cascade`,
  `drop trigger if exists note_rating on publisher`,
  `drop trigger if exists audit_to_ledger on accounts.audit`,
  `drop trigger if exists contested_by_another on decision`,
  `drop trigger if exists response_sealed on response`,
  `drop function if exists note_rating, accounts.audit_to_ledger, contested_by_another`,
  `alter table response drop column if exists checked`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const statement of undo) await sql.raw(statement).execute(db)
}
