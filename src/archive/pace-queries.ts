/** SQL of the shared pace. Time is the database's, so that clocks of several machines need not agree. */
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

/** Forgets every turn: for a process that is alone, after another was killed in the middle of one. */
export async function clearTurns(db: Db): Promise<void> {
  await db.deleteFrom('hostPace').execute()
}
