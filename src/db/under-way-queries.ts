/**
 * SQL of what is under way. A worker notes each item before it begins it. When a worker dies, what it was doing is set apart: others pass
 * it over, and it is done alone, in a process of its own, so that no input can stop the rest.
 */
import { sql } from 'kysely'
import type { Db } from './client.ts'

/** A worker that was not seen for so long is dead. */
const DEAD_AFTER = sql`interval '30 seconds'`
/** What ended its process alone and is still due rests for an hour, then twice as long each time, at most a day. */
const FIRST_REST = sql`interval '1 hour'`

/** Something set apart: its stage, its item as the stage names it, and how often it has ended the process that did it alone. */
export type ApartItem = { readonly stage: string; readonly item: string; readonly endings: number }

/** Notes that a worker is alive. */
export async function noteWorker(db: Db, worker: string): Promise<void> {
  await sql`insert into worker_seen (worker) values (${worker}) on conflict (worker) do update set seen_at = now()`.execute(db)
}

/**
 * Notes the items that a worker begins.
 * @returns those it may do: not what another worker is doing, nor what is set apart
 */
export async function beginItems(db: Db, worker: string, stage: string, items: readonly string[]): Promise<string[]> {
  if (items.length === 0) return []
  const { rows } = await sql<{ item: string }>`
    insert into under_way (stage, item, worker) select ${stage}, item, ${worker} from unnest(${[...items]}::text[]) as t (item)
    on conflict (stage, item) do update set since = now() where under_way.worker = excluded.worker returning item`.execute(db)
  return rows.map(({ item }) => item)
}

/** Notes that a worker is done with items. */
export async function finishItems(db: Db, worker: string, stage: string, items: readonly string[]): Promise<void> {
  if (items.length > 0) await sql`delete from under_way where worker = ${worker} and stage = ${stage} and item = any(${[...items]})`.execute(db)
}

/** Notes that a worker stops, with nothing under way. */
export async function forgetWorker(db: Db, worker: string): Promise<void> {
  await sql`delete from under_way where worker = ${worker}`.execute(db)
  await sql`delete from worker_seen where worker = ${worker}`.execute(db)
}

/** Sets apart what dead workers were doing. `isAlone`: no other worker lives, so all that is noted was theirs. */
export async function setApart(db: Db, isAlone = false): Promise<void> {
  const isDead = isAlone
    ? sql`true`
    : sql`u.since < now() - ${DEAD_AFTER} and not exists (select 1 from worker_seen w where w.worker = u.worker and w.seen_at > now() - ${DEAD_AFTER})`
  await sql`update under_way u set worker = null where u.worker is not null and ${isDead}`.execute(db)
  await sql`delete from worker_seen where seen_at < now() - interval '1 day' or ${isAlone}`.execute(db)
}

/** What is set apart at this moment, also what rests, as `stage item`. */
export async function listApart(db: Db): Promise<ReadonlySet<string>> {
  const { rows } = await sql<ApartItem>`select stage, item from under_way where worker is null`.execute(db)
  return new Set(rows.map(({ stage, item }) => `${stage} ${item}`))
}

/** Whether something is set apart and may be done. */
export async function hasApart(db: Db): Promise<boolean> {
  const { rows } = await sql`select 1 from under_way where worker is null and (rests_until is null or rests_until < now()) limit 1`.execute(db)
  return rows.length > 0
}

/** Takes the next item that is set apart, for a process that does nothing else; null when there is none. */
export async function takeApart(db: Db, worker: string): Promise<ApartItem | null> {
  const { rows } = await sql<ApartItem>`
    update under_way set worker = ${worker}, since = now() where (stage, item) = (
      select stage, item from under_way where worker is null and (rests_until is null or rests_until < now()) order by endings, since limit 1 for update skip locked)
    returning stage, item, endings`.execute(db)
  return rows[0] ?? null
}

/** What a process had taken when it ended. */
export async function listTaken(db: Db, worker: string): Promise<ApartItem[]> {
  return (await sql<ApartItem>`select stage, item, endings from under_way where worker = ${worker}`.execute(db)).rows
}

/** Gives back what a process had taken and did not begin, or was hindered in. */
export async function releaseApart(db: Db, worker: string): Promise<void> {
  await sql`update under_way set worker = null where worker = ${worker}`.execute(db)
  await sql`delete from worker_seen where worker = ${worker}`.execute(db)
}

/** Keeps an item that ended its process apart, and lets it rest: it is due still. */
export async function restApart(db: Db, { stage, item }: ApartItem): Promise<void> {
  await sql`
    update under_way set worker = null, endings = endings + 1, rests_until = now() + least(${FIRST_REST} * power(2, endings), interval '1 day')
    where stage = ${stage} and item = ${item}`.execute(db)
}
