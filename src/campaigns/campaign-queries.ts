/** SQL of campaigns: what is demanded of which brand, by which groups, and the call that stands. */
import { sql } from 'kysely'
import { type Db, type Tx, json } from '../db/client.ts'
import type { AffiliateKind, Call, Demand } from '../model/campaign.ts'

/** The brand with this address, or null. */
export async function findBrand(tx: Db, slug: string): Promise<{ id: string; name: string; demonstration: boolean } | null> {
  const row = await tx
    .selectFrom('organisation')
    .select(['id', 'name', 'demonstration'])
    .where('slug', '=', slug)
    .where('kind', '=', 'brand')
    .executeTakeFirst()
  return row ?? null
}

/** How a brand stands in public: its headline and its call; null where nothing is published of it. */
export async function findStanding(
  tx: Db,
  organisationId: string,
): Promise<{ name: string; headline: string; call: { opens: string; closes: string | null } | null } | null> {
  const { rows } = await sql<{ name: string; headline: string; call: { opens: string; closes: string | null } | null }>`
    select b.name, b.headline, b.call from organisation o join published.brand b on b.organisation_id = coalesce(o.same_as, o.id)
    where o.id = ${organisationId}`.execute(tx)
  return rows[0] ?? null
}

export type CampaignRow = {
  readonly id: string
  readonly slug: string
  readonly organisationId: string
  readonly brand: string
  readonly brandName: string
  readonly title: string
  readonly summary: string
  readonly demands: readonly Demand[]
  readonly call: Call | null
  readonly endedOn: string | null
  readonly demonstration: boolean
  readonly groups: readonly { readonly slug: string; readonly name: string }[]
}

const campaigns = sql`
  select c.id, c.slug, c.organisation_id as "organisationId", o.slug as brand, o.name as "brandName", c.title, c.summary, c.demands, c.call, c.ended_on as "endedOn", c.demonstration,
    coalesce((select jsonb_agg(jsonb_build_object('slug', a.slug, 'name', a.name) order by a.name) from campaign_group g join affiliate a on a.id = g.affiliate_id where g.campaign_id = c.id), '[]') as groups
  from campaign c join organisation o on o.id = c.organisation_id`

export async function listCampaignRows(db: Db): Promise<CampaignRow[]> {
  return (await sql<CampaignRow>`${campaigns} order by c.ended_on desc nulls first, c.title, c.id`.execute(db)).rows
}
export async function findCampaign(db: Db, slug: string): Promise<CampaignRow | null> {
  return (await sql<CampaignRow>`${campaigns} where c.slug = ${slug}`.execute(db)).rows[0] ?? null
}
export async function findCampaignById(db: Db, id: string): Promise<CampaignRow | null> {
  return (await sql<CampaignRow>`${campaigns} where c.id = ${id}`.execute(db)).rows[0] ?? null
}

type CampaignWrite = Pick<CampaignRow, 'id' | 'slug' | 'organisationId' | 'title' | 'summary' | 'demands' | 'demonstration'> & { readonly openedBy: string }
/** Writes a campaign and who makes it. Its call stays as it is. */
export async function upsertCampaign(tx: Tx, { demands, ...row }: CampaignWrite, affiliateIds: readonly string[]): Promise<void> {
  const { title, summary } = row
  await tx
    .insertInto('campaign')
    .values({ ...row, demands: json(demands), call: null })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ title, summary, demands: json(demands) }))
    .execute()
  await tx
    .deleteFrom('campaignGroup')
    .where('campaignId', '=', row.id)
    .where('affiliateId', 'not in', ['', ...affiliateIds])
    .execute()
  if (affiliateIds.length === 0) return
  const groups = affiliateIds.map((affiliateId) => ({ campaignId: row.id, affiliateId }))
  await tx
    .insertInto('campaignGroup')
    .values(groups)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function setCall(tx: Tx, campaignId: string, call: Call | null): Promise<void> {
  await tx
    .updateTable('campaign')
    .set({ call: call === null ? null : json(call) })
    .where('id', '=', campaignId)
    .execute()
}
export async function setEnded(tx: Tx, campaignId: string, endedOn: string | null): Promise<void> {
  await tx.updateTable('campaign').set({ endedOn }).where('id', '=', campaignId).execute()
}

