/** Actions: planned by whoever stands there, seen by everybody only if they say so, and told of afterwards. */
import { createHash, randomBytes } from 'node:crypto'
import { type Db, type Tx, transact } from '../db/client.ts'
import { noteChanges } from '../db/change-queries.ts'
import { ConflictError, InvalidError, NotFoundError, RateLimitedError } from '../errors.ts'
import { ActionInput } from '../model/campaign.ts'
import { refuseFaults } from '../model/guard.ts'
import { hashId } from '../model/id.ts'
import { isTarget } from '../model/target.ts'
import { londonDay } from '../model/when.ts'
import {
  type ActionRow,
  countWaitingReports,
  decideReport,
  findAction,
  findActionByKey,
  findSite,
  insertAction,
  insertReport,
  lockAction,
  updateAction,
} from './action-queries.ts'
import type { CampaignDeps } from './ballots.ts'
import { findBrand, findCampaign, findStanding, noteCampaignChange } from './campaign-queries.ts'

const LONGEST_MS = 14 * 86_400_000
const AN_HOUR = 3_600_000
const FURTHEST_MS = 2 * 366 * 86_400_000

const keyHash = (key: string) => createHash('sha256').update(`action ${key}`).digest('hex')

/** Who plans an action: somebody with an account, or null for anybody. What anybody plans for all to see waits for somebody to look at it. */
export type Planner = { readonly pseudonym: string } | null

/**
 * Plans an action.
 * @returns its id and the key of the secret address by which it is changed, called off and told of
 * @throws InvalidError saying what is wrong, or what its words may not say; NotFoundError for a brand, campaign or site that is not there;
 * ConflictError for a brand that is no target
 */
export async function planAction(deps: CampaignDeps, input: ActionInput, by: Planner): Promise<{ id: string; key: string; state: 'planned' | 'waiting' }> {
  const action = checked(input, deps.now())
  const key = randomBytes(18).toString('base64url')
  return await transact(deps.db, async (tx) => {
    const row = await rowOf(tx, action)
    await refuseNoTarget(tx, row.organisationId, deps.now())
    const id = hashId('act', key)
    const state = by === null && action.isPublic ? 'waiting' : 'planned'
    await insertAction(tx, { ...row, id, state, madeBy: by?.pseudonym ?? null, madeAt: deps.now(), keyHash: keyHash(key), demonstration: row.demonstration })
    await noteActionChange(tx, id, row.organisationId)
    return { id, key, state }
  })
}

/** Changes an action by its key. What anybody changes for all to see waits again. @throws as planAction; NotFoundError for a wrong key */
export async function changeAction(deps: CampaignDeps, key: string, input: ActionInput, by: Planner): Promise<void> {
  const action = checked(input, deps.now())
  await transact(deps.db, async (tx) => {
    const before = await byKey(tx, key)
    const row = await rowOf(tx, action)
    if (row.organisationId !== before.organisationId) await refuseNoTarget(tx, row.organisationId, deps.now())
    await updateAction(tx, before.id, { ...row, state: by === null && before.madeBy === null && action.isPublic ? 'waiting' : 'planned' })
    await noteActionChange(tx, before.id, row.organisationId)
    if (before.organisationId !== null && before.organisationId !== row.organisationId) await noteChanges(tx, [before.organisationId])
  })
}

/** Calls an action off; calendars that follow it are told. @throws NotFoundError for a wrong key */
export async function callOff(deps: CampaignDeps, key: string): Promise<void> {
  await transact(deps.db, async (tx) => {
    const action = await byKey(tx, key)
    await updateAction(tx, action.id, { state: 'cancelled' })
    await noteActionChange(tx, action.id, action.organisationId)
  })
}

