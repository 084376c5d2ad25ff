/** Ballots: the committee is asked, each seat has one vote, and what was carried is done. */
import { randomBytes } from 'node:crypto'
import { type Db, type Tx, transact } from '../db/client.ts'
import { noteChanges } from '../db/change-queries.ts'
import { findInstance } from '../db/instance-queries.ts'
import { ConflictError, ForbiddenError, InvalidError, NotFoundError } from '../errors.ts'
import { type BallotResult, type Choice, Proposal, resultOf } from '../model/ballot.ts'
import { refuseFaults } from '../model/guard.ts'
import { Settings } from '../model/settings.ts'
import { londonDay } from '../model/when.ts'
import {
  addToTally,
  closeBallot,
  countVotes,
  dueBallots,
  hasOpenBallot,
  insertBallot,
  listBallotSeats,
  lockBallot,
  markVoted,
  upsertVote,
  type BallotRow,
} from './ballot-queries.ts'
import { findAffiliate, findCampaign, findCampaignById, findSeat, noteCampaignChange, setAffiliate, setCall } from './campaign-queries.ts'

const HOUR_MS = 3_600_000
const SHORTEST_MS = HOUR_MS
const LONGEST_MS = 92 * 24 * HOUR_MS

export type CampaignDeps = { readonly db: Db; readonly now: () => Date }
export type BallotInput = {
  readonly proposal: Proposal
  /** The campaign or the group that it is about, by its slug. */
  readonly about: string
  readonly reason: string
  readonly isSecret: boolean
  readonly closesAt: Date
  readonly openedBy: string
  readonly demonstration?: boolean
}

/**
 * Opens a ballot for every seat that somebody holds. Quorum and majority are those of the settings at this moment.
 * @returns its id
 * @throws InvalidError for a time that is too short or too long, without a reason, or when nobody holds a seat; NotFoundError for an unknown campaign or group; ConflictError when one is open already
 */
export async function openBallot(deps: CampaignDeps, input: BallotInput): Promise<string> {
  const [proposal, now] = [Proposal.parse(input.proposal), deps.now()]
  if (input.reason.trim() === '') throw new InvalidError('Say why the committee is asked, in a sentence.')
  refuseFaults(input.reason)
  const left = input.closesAt.getTime() - now.getTime()
  if (left < SHORTEST_MS || left > LONGEST_MS) throw new InvalidError('A ballot is open for at least an hour and at most three months.')
  if (proposal.kind === 'call' && proposal.closesOn !== null && proposal.closesOn < proposal.opensOn)
    throw new InvalidError('This call would end before it begins.')
  return await transact(deps.db, async (tx) => {
    const settings = Settings.parse((await findInstance(tx, 'settings')) ?? {})
    const about = await subjectOf(tx, proposal, input.about)
    if (await hasOpenBallot(tx, about.campaignId ? { campaignId: about.campaignId } : { affiliateId: about.affiliateId as string }))
      throw new ConflictError('A ballot about this is open already. Wait until it is counted.')
    const id = `bal_${randomBytes(10).toString('hex')}`
    const isBoycott = proposal.kind === 'call' && proposal.call === 'boycott'
    const seats = await insertBallot(tx, {
      ...about,
      id,
      proposal,
      reason: input.reason.trim().slice(0, 1_000),
      isSecret: input.isSecret,
      quorumShare: settings.quorumShare,
      majorityShare: isBoycott ? settings.boycottShare : settings.majorityShare,
      openedBy: input.openedBy,
      openedAt: now,
      closesAt: input.closesAt,
      demonstration: input.demonstration ?? false,
    })
    if (seats === 0) throw new InvalidError('Nobody holds a seat yet, so there is nobody to ask. Seat the delegates of the affiliated groups first.')
    await noteCampaignChange(tx, 'ballot', id)
    return id
  })
}

async function subjectOf(tx: Tx, proposal: Proposal, slug: string): Promise<{ question: string; campaignId: string | null; affiliateId: string | null }> {
  if (proposal.kind === 'affiliate') {
    const affiliate = await findAffiliate(tx, slug)
    if (!affiliate) throw new NotFoundError(`There is no group "${slug}".`)
    if (affiliate.state !== 'applied') throw new ConflictError(`${affiliate.name} has not applied, or was decided on already.`)
    const seats = proposal.seats === 1 ? 'one seat' : `${proposal.seats} seats`
    return { question: `Does ${affiliate.name} become an affiliated group, with ${seats}?`, campaignId: null, affiliateId: affiliate.id }
  }
  const campaign = await findCampaign(tx, slug)
  if (!campaign) throw new NotFoundError(`There is no campaign "${slug}".`)
  if (campaign.endedOn !== null) throw new ConflictError('This campaign has ended.')
  if (proposal.kind === 'end call' && campaign.call === null) throw new ConflictError('There is no call to end.')
  const question =
    proposal.kind === 'end call'
      ? `Does the call to ${campaign.call?.kind} about ${campaign.brandName} end?`
      : campaign.call === null
        ? `Do we call to ${proposal.call} about ${campaign.brandName}?`
        : `Does the call about ${campaign.brandName} change from ${campaign.call.kind} to ${proposal.call}?`
  return { question, campaignId: campaign.id, affiliateId: null }
}

