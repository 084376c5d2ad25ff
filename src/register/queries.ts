/** SQL of registers: imports, and entries written thousands at a time. */
import type pg from 'pg'
import { pipeline } from 'node:stream/promises'
import { Readable } from 'node:stream'
import { from as copyFrom } from 'pg-copy-streams'
import type { Db } from '../db/client.ts'
import type { Entry, Register } from './formats.ts'

export type ImportRow = { id: string; rowsDone: number; taken: number; changed: number; same: number; refused: number; state: string }
export type Batch = { readonly entries: readonly Entry[]; readonly refusals: readonly { row: number; reason: string }[]; readonly rowsDone: number }

/** Begins an import, or finds where the same one stood. */
export async function startImport(
  db: Db,
  row: { id: string; register: Register; title: string; fileName: string; sha256: string; bytes: number; startedAt: Date },
): Promise<ImportRow> {
  await db
    .insertInto('register.import')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return db
    .selectFrom('register.import')
    .select(['id', 'rowsDone', 'taken', 'changed', 'same', 'refused', 'state'])
    .where('id', '=', row.id)
    .executeTakeFirstOrThrow()
}

/** Readies a finished import to be gone through again: what it counted is counted anew. */
export async function restartImport(db: Db, id: string): Promise<ImportRow> {
  await db.deleteFrom('register.refusal').where('importId', '=', id).execute()
  return db
    .updateTable('register.import')
    .set({ state: 'running', rowsDone: 0, taken: 0, changed: 0, same: 0, refused: 0, finishedAt: null })
    .where('id', '=', id)
    .returning(['id', 'rowsDone', 'taken', 'changed', 'same', 'refused', 'state'])
    .executeTakeFirstOrThrow()
}

export async function finishImport(db: Db, id: string, now: Date): Promise<void> {
  await db.updateTable('register.import').set({ state: 'done', finishedAt: now }).where('id', '=', id).execute()
}

export async function listRefusals(db: Db, importId: string, limit: number): Promise<{ row: number; reason: string }[]> {
  const rows = await db
    .selectFrom('register.refusal')
    .select(['rowNumber as row', 'reason'])
    .where('importId', '=', importId)
    .orderBy('rowNumber')
    .limit(limit)
    .execute()
  return rows
}

const COLUMNS = 'id, kind, name, other_names, country, address, lat, lon, identifiers'
const ESCAPED: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }
const MARK = /[\\\t\n\r]/
const cell = (value: string | number | null) =>
  value === null
    ? '\\N'
    : typeof value === 'number'
      ? String(value)
      : !MARK.test(value)
        ? value
        : value.replace(/[\\\t\n\r]/g, (mark) => ESCAPED[mark] as string)
const array = (values: readonly string[]) => (values.length === 0 ? '{}' : cell(`{${values.map((value) => `"${value.replace(/["\\]/g, '\\$&')}"`).join(',')}}`))
const line = (entry: Entry) =>
  `${cell(entry.id)}\t${entry.kind}\t${cell(entry.name)}\t${array(entry.otherNames)}\t${entry.country}\t${cell(entry.address)}\t${cell(entry.lat)}\t${cell(entry.lon)}\t${array(entry.identifiers)}\n`

/**
 * Writes a batch, in one transaction: entries that are new or differ, what was refused, and how far the import is. The
 * connection must have been readied with `readyToCopy`.
 */
export async function writeBatch(client: pg.PoolClient | pg.Client, importId: string, register: Register, batch: Batch): Promise<void> {
  await client.query('begin')
  try {
    const unique = [...new Map(batch.entries.map((entry) => [entry.id, entry])).values()]
    if (unique.length > 0)
      await pipeline(Readable.from([Buffer.from(unique.map(line).join(''))]), client.query(copyFrom(`copy arriving (${COLUMNS}) from stdin`)))
    await client.query(
      `with written as (
         insert into register.entry as e (${COLUMNS}, register, import_id) select ${COLUMNS}, $1, $2 from arriving
         on conflict (id) do update set kind = excluded.kind, name = excluded.name, other_names = excluded.other_names, country = excluded.country, address = excluded.address,
           lat = excluded.lat, lon = excluded.lon, identifiers = excluded.identifiers, import_id = excluded.import_id, changed = pg_current_xact_id()
         where (e.kind, e.name, e.other_names, e.country, e.address, e.lat, e.lon, e.identifiers)
           is distinct from (excluded.kind, excluded.name, excluded.other_names, excluded.country, excluded.address, excluded.lat, excluded.lon, excluded.identifiers)
         returning (xmax = 0) as is_new)
       update register.import i set rows_done = $3, refused = i.refused + $4, taken = i.taken + n.taken, changed = i.changed + n.changed, same = i.same + $5 - n.taken - n.changed
       from (select count(*) filter (where is_new) as taken, count(*) filter (where not is_new) as changed from written) n where id = $2`,
      [register, importId, batch.rowsDone, batch.refusals.length, batch.entries.length],
    )
    if (batch.refusals.length > 0)
      await client.query(
        'insert into register.refusal (import_id, row_number, reason) select $1, n, r from unnest($2::bigint[], $3::text[]) as t(n, r) on conflict do nothing',
        [importId, batch.refusals.map((refusal) => refusal.row), batch.refusals.map((refusal) => refusal.reason)],
      )
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}

/**
 * Readies a connection for batches. It does not wait for the disk at each: entries and how far the import is are written together,
 * so that a batch that a crash takes away is taken in again.
 */
export async function readyToCopy(client: pg.PoolClient | pg.Client): Promise<void> {
  await client.query('set synchronous_commit = off')
  await client.query(
    'create temp table if not exists arriving (id text collate "C", kind text, name text, other_names text[], country text, address text, lat float8, lon float8, identifiers text[]) on commit delete rows',
  )
}

/** One import of a file at a time: whoever holds this lock goes on with it. */
export async function lockImport(client: pg.PoolClient | pg.Client, importId: string): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>('select pg_try_advisory_lock(hashtext($1)) as locked', [`unpick import ${importId}`])
  return rows[0]?.locked === true
}
