/** Sealed: rows that never change are not truncated either, by nobody; and Unpick at work owns no table. */
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { freshDb } from '../support/fresh-db.ts'

const { db, owner } = await freshDb()
/** Every table whose rows some trigger refuses to change or take away. */
const { rows: sealed } = await sql<{ name: string }>`
  select distinct tgrelid::regclass::text as name from pg_trigger t join pg_proc p on p.oid = t.tgfoid
  where not tgisinternal and p.prosrc ~ 'raise exception' and (tgtype & 8) <> 0 order by 1`.execute(owner)

test('every table that is sealed is known', () => {
  expect(sealed.map(({ name }) => name.replaceAll('"', '')).sort()).toEqual([
    'accounts.audit',
    'ballot',
    'ballot_tally',
    'capture',
    'capture_confirmation',
    'decision',
    'judgement',
    'ledger.head',
    'ledger.key',
    'ledger.leaf',
    'ledger.node',
    'ledger.timestamp',
    'notice',
    'published.brand_version',
    'published.grade_change',
    'publisher_rating',
    'response',
    'vote',
  ])
})

test.each(sealed.map(({ name }) => name))('%s is not truncated: not by its owner, not by Unpick at work', async (name) => {
  for (const statement of [`truncate ${name}`, `truncate ${name} cascade`, `truncate publisher, ${name} cascade`]) {
    await expect(sql.raw(statement).execute(owner)).rejects.toThrow(/sealed|only added to|foreign key/)
    await expect(sql.raw(statement).execute(db)).rejects.toThrow(/permission denied/)
  }
  await expect(sql.raw(`truncate ${name} cascade`).execute(owner)).rejects.toThrow(/sealed|only added to/)
  await expect(sql.raw(`alter table ${name} disable trigger all`).execute(db)).rejects.toThrow(/must be owner/)
  await expect(sql.raw(`drop table ${name} cascade`).execute(db)).rejects.toThrow(/must be owner/)
})

test('Unpick at work owns nothing, is no superuser, and may add to everything but the list of migrations', async () => {
  const { rows } = await sql<{ name: string; mayAdd: boolean; isOwn: boolean }>`
    select c.oid::regclass::text as name, has_table_privilege('unpick_app', c.oid, 'insert') as "mayAdd", pg_get_userbyid(c.relowner) = 'unpick_app' as "isOwn"
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname in ('public', 'published', 'ledger', 'gazetteer', 'register', 'accounts')`.execute(owner)
  expect(rows.length).toBeGreaterThan(60)
  expect(rows.filter(({ isOwn }) => isOwn)).toEqual([])
  expect(
    rows
      .filter(({ mayAdd }) => !mayAdd)
      .map(({ name }) => name)
      .sort(),
  ).toEqual(['kysely_migration', 'kysely_migration_lock'])
  const { rows: roles } =
    await sql`select rolsuper or rolcreatedb or rolcreaterole or rolbypassrls as "isMighty" from pg_roles where rolname = 'unpick_app'`.execute(owner)
  expect(roles).toEqual([{ isMighty: false }])
  await expect(sql`set session_replication_role = replica`.execute(db)).rejects.toThrow(/permission denied/)
})
