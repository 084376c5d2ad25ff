/** SQL of those who follow by mail. */
import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import type { Db, Tx } from '../db/client.ts'
import type { Follower } from '../db/schema.ts'

export type FollowerRow = Selectable<Follower>

/** Keeps that an address asked. @returns false when it follows this already, or asked too often */
export async function insertFollower(
  db: Db,
  row: { id: string; email: string; brand: string | null; sector: string | null; token: string; askedAt: Date },
  mostUnconfirmed: number,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into follower (id, email, brand, sector, token, asked_at) select ${row.id}, ${row.email}, ${row.brand}, ${row.sector}, ${row.token}, ${row.askedAt}::timestamptz
    where (select count(*) from follower where lower(email) = lower(${row.email}) and confirmed_at is null) < ${mostUnconfirmed} on conflict do nothing`.execute(
    db,
  )
  return numAffectedRows === 1n
}
export async function findFollower(db: Db, token: string): Promise<FollowerRow | null> {
  return (await db.selectFrom('follower').selectAll().where('token', '=', token).executeTakeFirst()) ?? null
}
export async function confirmFollower(db: Db, token: string, now: Date): Promise<void> {
  await db.updateTable('follower').set({ confirmedAt: now, sentUntil: now }).where('token', '=', token).where('confirmedAt', 'is', null).execute()
}
export async function deleteFollower(db: Db, token: string): Promise<void> {
  await db.deleteFrom('follower').where('token', '=', token).execute()
}
/** Puts off the next mail to somebody. */
export async function putOffMail(db: Db | Tx, id: string, until: Date): Promise<void> {
  await db.updateTable('follower').set({ nextAt: until }).where('id', '=', id).execute()
}
export async function hasUnconfirmed(db: Db, before: Date): Promise<boolean> {
  return (await db.selectFrom('follower').select('id').where('confirmedAt', 'is', null).where('askedAt', '<', before).limit(1).executeTakeFirst()) !== undefined
}
/** Forgets those who did not confirm in time. */
export async function forgetUnconfirmed(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('follower').where('confirmedAt', 'is', null).where('askedAt', '<', before).execute()
}
/** Those who are to be asked whether they asked. */
export async function listToAsk(db: Db, now: Date, limit: number): Promise<FollowerRow[]> {
  return await db
    .selectFrom('follower')
    .selectAll()
    .where('askedMailAt', 'is', null)
    .where('confirmedAt', 'is', null)
    .where((eb) => eb.or([eb('nextAt', 'is', null), eb('nextAt', '<=', now)]))
    .orderBy('askedAt')
    .limit(limit)
    .execute()
}
/** Those whose last digest is long enough ago, and for whom something has changed since. */
export async function listToTell(db: Db, now: Date, before: Date, limit: number): Promise<FollowerRow[]> {
  const { rows } = await sql<FollowerRow>`
    select f.id, f.email, f.brand, f.sector, f.token, f.asked_at as "askedAt", f.asked_mail_at as "askedMailAt", f.confirmed_at as "confirmedAt",
      f.sent_until as "sentUntil", f.next_at as "nextAt" from follower f
    where f.confirmed_at is not null and (f.next_at is null or f.next_at <= ${now}) and f.sent_until <= ${before} and exists (
      select 1 from published.brand_version v join published.brand b on b.slug = v.slug
      where v.since > f.sent_until and (f.brand is null or v.slug = f.brand) and (f.sector is null or b.sector = f.sector)) order by f.sent_until limit ${limit}`.execute(
    db,
  )
  return rows
}
export async function markAsked(db: Db | Tx, id: string, at: Date): Promise<void> {
  await db.updateTable('follower').set({ askedMailAt: at }).where('id', '=', id).execute()
}
export async function markTold(db: Db | Tx, id: string, until: Date): Promise<void> {
  await db.updateTable('follower').set({ sentUntil: until }).where('id', '=', id).execute()
}
