/** Roles: Unpick works as `unpick_app`, which owns nothing that it may not change; whatever is sealed is not truncated either. */
import { type Kysely, sql } from 'kysely'

const SCHEMAS = 'public, published, ledger, gazetteer, register, accounts'
/** Tables whose rows never change, or only until they are closed. (The audit log refused to be truncated before.) */
const SEALED = [
  'capture',
  'decision',
  'judgement',
  'notice',
  'response',
  'publisher_rating',
  'ballot',
  'vote',
  'ballot_tally',
  'published.brand_version',
  'published.grade_change',
  'ledger.leaf',
  'ledger.node',
  'ledger.head',
  'ledger.key',
  'ledger.timestamp',
]
const APPEND_ONLY = 'ledger.leaf, ledger.node, ledger.head, ledger.key, ledger.timestamp, accounts.audit'
const OF_MIGRATIONS = 'kysely_migration, kysely_migration_lock'

const up_ = [
  `do $$ begin
    if not exists (select from pg_roles where rolname = 'unpick_app') then create role unpick_app nologin; end if;
    if not pg_has_role(current_user, 'unpick_app', 'member') then execute format('grant unpick_app to %I', current_user); end if;
    execute format('grant create on database %I to unpick_app', current_database()); -- for the queue's own schema
  end $$`,
  `grant unpick_web to unpick_app`,
  `grant usage on schema ${SCHEMAS} to unpick_app`,
  `grant select, insert, update, delete on all tables in schema ${SCHEMAS} to unpick_app`,
  `grant usage, select, update on all sequences in schema ${SCHEMAS} to unpick_app`,
  `alter default privileges in schema ${SCHEMAS} grant select, insert, update, delete on tables to unpick_app`,
  `alter default privileges in schema ${SCHEMAS} grant usage, select, update on sequences to unpick_app`,
  `revoke update, delete on ${APPEND_ONLY} from unpick_app`,
  `revoke insert, update, delete on ${OF_MIGRATIONS} from unpick_app`,
  ...SEALED.map((table) => `create trigger ${table.replace(/^.*\./, '')}_whole before truncate on ${table} for each statement execute function sealed()`),
]

const down_ = [
  ...SEALED.map((table) => `drop trigger ${table.replace(/^.*\./, '')}_whole on ${table}`),
  `alter default privileges in schema ${SCHEMAS} revoke all on tables from unpick_app`,
  `alter default privileges in schema ${SCHEMAS} revoke all on sequences from unpick_app`,
  `revoke all on all tables in schema ${SCHEMAS} from unpick_app`,
  `revoke all on all sequences in schema ${SCHEMAS} from unpick_app`,
  `revoke usage on schema ${SCHEMAS} from unpick_app`,
  `do $$ begin execute format('revoke create on database %I from unpick_app', current_database()); end $$`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of up_) await sql.raw(statement).execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const statement of down_) await sql.raw(statement).execute(db)
}