/** Those of these claims that are published, or contested, with what they say. */
export async function standingClaims(db: Db, ids: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom('claim')
    .select('id')
    .where('id', 'in', ['', ...ids])
    .where('status', 'in', ['accepted', 'published', 'contested'])
    .execute()
  return new Set(rows.map(({ id }) => id))
}

export type AffiliateRow = {
  readonly id: string
  readonly slug: string
  readonly name: string
  readonly kind: AffiliateKind
  readonly about: string
  readonly website: string | null
  readonly contact: string | null
  readonly state: 'applied' | 'affiliated' | 'declined' | 'left'
  readonly seats: number
  readonly appliedAt: Date
  readonly demonstration: boolean
  readonly holders: readonly { readonly personId: string; readonly pseudonym: string; readonly seat: number }[]
}
const affiliates = sql`
  select a.id, a.slug, a.name, a.kind, a.about, a.website, a.contact, a.state, a.seats, a.applied_at as "appliedAt", a.demonstration,
    coalesce((select jsonb_agg(jsonb_build_object('personId', p.id, 'pseudonym', p.name, 'seat', h.seat) order by h.seat, p.name) from seat_holder h join accounts.person p on p.id = h.person_id where h.affiliate_id = a.id), '[]') as holders
  from affiliate a`
export async function listAffiliateRows(db: Db): Promise<AffiliateRow[]> {
  return (await sql<AffiliateRow>`${affiliates} order by a.state = 'applied' desc, a.name, a.id`.execute(db)).rows
}
export async function findAffiliate(db: Db, slug: string): Promise<AffiliateRow | null> {
  return (await sql<AffiliateRow>`${affiliates} where a.slug = ${slug}`.execute(db)).rows[0] ?? null
}
export async function countAffiliated(db: Db): Promise<number> {
  const row = await db
    .selectFrom('affiliate')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('state', '=', 'affiliated')
    .where('demonstration', '=', false)
    .executeTakeFirstOrThrow()
  return row.n
}
export async function insertAffiliate(tx: Tx, row: Omit<AffiliateRow, 'holders'>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('affiliate')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}
export async function setAffiliate(
  tx: Tx,
  id: string,
  change: { state?: AffiliateRow['state']; seats?: number; about?: string; website?: string | null },
): Promise<void> {
  await tx
    .updateTable('affiliate')
    .set({ ...change, ...(change.state === 'declined' ? { contact: null } : {}) })
    .where('id', '=', id)
    .execute()
}

/** Seats somebody, who leaves the seat they held before. */
export async function seatPerson(tx: Tx, personId: string, affiliateId: string, seat: number): Promise<void> {
  await tx
    .insertInto('seatHolder')
    .values({ personId, affiliateId, seat })
    .onConflict((conflict) => conflict.column('personId').doUpdateSet({ affiliateId, seat }))
    .execute()
}
export async function unseatPerson(tx: Tx, personId: string, affiliateId: string): Promise<void> {
  await tx.deleteFrom('seatHolder').where('personId', '=', personId).where('affiliateId', '=', affiliateId).execute()
}
/** People who may sit on the committee, with their role. */
export async function findDelegate(db: Db, pseudonym: string): Promise<{ id: string; role: string } | null> {
  const row = await db.selectFrom('accounts.person').select(['id', 'role']).where('name', '=', pseudonym).where('disabledAt', 'is', null).executeTakeFirst()
  return row ?? null
}
/** The seat that somebody holds, or null. */
export async function findSeat(db: Db, personId: string): Promise<{ affiliateId: string; seat: number; affiliate: string } | null> {
  const row = await db
    .selectFrom('seatHolder as h')
    .innerJoin('affiliate as a', 'a.id', 'h.affiliateId')
    .select(['h.affiliateId', 'h.seat', 'a.name as affiliate'])
    .where('h.personId', '=', personId)
    .where('a.state', '=', 'affiliated')
    .executeTakeFirst()
  return row ?? null
}

/** Notes that a ballot, a group or an action is to be published anew. */
export async function noteCampaignChange(tx: Tx, kind: 'ballot' | 'affiliate' | 'action', ref: string): Promise<void> {
  await sql`insert into campaign_change (kind, ref) values (${kind}, ${ref}) on conflict (kind, ref) do update set changes = campaign_change.changes + 1`.execute(
    tx,
  )
}
