/** SQL of backups: the tables as one moment has them, streamed out and in. */
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import type { Passing } from './backup-box.ts'

const SCHEMAS = ['public', 'published', 'ledger', 'gazetteer', 'register', 'accounts']
/** Columns that number transactions of one server: another one numbers anew. */
const OF_ONE_SERVER = 'xid8'

export type TableShape = { readonly name: string; readonly columns: readonly string[] }

/** Every table that is kept (not what workers are doing, which is of the moment), with the columns that are copied. */
export async function listTables(client: pg.ClientBase): Promise<TableShape[]> {
  const { rows } = await client.query<{ name: string; columns: string[] }>(
    `select format('%I.%I', c.table_schema, c.table_name) as name,
       array_agg(format('%I', c.column_name) order by c.ordinal_position) filter (where c.is_generated = 'NEVER' and (c.udt_name <> $2 or c.column_default is null)) as columns
     from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = any($1) and t.table_type = 'BASE TABLE' and c.table_name not like 'kysely_%'
       and c.table_name not in ('under_way', 'worker_seen') group by 1, c.table_schema, c.table_name order by 1`,
    [SCHEMAS, OF_ONE_SERVER],
  )
  return rows
}

/** The names of the migrations that have run. */
export async function listMigrations(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>('select name from kysely_migration order by name')
  return rows.map(({ name }) => name)
}

const copied = ({ name, columns }: TableShape) => `${name} (${columns.join(', ')})`

/** Passes bytes on and sums them up. */
function summing(): { stream: Transform; sum: () => string; rows: () => number } {
  const hash = createHash('sha256')
  let lines = 0
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines += 1
      done(null, chunk)
    },
  })
  return { stream, sum: () => hash.digest('hex'), rows: () => lines }
}

/** Streams a table into a file, through what its bytes are turned into. @returns how many rows, and the file's SHA-256 */
export async function writeTable(client: pg.ClientBase, table: TableShape, file: string, passing: Passing): Promise<{ rows: number; sha256: string }> {
  const [counted, summed] = [summing(), summing()]
  await pipeline(
    client.query(copyTo(`copy (select ${table.columns.join(', ')} from ${table.name}) to stdout`)),
    counted.stream,
    passing,
    summed.stream,
    createWriteStream(file, { mode: 0o600 }),
  )
  return { rows: counted.rows(), sha256: summed.sum() }
}

/** Streams a file into a table, through what its bytes are turned into. */
export async function readTable(client: pg.ClientBase, table: TableShape, file: string, passing: Passing): Promise<void> {
  await pipeline(createReadStream(file), passing, client.query(copyFrom(`copy ${copied(table)} from stdin`)))
}

/** Takes rows of a fresh database away, whatever triggers say. */
export async function emptyTables(client: pg.ClientBase, tables: readonly TableShape[]): Promise<void> {
  await client.query(`truncate ${tables.map(({ name }) => name).join(', ')}`)
}

/** Whether somebody has worked with a database: it holds people, documents or entries of registers. */
export async function isInUse(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ used: boolean }>(
    `select exists (select 1 from accounts.person) or exists (select 1 from public.document where not demonstration) or exists (select 1 from register.entry) as used`,
  )
  return rows[0]?.used ?? true
}

/** Triggers and foreign keys rest for this transaction: what is copied in was checked when it was written. */
export async function restTriggers(client: pg.ClientBase): Promise<void> {
  await client.query(`set local session_replication_role = replica`)
}

/** Counters go on behind the largest number that was used, and what is numbered by transactions is numbered anew. */
export async function settleNumbers(client: pg.ClientBase): Promise<void> {
  const { rows: identities } = await client.query<{ name: string; column: string }>(
    `select format('%I.%I', table_schema, table_name) as name, column_name as column from information_schema.columns where is_identity = 'YES' and table_schema = any($1)`,
    [SCHEMAS],
  )
  for (const { name, column } of identities)
    await client.query(`select setval(pg_get_serial_sequence('${name}', '${column}'), greatest((select coalesce(max(${column}), 0) from ${name}), 1))`)
  const { rows: numbered } = await client.query<{ name: string; column: string }>(
    `select format('%I.%I', table_schema, table_name) as name, format('%I', column_name) as column from information_schema.columns where udt_name = $2 and table_schema = any($1)`,
    [SCHEMAS, OF_ONE_SERVER],
  )
  for (const { name, column } of numbered) await client.query(`update ${name} set ${column} = pg_current_xact_id() where ${column} > pg_current_xact_id()`)
}

/** Every sealed copy that rows refer to, in order. */
export async function listSealed(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ sha256: string }>(
    `select sha256 from capture union select copy_sha256 from file_copy where copy_sha256 is not null order by 1`,
  )
  return rows.map(({ sha256 }) => sha256)
}

export type KeptHead = { readonly size: number; readonly root: string; readonly keyId: string; readonly signature: string }

/** The newest signed head, or null. */
export async function findHead(client: pg.ClientBase): Promise<KeptHead | null> {
  const { rows } = await client.query<{ size: string; root: string; keyId: string; signature: string }>(
    `select size, root, key_id as "keyId", signature from ledger.head order by size desc limit 1`,
  )
  return rows[0] ? { ...rows[0], size: Number(rows[0].size) } : null
}
