/** Campaigns decided by ballot: groups with seats, ballots, what is demanded; actions with reports; what of these waits to be published. */
import { type Kysely, sql } from 'kysely'

const statements = [
  // Groups that make demands and send delegates to the committee.
  `create table affiliate (
    id text primary key, slug text not null unique, name text not null, kind text not null, about text not null, website text, contact text,
    state text not null default 'applied' constraint affiliate_state_known check (state in ('applied', 'affiliated', 'declined', 'left')),
    seats smallint not null default 1 constraint affiliate_seats check (seats between 1 and 5), applied_at timestamptz not null, demonstration boolean not null default false,
    constraint affiliate_forgets check (state <> 'declined' or contact is null))`,
  // A seat is held by one or two people, who share its one vote. Nobody holds two seats.
  `create table seat_holder (
    person_id text primary key references accounts.person on delete cascade, affiliate_id text not null references affiliate on delete cascade, seat smallint not null)`,
  `create index seat_holder_seat on seat_holder (affiliate_id, seat)`,
  `create function seat_for_two() returns trigger language plpgsql as $$
  begin
    if new.seat > (select seats from affiliate where id = new.affiliate_id) or new.seat < 1 then
      raise exception 'there is no such seat' using errcode = 'check_violation', constraint = 'seat_exists';
    end if;
    perform 1 from affiliate where id = new.affiliate_id for update;
    if (select count(*) from seat_holder where affiliate_id = new.affiliate_id and seat = new.seat and person_id <> new.person_id) >= 2 then
      raise exception 'a seat is held by two at most' using errcode = 'check_violation', constraint = 'seat_for_two';
    end if;
    return new;
  end $$`,
  `create trigger seat_for_two before insert or update on seat_holder for each row execute function seat_for_two()`,

  // A ballot: one vote a seat. Who may vote, the quorum and the majority are fixed when it opens.
  `create table ballot (
    id text primary key, question text not null, proposal jsonb not null, campaign_id text references campaign on delete cascade, affiliate_id text references affiliate on delete cascade,
    reason text not null, is_secret boolean not null, quorum_share real not null constraint ballot_quorum check (quorum_share between 0 and 1),
    majority_share real not null constraint ballot_majority check (majority_share >= 0.5 and majority_share <= 1),
    opened_by text not null, opened_at timestamptz not null, closes_at timestamptz not null, closed_at timestamptz,
    entitled integer, yes integer, no integer, abstained integer, result text constraint ballot_result_known check (result in ('carried', 'lost', 'no quorum')),
    demonstration boolean not null default false,
    constraint ballot_leaves_time check (closes_at > opened_at),
    constraint ballot_closed check ((closed_at is null) = (result is null) and (result is null) = (yes is null or no is null or abstained is null or entitled is null)))`,
  `create index ballot_open on ballot (closes_at) where closed_at is null`,
  `create index ballot_campaign on ballot (campaign_id)`,
  `create index ballot_affiliate on ballot (affiliate_id)`,
  `create table ballot_seat (
    ballot_id text not null references ballot on delete cascade, affiliate_id text not null references affiliate on delete cascade, seat smallint not null, has_voted boolean not null default false,
    primary key (ballot_id, affiliate_id, seat))`,
  // Open ballots: who voted how. Secret ones: only how many, so that no row says who voted how.
  `create table vote (
    ballot_id text not null, affiliate_id text not null, seat smallint not null, choice text not null constraint vote_choice_known check (choice in ('yes', 'no', 'abstain')),
    cast_by text not null, cast_at timestamptz not null, primary key (ballot_id, affiliate_id, seat),
    foreign key (ballot_id, affiliate_id, seat) references ballot_seat on delete cascade)`,
  `create table ballot_tally (
    ballot_id text not null references ballot on delete cascade, choice text not null constraint tally_choice_known check (choice in ('yes', 'no', 'abstain')), votes integer not null default 0,
    primary key (ballot_id, choice))`,
  `create function ballot_sealed() returns trigger language plpgsql as $$
  begin
    if current_setting('unpick.removing_demonstration', true) = 'on' and tg_op = 'DELETE' then return old; end if;
    if tg_op = 'UPDATE' and old.closed_at is null
       and (new.id, new.question, new.proposal, new.is_secret, new.quorum_share, new.majority_share, new.opened_by, new.opened_at, new.closes_at, new.reason)
         = (old.id, old.question, old.proposal, old.is_secret, old.quorum_share, old.majority_share, old.opened_by, old.opened_at, old.closes_at, old.reason) then return new; end if;
    raise exception 'ballot rows are sealed' using errcode = 'check_violation';
  end $$`,
  `create trigger ballot_sealed before update or delete on ballot for each row execute function ballot_sealed()`,
  `create function votes_until_closed() returns trigger language plpgsql as $$
  declare ballot_of ballot;
  begin
    if current_setting('unpick.removing_demonstration', true) = 'on' and tg_op = 'DELETE' then return old; end if;
    select * into ballot_of from ballot where id = coalesce(new.ballot_id, old.ballot_id);
    if ballot_of.closed_at is not null or tg_op = 'DELETE' then
      raise exception 'this ballot is closed' using errcode = 'check_violation', constraint = 'votes_until_closed';
    end if;
    if tg_table_name = 'vote' and ballot_of.is_secret then
      raise exception 'a secret ballot keeps no votes by seat' using errcode = 'check_violation', constraint = 'vote_not_secret';
    end if;
    if tg_table_name = 'ballot_tally' and not ballot_of.is_secret then
      raise exception 'an open ballot is counted from its votes' using errcode = 'check_violation', constraint = 'tally_only_secret';
    end if;
    return new;
  end $$`,
  `create trigger votes_until_closed before insert or update or delete on vote for each row execute function votes_until_closed()`,
  `create trigger votes_until_closed before insert or update or delete on ballot_tally for each row execute function votes_until_closed()`,
  `create trigger ballot_to_ledger after update on ballot for each row when (old.closed_at is null and new.closed_at is not null) execute function ledger.note()`,

  // Campaigns are made by affiliated groups.
  `create table campaign_group (campaign_id text not null references campaign on delete cascade, affiliate_id text not null references affiliate on delete cascade, primary key (campaign_id, affiliate_id))`,
  `insert into affiliate (id, slug, name, kind, about, state, applied_at, demonstration)
    select distinct on (g) 'aff_' || substr(encode(sha256(g::bytea), 'hex'), 1, 24), trim(both '-' from regexp_replace(lower(g), '[^a-z0-9]+', '-', 'g')), g, 'campaign', '', 'affiliated', now(), c.demonstration
    from campaign c, jsonb_array_elements_text(c.groups) g order by g, c.demonstration on conflict do nothing`,
  `insert into campaign_group select distinct c.id, a.id from campaign c, jsonb_array_elements_text(c.groups) g join affiliate a on a.name = g`,
  `alter table campaign drop column groups`,
  `alter table campaign add column ended_on date`,
  `alter table campaign add column opened_by text not null default 'the first committee'`,

  // Actions: by whom, how, how often, and whether everybody may see them.
  `alter table action
    add column site_id text references site on delete set null, add column url text, add column organised_by text not null default '', add column affiliate_id text references affiliate on delete set null,
    add column access text, add column stewards text, add column wet_weather text, add column repeats text, add column is_public boolean not null default true,
    add column state text not null default 'planned' constraint action_state_known check (state in ('waiting', 'planned', 'cancelled', 'declined')),
    add column made_by text, add column made_at timestamptz not null default now(), add column key_hash text unique, add column sequence integer not null default 0`,
  `create index action_organisation on action (organisation_id, starts_at)`,
  `create index action_campaign on action (campaign_slug)`,
  `create index action_waiting on action (made_at) where state = 'waiting'`,
  // What was told of an action afterwards. A photo is a copy without metadata, and waits for somebody to look for faces.
  `create table action_report (
    id text primary key, action_id text not null references action on delete cascade, on_day date not null, people integer constraint report_people check (people between 0 and 1000000),
    text text not null, shop_said text, photo bytea, photo_type text, told_at timestamptz not null,
    state text not null default 'waiting' constraint report_state_known check (state in ('waiting', 'published', 'declined')), decided_by text, decided_at timestamptz,
    demonstration boolean not null default false,
    constraint report_decided check ((state = 'waiting') = (decided_by is null)), constraint report_forgets check (state <> 'declined' or photo is null))`,
  `create index action_report_action on action_report (action_id, on_day)`,
  `create index action_report_waiting on action_report (told_at) where state = 'waiting'`,

  // What publish has to write anew beside the organisations that changed.
  `create table campaign_change (kind text not null constraint campaign_change_known check (kind in ('ballot', 'affiliate', 'action')), ref text not null, changes bigint not null default 1, primary key (kind, ref))`,
  `insert into campaign_change (kind, ref) select 'affiliate', id from affiliate`,
  `insert into campaign_change (kind, ref) select 'action', id from action`,
  `create table published.ballot (id text primary key, campaign text, closes_at timestamptz not null, record jsonb not null)`,
  `create table published.affiliate (slug text primary key, name text not null, record jsonb not null)`,
  `alter table published.action add column town text, add column campaign text, add column repeats text, add column ends_at timestamptz`,
  `delete from published.action`,
  `create table published.report_photo (report_id text primary key, action_id text not null, photo bytea not null, photo_type text not null)`,
  `create index report_photo_action on published.report_photo (action_id)`,
  `create index published_action_brand on published.action (brand, starts_at)`,
  // Opening hours of sites, as maps write them.
  `alter table site add column hours text`,
  `alter table published.site add column hours text`,

  // Web processes remember what they show until they are told that it changed.
  `create function published.tell() returns trigger language plpgsql as $$ begin perform pg_notify('unpick_published', tg_table_name); return null; end $$`,
  ...['brand', 'site', 'action', 'instance'].map(
    (table) => `create trigger tell after insert or update or delete or truncate on published.${table} for each statement execute function published.tell()`,
  ),
  // Workers are told that something is to be published, so that they need not wait for the next sweep.
  `create function tell_due() returns trigger language plpgsql as $$ begin perform pg_notify('unpick_due', tg_table_name); return null; end $$`,
  ...['unpublished_change', 'campaign_change'].map(
    (table) => `create trigger tell_due after insert or update on ${table} for each statement execute function tell_due()`,
  ),
  `grant select on published.ballot, published.affiliate, published.report_photo to unpick_web`,
]

const undo = [
  `drop function if exists published.tell cascade`,
  `drop function if exists tell_due cascade`,
  `alter table published.site drop column if exists hours`,
  `alter table site drop column if exists hours`,
  `drop index if exists published.published_action_brand`,
  `drop table if exists published.ballot, published.affiliate, published.report_photo, campaign_change, action_report cascade`,
  `alter table published.action drop column if exists town, drop column if exists campaign, drop column if exists repeats, drop column if exists ends_at`,
  `alter table action drop column if exists site_id, drop column if exists url, drop column if exists organised_by, drop column if exists affiliate_id, drop column if exists access, drop column if exists stewards,
    drop column if exists wet_weather, drop column if exists repeats, drop column if exists is_public, drop column if exists state, drop column if exists made_by, drop column if exists made_at, drop column if exists key_hash, drop column if exists sequence`,
  `alter table campaign add column groups jsonb not null default '[]', drop column if exists ended_on, drop column if exists opened_by`,
  `drop table if exists campaign_group, vote, ballot_tally, ballot_seat, ballot, seat_holder, affiliate cascade`,
  `drop function if exists ballot_sealed, votes_until_closed, seat_for_two`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const statement of undo) await sql.raw(statement).execute(db)
}