/** Lets an action that waits be seen, or not. @throws NotFoundError; ConflictError when it waits no more, or its brand is no target any more */
export async function decideAction(deps: CampaignDeps, id: string, isShown: boolean): Promise<void> {
  await transact(deps.db, async (tx) => {
    const action = await findAction(tx, id)
    if (!action) throw new NotFoundError('There is no such action.')
    if (action.state !== 'waiting') throw new ConflictError('This action was decided on already.')
    if (isShown) await refuseNoTarget(tx, action.organisationId, deps.now())
    await updateAction(tx, id, { state: isShown ? 'planned' : 'declined' })
    await noteActionChange(tx, id, action.organisationId)
  })
}

/** The action of a secret address. @throws NotFoundError */
export async function getActionByKey(deps: Pick<CampaignDeps, 'db'>, key: string): Promise<ActionRow> {
  return await byKey(deps.db as Tx, key)
}

export type ReportInput = {
  readonly onDay: string
  readonly people: number | null
  readonly text: string
  readonly shopSaid: string | null
  /** A copy without metadata. */
  readonly photo: { readonly bytes: Uint8Array; readonly type: string } | null
}

/** So much may wait of one action until somebody has looked at it. */
const MOST_REPORTS = 20
const MOST_PHOTOS = 6

/** Whether an action can be told of once more. @throws RateLimitedError when so much waits that nobody has looked at; NotFoundError for a wrong key */
export async function requireRoomToTell({ db }: Pick<CampaignDeps, 'db'>, key: string, hasPhoto: boolean): Promise<void> {
  const waiting = await countWaitingReports(db, (await byKey(db as Tx, key)).id)
  if (waiting.reports >= MOST_REPORTS)
    throw new RateLimitedError(`${MOST_REPORTS} reports of this action wait for somebody to look at them. Try again tomorrow.`, AN_HOUR)
  if (hasPhoto && waiting.photos >= MOST_PHOTOS)
    throw new RateLimitedError(
      `${MOST_PHOTOS} photos of this action wait for somebody to look at them. Tell how it went without a photo, or try again tomorrow.`,
      AN_HOUR,
    )
}

/**
 * Tells of an action afterwards, by its key. It waits for somebody to look at it.
 * @throws InvalidError; NotFoundError for a wrong key; RateLimitedError when so much waits already
 */
export async function tellOfAction(deps: CampaignDeps, key: string, input: ReportInput): Promise<string> {
  const text = input.text.trim()
  if (text === '') throw new InvalidError('Say in a sentence how it went.')
  if (text.length > 2_000 || (input.shopSaid ?? '').length > 1_000)
    throw new InvalidError('This is too long: two thousand letters, and a thousand for what the shop said.')
  if (input.people !== null && !(Number.isInteger(input.people) && input.people >= 0 && input.people <= 1_000_000))
    throw new InvalidError('How many came is a whole number.')
  refuseFaults(text, input.shopSaid)
  return await transact(deps.db, async (tx) => {
    const action = await byKey(tx, key)
    await lockAction(tx, action.id)
    await requireRoomToTell({ db: tx }, key, input.photo !== null)
    if (input.onDay < londonDay(action.startsAt) || input.onDay > londonDay(deps.now())) throw new InvalidError('Tell of a day from its first to today.')
    const id = hashId('rpt', action.id, randomBytes(8).toString('hex'))
    const { people, shopSaid, onDay, photo } = input
    await insertReport(tx, {
      id,
      actionId: action.id,
      onDay,
      people,
      text,
      shopSaid: shopSaid?.trim() || null,
      photo: photo ? Buffer.from(photo.bytes) : null,
      photoType: photo?.type ?? null,
      toldAt: deps.now(),
      demonstration: action.demonstration,
    })
    return id
  })
}

/** Publishes a report, with its photo or without, or declines it. @throws ConflictError when it waits no more */
export async function ruleOnReport(deps: CampaignDeps, id: string, by: string, ruling: 'publish' | 'publish without photo' | 'decline'): Promise<void> {
  await transact(deps.db, async (tx) => {
    const state = ruling === 'decline' ? 'declined' : 'published'
    const actionId = await decideReport(tx, id, { state, decidedBy: by, decidedAt: deps.now(), keepPhoto: ruling === 'publish' })
    if (actionId === null) throw new ConflictError('This report was decided on already, or is not there.')
    await noteActionChange(tx, actionId, (await findAction(tx, actionId))?.organisationId ?? null)
  })
}

