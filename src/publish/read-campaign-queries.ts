/** SQL that reads the published schema for campaigns: actions, campaigns, ballots, affiliated groups. */
import { sql } from 'kysely'
import type { Db } from '../db/client.ts'
import type { ActionRecord, AffiliateRecord, BallotRecord, CampaignRecord } from '../model/campaign-record.ts'
import type { ClaimRecord } from '../model/profile.ts'
import { occurrences } from '../model/when.ts'
import { found } from './read-queries.ts'

/** An action with the instant at which it begins next. */
export type ActionAhead = ActionRecord & { readonly next: string }
export type ActionFilter = {
  readonly town?: string | undefined
  readonly brand?: string | undefined
  readonly campaign?: string | undefined
  readonly limit: number
}

const MOST_READ = 5_000
const HOUR_MS = 3_600_000

/** Actions that are to come or go on, soonest first; one that comes again stands with its next day. */
export async function listActions(db: Db, now: Date, { town, brand, campaign, limit }: ActionFilter): Promise<ActionAhead[]> {
  let query = db
    .selectFrom('published.action')
    .select('record')
    .where(sql<boolean>`(repeats is not null or coalesce(ends_at, starts_at + interval '1 hour') >= ${now})`)
  if (town) query = query.where(sql<boolean>`lower(town) = lower(${town})`)
  if (brand) query = query.where('brand', '=', brand)
  if (campaign) query = query.where('campaign', '=', campaign)
  const rows = await query.orderBy('startsAt').orderBy('id').limit(MOST_READ).execute()
  const ahead = rows.flatMap(({ record }) => nextOf(record as ActionRecord, now) ?? [])
  return ahead.sort((a, b) => a.next.localeCompare(b.next) || a.id.localeCompare(b.id)).slice(0, limit)
}

/** An action with its next beginning, or null when it is over. */
export function nextOf(action: ActionRecord, now: Date): ActionAhead | null {
  const starts = new Date(action.starts)
  const lasts = action.ends === null ? HOUR_MS : Date.parse(action.ends) - starts.getTime()
  const [next] = occurrences(starts, action.repeats, new Date(now.getTime() - lasts), 1)
  return next ? { ...action, next: next.toISOString() } : null
}

/** @throws NotFoundError */
export async function getAction(db: Db, id: string): Promise<ActionRecord> {
  return found((await db.selectFrom('published.action').select('record').where('id', '=', id).executeTakeFirst())?.record, 'action', id)
}
/** Towns where actions are planned, alphabetical. */
export async function listActionTowns(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('published.action').select('town').distinct().where('town', 'is not', null).orderBy('town').execute()
  return rows.map(({ town }) => town as string)
}
export async function getReportPhoto(db: Db, reportId: string): Promise<{ photo: Buffer; photoType: string }> {
  return found(
    await db.selectFrom('published.reportPhoto').select(['photo', 'photoType']).where('reportId', '=', reportId).executeTakeFirst(),
    'photo',
    reportId,
  )
}

/** @throws NotFoundError */
export async function getCampaign(db: Db, slug: string): Promise<CampaignRecord> {
  return found((await db.selectFrom('published.campaign').select('record').where('slug', '=', slug).executeTakeFirst())?.record, 'campaign', slug)
}
export async function listCampaigns(db: Db): Promise<CampaignRecord[]> {
  return (await db.selectFrom('published.campaign').select('record').orderBy('slug').execute()).map((row) => row.record as CampaignRecord)
}
/** What these claims say, by id; those that are not public are left out. */
export async function statementsOf(db: Db, ids: readonly string[]): Promise<Map<string, Pick<ClaimRecord, 'statement' | 'status'>>> {
  const rows = await db
    .selectFrom('published.claim')
    .select(['id', 'record'])
    .where('id', 'in', ['', ...ids])
    .execute()
  return new Map(rows.map(({ id, record }) => [id, record as ClaimRecord]))
}

/** @throws NotFoundError */
export async function getBallot(db: Db, id: string): Promise<BallotRecord> {
  return found((await db.selectFrom('published.ballot').select('record').where('id', '=', id).executeTakeFirst())?.record, 'ballot', id)
}
/** Ballots, those that close last first; with `campaign` those about it. */
export async function listBallots(db: Db, input: { campaign?: string; limit: number }): Promise<BallotRecord[]> {
  let query = db.selectFrom('published.ballot').select('record')
  if (input.campaign) query = query.where('campaign', '=', input.campaign)
  return (await query.orderBy('closesAt', 'desc').orderBy('id').limit(input.limit).execute()).map(({ record }) => record as BallotRecord)
}
/** Affiliated groups, by name. */
export async function listAffiliates(db: Db): Promise<AffiliateRecord[]> {
  return (await db.selectFrom('published.affiliate').select('record').orderBy('name').execute()).map(({ record }) => record as AffiliateRecord)
}
