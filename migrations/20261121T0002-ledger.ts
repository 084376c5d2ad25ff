/** The ledger: an append-only Merkle tree over captures, decisions and responses that are real. It holds hashes only, so anyone may read it. */
import { type Kysely, sql } from 'kysely'

const statements = [
  `create schema ledger`,
  `create table ledger.due (id bigint generated always as identity primary key, kind text not null, ref text not null)`,
  `create table ledger.leaf (index bigint primary key check (index >= 0), kind text not null, ref text not null, row_hash text not null, leaf_hash text not null unique, unique (kind, ref))`,
  `create table ledger.node (level integer not null, index bigint not null, hash text not null, primary key (level, index))`,
  `create table ledger.key (id text primary key, public_key text not null, since timestamptz not null)`,
  `create table ledger.head (size bigint primary key, root text not null, signed_at timestamptz not null, key_id text not null references ledger.key, signature text not null)`,

  `create function ledger.note() returns trigger language plpgsql as $$
  declare made_up boolean;
  begin
    if tg_table_name = 'capture' then select demonstration into made_up from public.document where id = new.document_id;
    elsif tg_table_name = 'decision' then select demonstration into made_up from public.claim where id = new.claim_id;
    else made_up := new.demonstration; end if;
    if not made_up then insert into ledger.due (kind, ref) values (tg_table_name, new.id); end if;
    return null;
  end $$`,
  ...['capture', 'decision', 'response'].map(
    (table) => `create trigger ${table}_to_ledger after insert on public.${table} for each row execute function ledger.note()`,
  ),
  `insert into ledger.due (kind, ref) select 'capture', c.id from public.capture c join public.document d on d.id = c.document_id where not d.demonstration order by c.fetched_at, c.id`,
  `insert into ledger.due (kind, ref) select 'decision', d.id from public.decision d join public.claim c on c.id = d.claim_id where not c.demonstration order by d.decided_at, d.id`,
  `insert into ledger.due (kind, ref) select 'response', id from public.response where not demonstration order by received_on, id`,

  `create function ledger.append_only() returns trigger language plpgsql as $$ begin raise exception 'the ledger is append-only' using errcode = 'check_violation'; end $$`,
  ...['leaf', 'node', 'head', 'key'].map(
    (table) => `create trigger ${table}_append_only before update or delete on ledger.${table} for each row execute function ledger.append_only()`,
  ),
  `grant usage on schema ledger to unpick_web`,
  `grant select on ledger.leaf, ledger.node, ledger.head, ledger.key to unpick_web`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const table of ['capture', 'decision', 'response']) await sql.raw(`drop trigger if exists ${table}_to_ledger on public.${table}`).execute(db)
  await sql.raw('drop schema if exists ledger cascade').execute(db)
}
