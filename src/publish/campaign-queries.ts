/** SQL that publishes campaigns: their groups, ballots and actions as the evidence tables hold them, and as the public sees them. */
import { type Selectable, sql } from 'kysely'
import { type Tx, json } from '../db/client.ts'
import type { Action, Ballot } from '../db/schema.ts'
import type { Call, Demand, Repeats } from '../model/campaign.ts'
import type { Choice } from '../model/ballot.ts'
import type { ActionRecord, AffiliateRecord, BallotRecord } from '../model/campaign-record.ts'

export type CampaignChange = { readonly kind: 'ballot' | 'affiliate' | 'action'; readonly ref: string; readonly changes: number }
/** What changed beside organisations. */
export async function takeCampaignChanges(tx: Tx, limit: number): Promise<CampaignChange[]> {
  return (await tx.selectFrom('campaignChange').selectAll().orderBy('kind').orderBy('ref').limit(limit).execute()) as CampaignChange[]
}
export async function dropCampaignChanges(tx: Tx, taken: readonly CampaignChange[]): Promise<void> {
  await sql`delete from campaign_change u using unnest(${taken.map(({ kind }) => kind)}::text[], ${taken.map(({ ref }) => ref)}::text[], ${taken.map(({ changes }) => changes)}::bigint[]) as t (kind, ref, n)
    where u.kind = t.kind and u.ref = t.ref and u.changes = t.n`.execute(tx)
}

export type CampaignRow = {
  readonly slug: string
  readonly organisationId: string
  readonly title: string
  readonly summary: string
  readonly demands: readonly Demand[]
  readonly call: Call | null
  readonly endedOn: string | null
  readonly demonstration: boolean
  readonly groups: { slug: string; name: string }[]
}
export async function loadCampaigns(tx: Tx, organisationIds: readonly string[]): Promise<CampaignRow[]> {
  const { rows } = await sql<CampaignRow>`
    select c.slug, c.organisation_id as "organisationId", c.title, c.summary, c.demands, c.call, c.ended_on as "endedOn", c.demonstration,
      coalesce((select jsonb_agg(jsonb_build_object('slug', a.slug, 'name', a.name) order by a.name) from campaign_group g join affiliate a on a.id = g.affiliate_id where g.campaign_id = c.id), '[]') as groups
    from campaign c where c.organisation_id = any(${[...organisationIds]}) order by c.slug`.execute(tx)
  return rows
}

export type ActionRow = Omit<Selectable<Action>, 'keyHash' | 'madeBy'> & {
  readonly repeats: Repeats | null
  readonly reports: { id: string; on: string; people: number | null; text: string; shopSaid: string | null; photo: boolean }[]
  /** The published brand that it is about now. */
  readonly brand: { slug: string; name: string } | null
}
/** Actions that everybody may see, soonest first, each with what was told of it. */
export async function loadActions(tx: Tx, by: { organisationIds: readonly string[] } | { ids: readonly string[] }): Promise<ActionRow[]> {
  const where = 'ids' in by ? sql`a.id = any(${[...by.ids]})` : sql`a.organisation_id = any(${[...by.organisationIds]})`
  const { rows } = await sql<ActionRow>`
    select a.id, a.kind, a.title, a.organisation_id as "organisationId", a.campaign_slug as "campaignSlug", a.starts_at as "startsAt", a.ends_at as "endsAt", a.place, a.town, a.lat, a.lon, a.note, a.demonstration,
      a.site_id as "siteId", a.url, a.organised_by as "organisedBy", a.access, a.stewards, a.wet_weather as "wetWeather", a.repeats, a.state, a.sequence, a.made_at as "madeAt", a.is_public as "isPublic",
      (select jsonb_build_object('slug', b.slug, 'name', b.name) from organisation o join published.brand b on b.organisation_id = coalesce(o.same_as, o.id) where o.id = a.organisation_id) as brand,
      coalesce((select jsonb_agg(jsonb_build_object('id', r.id, 'on', r.on_day, 'people', r.people, 'text', r.text, 'shopSaid', r.shop_said, 'photo', r.photo is not null) order by r.on_day desc, r.id)
        from action_report r where r.action_id = a.id and r.state = 'published'), '[]') as reports
    from action a where ${where} and a.is_public and a.state in ('planned', 'cancelled') order by a.starts_at, a.id`.execute(tx)
  return rows
}

