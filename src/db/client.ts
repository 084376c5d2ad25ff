/** The database handle: pools, naming and the types of columns. */
import { CamelCasePlugin, Kysely, PostgresDialect, type Transaction } from 'kysely'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { AppError } from '../errors.ts'
import type { DB } from './schema.ts'

/** A database handle or a transaction: every query takes one. */
export type Db = Kysely<DB>
export type Tx = Transaction<DB>

const INT8 = 20
const DATE = 1082
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === INT8) return Number
    if (oid === DATE) return (day: string) => day
    return pg.types.getTypeParser(oid, format as 'text')
  }) as pg.CustomTypesConfig['getTypeParser'],
}

/**
 * PostgreSQL reckons with disks that turn, and reads a table of twenty thousand rows from end to end sooner than it looks fifty of them up.
 * Source: PostgreSQL's documentation of random_page_cost.
 */
const SEEKS_COST = 'random_page_cost=1.1'

/** The role that Unpick works as: it owns nothing that it may not change. */
export const APP_ROLE = 'unpick_app'

/** What PostgreSQL and the system say when there is no server, it stops, or it has no room: connection exceptions, lack of resources, shutdown. */
const AWAY = /^(?:08\w{3}|53\w{3}|57P0[1-5]|ECONN(?:REFUSED|RESET|ABORTED)|EPIPE|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN)$/
const BROKEN_OFF = /^(?:Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|Client was closed)/

/** Whether a query failed since the database is not there or has no room at the moment, and not for what was asked. */
export function isDatabaseAway(error: unknown): boolean {
  // A refusal of ours may have a cause of this kind: a web server that is down is not the database.
  for (let at = error, depth = 0; at instanceof Error && !(at instanceof AppError) && depth < 5; at = at.cause, depth += 1) {
    const { code } = at as { code?: unknown }
    const isOfDatabase = 'severity' in at || 'syscall' in at || BROKEN_OFF.test(at.message)
    if (isOfDatabase && (BROKEN_OFF.test(at.message) || (typeof code === 'string' && AWAY.test(code)))) return true
    if (at instanceof AggregateError && at.errors.some(isDatabaseAway)) return true
  }
  return false
}

export type OpenDb = { readonly db: Db; readonly close: () => Promise<void> }

/**
 * Opens a pool. `role` is taken on by every connection: the web process reads as `unpick_web`.
 * `waitMs` bounds the wait for a connection; without it whoever asks waits.
 * int8 comes back as a number, `date` as `YYYY-MM-DD`.
 */
export function openDb(connectionString: string, options: { max?: number; role?: string; waitMs?: number } = {}): OpenDb {
  const settings = [SEEKS_COST, ...(options.role ? [`role=${options.role}`] : [])].map((setting) => `-c ${setting}`).join(' ')
  const pool = new pg.Pool({ connectionString, max: options.max ?? 10, types, options: settings, connectionTimeoutMillis: options.waitMs ?? 0 })
  pool.on('connect', prepareOften)
  pool.on('connect', outlive)
  pool.on('error', () => undefined) // an idle connection that breaks is replaced at the next query, which reports its own error
  const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool }), plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })] })
  return { db, close: () => db.destroy() }
}

/** A connection that breaks is told of by its query, and by none while it waits between two: that must not end the process. */
const outlive = (client: pg.ClientBase) => void client.on('error', () => undefined)

/** Opens one connection, for what takes a whole session. Whoever opens it ends it. */
export async function openClient(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString })
  outlive(client)
  await client.connect()
  return client
}

/** A statement is worth a plan of its own once it was sent so often. */
const OFTEN = 4
/** More texts than these are not looked at: some are made anew each time, and each plan takes memory of its connection. */
const MOST_TEXTS = 1_000
const MOST_VALUES = 40
/** Inserts of rows are planned in no time. */
const WORTH_IT = /^\s*(?:select|with|update|delete)\b/i
const seen = new Map<string, { times: number; readonly name: string }>()
let named = 0

/** The name under which a statement is kept by its connection, so that PostgreSQL plans it once; undefined for what is seldom sent. */
function nameOf(text: string, values: readonly unknown[]): string | undefined {
  if (values.length > MOST_VALUES || !WORTH_IT.test(text)) return undefined
  const known = seen.get(text)
  if (known) {
    known.times += 1
    return known.times > OFTEN ? known.name : undefined
  }
  if (seen.size >= MOST_TEXTS) for (const [other, { times }] of seen) if (times <= OFTEN && times > 0) seen.delete(other)
  if (seen.size < MOST_TEXTS) seen.set(text, { times: 1, name: `often_${(named += 1)}` })
  return undefined
}

/** PostgreSQL: the cached plan must not change its result type. */
const NOT_SO_ANY_MORE = '0A000'
function forget(text: string): void {
  const known = seen.get(text)
  if (known) known.times = -Infinity
}

/** Lets a connection prepare what it is often asked. */
function prepareOften(client: pg.PoolClient): void {
  const send = client.query.bind(client) as (...all: unknown[]) => unknown
  client.query = ((text: unknown, values: unknown, ...rest: unknown[]) => {
    const name = typeof text === 'string' && Array.isArray(values) ? nameOf(text, values) : undefined
    if (name === undefined) return send(text, values, ...rest)
    const sent = send({ name, text, values }, ...rest)
    // A table that gets another column while we run makes the plan useless for good: from then on it is sent as it stands.
    if (sent instanceof Promise) sent.catch((error: { code?: string }) => error.code === NOT_SO_ANY_MORE && forget(text as string))
    return sent
  }) as typeof client.query
}

const MOST_TRIES = 6
/** Two transactions waited for each other, or could not be put in order: PostgreSQL undid one of them. */
const UNDONE = new Set(['40P01', '40001'])

/**
 * Runs `work` in a transaction, whole or not at all. One that PostgreSQL undid for the sake of another is run again, up to
 * six times: so `work` must do nothing but queries.
 */
export async function transact<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await db.transaction().execute(work)
    } catch (error) {
      if (tries >= MOST_TRIES || !UNDONE.has((error as { code?: string }).code ?? '')) throw error
      await sleep(Math.random() * 50 * tries)
    }
  }
}

/** A value for a jsonb column. pg would send an array as a PostgreSQL array. */
export const json = <T>(value: T): T => JSON.stringify(value) as unknown as T
