/** SQL of hosts: the turns that all workers of a database take, and the rest of a host that fails. Time is the database's, so that clocks of several machines need not agree. */
import { sql } from 'kysely'
import type { Db } from '../db/client.ts'

/**
 * Takes a host's turn for `leaseMs` at most.
 * @returns 0 when it is ours, else how many milliseconds until it may be free
 */
export async function takeTurn(db: Db, host: string, leaseMs: number): Promise<number> {
  const { rows } = await sql`
    insert into host_pace (host, free_at) values (${host}, clock_timestamp() + make_interval(secs => ${leaseMs / 1_000}))
    on conflict (host) do update set free_at = excluded.free_at where host_pace.free_at <= clock_timestamp() returning host`.execute(db)
  if (rows.length > 0) return 0
  const left = await sql<{
    ms: number
  }>`select extract(epoch from free_at - clock_timestamp())::float8 * 1000 as ms from host_pace where host = ${host}`.execute(db)
  return Math.max(1, left.rows[0]?.ms ?? 1)
}

/** Ends a turn: the host may be asked again after the pause. */
export async function endTurn(db: Db, host: string, pauseMs: number): Promise<void> {
  await sql`update host_pace set free_at = clock_timestamp() + make_interval(secs => ${pauseMs / 1_000}) where host = ${host}`.execute(db)
}

/** Ends every turn: for a process that is alone, after another was killed in the middle of one. */
export async function clearTurns(db: Db): Promise<void> {
  await sql`update host_pace set free_at = clock_timestamp()`.execute(db)
}

/** A failure at a host. @returns how many in a row */
export async function noteFailure(db: Db, host: string, problem: string): Promise<number> {
  const { rows } = await sql<{ failures: number }>`
    insert into host_pace (host, free_at, failures, problem) values (${host}, clock_timestamp(), 1, ${problem})
    on conflict (host) do update set failures = host_pace.failures + 1, problem = excluded.problem returning failures`.execute(db)
  return rows[0]?.failures ?? 1
}

/** The host answered: its failures are forgotten. */
export async function noteAnswer(db: Db, host: string): Promise<void> {
  await sql`update host_pace set failures = 0, rests_until = null, problem = null where host = ${host} and (failures > 0 or rests_until is not null)`.execute(
    db,
  )
}

/** Leaves a host alone for a while. */
export async function restHost(db: Db, host: string, until: Date, problem: string): Promise<void> {
  await sql`
    insert into host_pace (host, free_at, rests_until, problem) values (${host}, clock_timestamp(), ${until}, ${problem})
    on conflict (host) do update set rests_until = greatest(host_pace.rests_until, excluded.rests_until), problem = excluded.problem`.execute(db)
}

export type HostRow = { host: string; failures: number; restsUntil: Date | null; problem: string | null }

/** How a host stands: how often it failed in a row, and until when it rests. */
export async function findHost(db: Db, host: string): Promise<HostRow | null> {
  return (await db.selectFrom('hostPace').select(['host', 'failures', 'restsUntil', 'problem']).where('host', '=', host).executeTakeFirst()) ?? null
}

/** Hosts that fail or rest. */
export async function listTroubledHosts(db: Db, now: Date): Promise<HostRow[]> {
  return db
    .selectFrom('hostPace')
    .select(['host', 'failures', 'restsUntil', 'problem'])
    .where((eb) => eb.or([eb('failures', '>', 0), eb('restsUntil', '>', now)]))
    .orderBy('host')
    .limit(200)
    .execute()
}