/** Makes these actions' pages just these records. */
export async function writeActions(tx: Tx, ids: readonly string[], records: readonly ActionRecord[]): Promise<void> {
  await sql`delete from published.action where id = any(${[...ids]})`.execute(tx)
  await sql`delete from published.report_photo where action_id = any(${[...ids]})`.execute(tx)
  const rows = records.map((record) => ({
    id: record.id,
    brand: record.brand?.slug ?? null,
    campaign: record.campaign,
    town: record.town,
    startsAt: new Date(record.starts),
    endsAt: record.ends === null ? null : new Date(record.ends),
    repeats: record.repeats,
    lat: record.lat,
    lon: record.lon,
    record: json(record),
  }))
  for (let i = 0; i < rows.length; i += 500)
    await tx
      .insertInto('published.action')
      .values(rows.slice(i, i + 500))
      .execute()
  await sql`insert into published.report_photo (report_id, action_id, photo, photo_type)
    select id, action_id, photo, photo_type from action_report where action_id = any(${records.map(({ id }) => id)}) and state = 'published' and photo is not null`.execute(
    tx,
  )
}

export type BallotRow = Selectable<Ballot> & {
  readonly campaign: { slug: string; title: string } | null
  readonly affiliate: { slug: string; name: string } | null
  readonly seats: { group: string; seat: number; voted: boolean; choice: Choice | null }[]
}
export async function loadBallots(tx: Tx, ids: readonly string[]): Promise<BallotRow[]> {
  const { rows } = await sql<BallotRow>`
    select b.id, b.question, b.proposal, b.reason, b.is_secret as "isSecret", b.quorum_share as "quorumShare", b.majority_share as "majorityShare", b.opened_at as "openedAt", b.closes_at as "closesAt",
      b.closed_at as "closedAt", b.result, b.entitled, b.yes, b.no, b.abstained, b.demonstration,
      (select jsonb_build_object('slug', c.slug, 'title', c.title) from campaign c where c.id = b.campaign_id) as campaign,
      (select jsonb_build_object('slug', a.slug, 'name', a.name) from affiliate a where a.id = b.affiliate_id) as affiliate,
      coalesce((select jsonb_agg(jsonb_build_object('group', a.name, 'seat', s.seat, 'voted', s.has_voted, 'choice', v.choice) order by a.name, s.seat)
        from ballot_seat s join affiliate a on a.id = s.affiliate_id left join vote v on v.ballot_id = s.ballot_id and v.affiliate_id = s.affiliate_id and v.seat = s.seat where s.ballot_id = b.id), '[]') as seats
    from ballot b where b.id = any(${[...ids]}) order by b.id`.execute(tx)
  return rows
}
export async function writeBallots(tx: Tx, records: readonly BallotRecord[]): Promise<void> {
  for (const record of records) {
    const row = { campaign: record.campaign?.slug ?? null, closesAt: new Date(record.closes), record: json(record) }
    await tx
      .insertInto('published.ballot')
      .values({ id: record.id, ...row })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
      .execute()
  }
}

/** Groups that are affiliated, among these. */
export async function loadAffiliates(tx: Tx, ids: readonly string[]): Promise<{ slug: string; isAffiliated: boolean; record: AffiliateRecord }[]> {
  const rows = await tx
    .selectFrom('affiliate')
    .select(['slug', 'name', 'kind', 'about', 'website', 'seats', 'demonstration', 'state'])
    .where('id', 'in', ['', ...ids])
    .execute()
  return rows.map(({ state, ...record }) => ({ slug: record.slug, isAffiliated: state === 'affiliated', record }))
}
export async function writeAffiliates(tx: Tx, rows: Awaited<ReturnType<typeof loadAffiliates>>): Promise<void> {
  for (const { slug, isAffiliated, record } of rows) {
    if (!isAffiliated) {
      await tx.deleteFrom('published.affiliate').where('slug', '=', slug).execute()
      continue
    }
    const row = { name: record.name, record: json(record) }
    await tx
      .insertInto('published.affiliate')
      .values({ slug, ...row })
      .onConflict((conflict) => conflict.column('slug').doUpdateSet(row))
      .execute()
  }
}
