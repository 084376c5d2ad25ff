/** SQL of actions and of what was told of them afterwards. */
import { sql } from 'kysely'
import type { Insertable, Selectable } from 'kysely'
import type { Db, Tx } from '../db/client.ts'
import type { Action, ActionReport } from '../db/schema.ts'

export type ActionRow = Selectable<Action>

export async function insertAction(tx: Tx, row: Insertable<Action>): Promise<void> {
  await tx
    .insertInto('action')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
}
export async function updateAction(tx: Tx, id: string, change: Partial<Insertable<Action>>): Promise<void> {
  await tx
    .updateTable('action')
    .set((eb) => ({ ...change, sequence: eb('sequence', '+', 1) }))
    .where('id', '=', id)
    .execute()
}
export async function findAction(db: Db, id: string): Promise<ActionRow | null> {
  return (await db.selectFrom('action').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}
/** The action that a secret address belongs to, by the hash of its key; null when there is none. */
export async function findActionByKey(db: Db, keyHash: string): Promise<ActionRow | null> {
  return (await db.selectFrom('action').selectAll().where('keyHash', '=', keyHash).executeTakeFirst()) ?? null
}
/** Actions in a state, newest first. */
export async function listActionRows(db: Db, state: 'waiting' | 'planned', limit: number): Promise<(ActionRow & { brand: string | null })[]> {
  return await db
    .selectFrom('action as a')
    .leftJoin('organisation as o', 'o.id', 'a.organisationId')
    .selectAll('a')
    .select('o.name as brand')
    .where('a.state', '=', state)
    .orderBy('a.madeAt', 'desc')
    .orderBy('a.id')
    .limit(limit)
    .execute()
}

export type SiteFound = {
  id: string
  name: string
  address: string
  town: string | null
  lat: number
  lon: number
  brand: string | null
  organisationId: string | null
}
/** A site with the brand that is published there; null when there is none. */
export async function findSite(db: Db, id: string): Promise<SiteFound | null> {
  const { rows } = await sql<SiteFound>`
    select s.id, s.name, s.address, s.town, s.lat, s.lon, b.slug as brand, b.organisation_id as "organisationId" from site s
      left join published.site p on p.id = s.id left join published.brand b on b.slug = p.brand where s.id = ${id}`.execute(db)
  return rows[0] ?? null
}

/** Lets one process at a time add to an action, until its transaction ends. */
export async function lockAction(tx: Tx, id: string): Promise<void> {
  await tx.selectFrom('action').select('id').where('id', '=', id).forUpdate().execute()
}
/** How many reports of an action nobody has looked at, and how many of these have a photo. */
export async function countWaitingReports(db: Db | Tx, actionId: string): Promise<{ reports: number; photos: number }> {
  return await db
    .selectFrom('actionReport')
    .select((eb) => [eb.fn.countAll<number>().as('reports'), eb.fn.count<number>('photoType').as('photos')])
    .where('actionId', '=', actionId)
    .where('state', '=', 'waiting')
    .executeTakeFirstOrThrow()
}
export async function insertReport(tx: Tx, row: Insertable<ActionReport>): Promise<void> {
  await tx.insertInto('actionReport').values(row).execute()
}
export type ReportRow = Omit<Selectable<ActionReport>, 'photo'> & { readonly hasPhoto: boolean; readonly title: string }
export async function listReportRows(db: Db, state: 'waiting' | 'published', limit: number): Promise<ReportRow[]> {
  const rows = await db
    .selectFrom('actionReport as r')
    .innerJoin('action as a', 'a.id', 'r.actionId')
    .select([
      'r.id',
      'r.actionId',
      'r.onDay',
      'r.people',
      'r.text',
      'r.shopSaid',
      'r.photoType',
      'r.toldAt',
      'r.state',
      'r.decidedBy',
      'r.decidedAt',
      'r.demonstration',
      'a.title',
    ])
    .select((eb) => eb('r.photo', 'is not', null).as('hasPhoto'))
    .where('r.state', '=', state)
    .orderBy('r.toldAt')
    .limit(limit)
    .execute()
  return rows as ReportRow[]
}
export async function findPhoto(db: Db, id: string): Promise<{ photo: Buffer; photoType: string } | null> {
  const row = await db.selectFrom('actionReport').select(['photo', 'photoType']).where('id', '=', id).executeTakeFirst()
  return row?.photo && row.photoType ? { photo: row.photo, photoType: row.photoType } : null
}
/** Decides on a report that waits. @returns the action it tells of; null when it waits no more */
export async function decideReport(
  tx: Tx,
  id: string,
  change: { state: 'published' | 'declined'; decidedBy: string; decidedAt: Date; keepPhoto: boolean },
): Promise<string | null> {
  const { keepPhoto, ...rest } = change
  const row = await tx
    .updateTable('actionReport')
    .set({ ...rest, ...(keepPhoto ? {} : { photo: null, photoType: null }) })
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .returning('actionId')
    .executeTakeFirst()
  return row?.actionId ?? null
}