/** Keeps an action of the demonstration. */
export async function keepMadeUpAction({ db }: Pick<CampaignDeps, 'db'>, key: string, input: ActionInput): Promise<void> {
  await transact(db, async (tx) => {
    const id = hashId('act', key)
    const row = await rowOf(tx, ActionInput.parse(input))
    await insertAction(tx, { ...row, id, demonstration: true })
    await noteActionChange(tx, id, row.organisationId)
  })
}

function checked(input: ActionInput, now: Date): ActionInput {
  const parsed = ActionInput.safeParse(input)
  if (!parsed.success)
    throw new InvalidError(`This action cannot be kept: ${parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}.`)
  const action = parsed.data
  if (action.startsAt.getTime() < now.getTime() - 86_400_000 && action.repeats === null) throw new InvalidError('This action would begin in the past.')
  if (action.startsAt.getTime() > now.getTime() + FURTHEST_MS) throw new InvalidError('This action would begin in more than two years.')
  if (action.endsAt && action.endsAt.getTime() - action.startsAt.getTime() > LONGEST_MS)
    throw new InvalidError('An action ends within two weeks of its beginning.')
  refuseFaults(action.title, action.place, action.organisedBy, action.access, action.stewards, action.wetWeather, action.note)
  return action
}

async function rowOf(tx: Tx, { brand: slug, campaign, site: siteId, ...action }: ActionInput) {
  const site = siteId === null ? null : await findSite(tx, siteId)
  if (siteId !== null && !site) throw new NotFoundError('There is no such shop.')
  const brand = slug === null ? null : await findBrand(tx, slug)
  if (slug !== null && !brand) throw new NotFoundError(`There is no brand "${slug}".`)
  const found = campaign === null ? null : await findCampaign(tx, campaign)
  if (campaign !== null && !found) throw new NotFoundError(`There is no campaign "${campaign}".`)
  return {
    ...action,
    siteId: site?.id ?? null,
    lat: site?.lat ?? action.lat,
    lon: site?.lon ?? action.lon,
    town: action.town ?? site?.town ?? null,
    organisationId: brand?.id ?? found?.organisationId ?? site?.organisationId ?? null,
    campaignSlug: found?.slug ?? null,
    demonstration: brand?.demonstration ?? found?.demonstration ?? false,
  }
}

/** Nobody plans against a brand from which no chain leads today, unless a call about it is open. */
async function refuseNoTarget(tx: Db, organisationId: string | null, now: Date): Promise<void> {
  if (organisationId === null) return
  const standing = await findStanding(tx, organisationId)
  if (standing && isTarget(standing, londonDay(now))) return
  throw new ConflictError(
    `No action is planned about ${standing?.name ?? 'this company'} here: no current chain of evidence leads from it, and no call about it is open. You can write to the company.`,
  )
}

/** Whether an action may be planned about what a form begins with. @throws ConflictError when it may not */
export async function mayPlan({ db, now }: CampaignDeps, at: { readonly brand: string; readonly campaign: string; readonly site: string }): Promise<void> {
  const brand = at.brand === '' ? null : await findBrand(db, at.brand)
  const campaign = at.campaign === '' ? null : await findCampaign(db, at.campaign)
  const site = at.site === '' ? null : await findSite(db, at.site)
  await refuseNoTarget(db, brand?.id ?? campaign?.organisationId ?? site?.organisationId ?? null, now())
}

async function byKey(tx: Tx, key: string): Promise<ActionRow> {
  const action = await findActionByKey(tx, keyHash(key.slice(0, 100)))
  if (!action) throw new NotFoundError('There is no action at this address. It may have been taken away, or the address is not whole.')
  return action
}

async function noteActionChange(tx: Tx, id: string, organisationId: string | null): Promise<void> {
  await noteCampaignChange(tx, 'action', id)
  if (organisationId !== null) await noteChanges(tx, [organisationId])
}
