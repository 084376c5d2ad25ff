/** Heartbeat: whether some worker is at work on this database. */
import { findInstance, setInstance } from '../src/db/instance-queries.ts'
import type { Db } from '../src/db/client.ts'

const ALIVE_MS = 8_000

/** Notes that a worker is at work. */
export const beat = (db: Db, now: Date): Promise<void> => setInstance(db, 'workers seen', now.toISOString())

/** Whether a worker was at work in the last few seconds. */
export async function hasWorkers(db: Db, now: Date): Promise<boolean> {
  const seen = await findInstance(db, 'workers seen')
  return typeof seen === 'string' && now.getTime() - Date.parse(seen) < ALIVE_MS
}