/**
 * Votes for the seat that somebody holds. In an open ballot either holder may change it until it closes; a secret vote is counted at once and stays.
 * @throws ForbiddenError for whoever holds no seat of this ballot; ConflictError when it is closed, or the seat has voted in a secret one
 */
export async function castVote(deps: CampaignDeps, input: { ballotId: string; personId: string; pseudonym: string; choice: Choice }): Promise<void> {
  await transact(deps.db, async (tx) => {
    const ballot = await lockBallot(tx, input.ballotId)
    if (!ballot) throw new NotFoundError('There is no such ballot.')
    const now = deps.now()
    if (ballot.closedAt !== null || ballot.closesAt <= now) throw new ConflictError('This ballot is closed.')
    const seat = await findSeat(tx, input.personId)
    if (!seat) throw new ForbiddenError(NO_VOTE)
    await voteOfSeat(tx, ballot, { ...seat, castBy: input.pseudonym, choice: input.choice, castAt: now })
    await noteCampaignChange(tx, 'ballot', ballot.id)
  })
}

const NO_VOTE = 'Only seats that were held when this ballot opened have a vote in it.'
type SeatVote = { readonly affiliateId: string; readonly seat: number; readonly castBy: string; readonly choice: Choice; readonly castAt: Date }

/** The vote of one seat, in a ballot that this transaction has locked. @throws as castVote */
async function voteOfSeat(tx: Tx, ballot: BallotRow, { affiliateId, seat, castBy, choice, castAt }: SeatVote): Promise<void> {
  const had = await markVoted(tx, ballot.id, affiliateId, seat)
  if (had === null) throw new ForbiddenError(NO_VOTE)
  if (ballot.isSecret && had) throw new ConflictError('Your seat has voted. A secret vote cannot be found again, so it cannot be changed.')
  if (ballot.isSecret) await addToTally(tx, ballot.id, choice)
  else await upsertVote(tx, { ballotId: ballot.id, affiliateId, seat, choice, castBy, castAt })
}

/** Holds a ballot of the demonstration at a day in the past: its made-up seats vote in their order, and it is counted. */
export async function holdMadeUpBallot(deps: CampaignDeps, input: Omit<BallotInput, 'closesAt' | 'openedBy'>, choices: readonly Choice[]): Promise<void> {
  const id = await openBallot(deps, { ...input, closesAt: new Date(deps.now().getTime() + 48 * HOUR_MS), openedBy: 'the demonstration', demonstration: true })
  await transact(deps.db, async (tx) => {
    const ballot = (await lockBallot(tx, id)) as BallotRow
    const seats = await listBallotSeats(tx, id)
    for (const [i, { affiliateId, seat }] of seats.entries())
      await voteOfSeat(tx, ballot, { affiliateId, seat, castBy: 'the demonstration', choice: choices[i] ?? 'abstain', castAt: deps.now() })
  })
  await countBallot(deps, id)
}

/** Counts the ballots whose time is up, or where every seat has voted, and does what was carried. @returns how many */
export async function countBallots(deps: CampaignDeps): Promise<number> {
  const due = await dueBallots(deps.db, deps.now())
  for (const id of due) await countBallot(deps, id)
  return due.length
}

/** Counts one ballot, in one transaction with what follows from it. Counted twice it changes nothing. */
async function countBallot(deps: CampaignDeps, id: string): Promise<BallotResult | null> {
  return await transact(deps.db, async (tx) => {
    const [ballot, now] = [await lockBallot(tx, id), deps.now()]
    if (!ballot || ballot.closedAt !== null) return ballot?.result ?? null
    const count = await countVotes(tx, id)
    const result = resultOf(count, ballot)
    await closeBallot(tx, id, count, result, now)
    if (result === 'carried') await carryOut(tx, ballot, { yes: count.yes, no: count.no, abstained: count.abstained, heldOn: londonDay(now) })
    else if (ballot.affiliateId !== null && result === 'lost') await setAffiliate(tx, ballot.affiliateId, { state: 'declined' })
    if (ballot.affiliateId !== null) await noteCampaignChange(tx, 'affiliate', ballot.affiliateId)
    await noteCampaignChange(tx, 'ballot', id)
    return result
  })
}

async function carryOut(tx: Tx, ballot: BallotRow, count: { yes: number; no: number; abstained: number; heldOn: string }): Promise<void> {
  const { proposal } = ballot
  if (proposal.kind === 'affiliate') return await setAffiliate(tx, ballot.affiliateId as string, { state: 'affiliated', seats: proposal.seats })
  const campaign = await findCampaignById(tx, ballot.campaignId as string)
  if (!campaign) return
  const call =
    proposal.kind === 'end call' ? null : { kind: proposal.call, opensOn: proposal.opensOn, closesOn: proposal.closesOn, ballot: { id: ballot.id, ...count } }
  await setCall(tx, campaign.id, call)
  await noteChanges(tx, [campaign.organisationId])
}
