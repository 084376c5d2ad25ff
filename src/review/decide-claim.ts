/** Decide claim: a person, or a named rule, rules on one claim. */
import { type Db, type Tx, transact } from '../db/client.ts'
import { learnNames, noteChanges } from '../db/change-queries.ts'
import { ConflictError, ForbiddenError, InvalidError, NotFoundError } from '../errors.ts'
import { type ClaimStatus, RULINGS, type Ruling } from '../model/claim.ts'
import { refuseFaults } from '../model/guard.ts'
import { hashId } from '../model/id.ts'
import { countDecisions, findLastDecision, findSupport, insertDecision, lockClaim } from './queries.ts'

/** So long may a decision be taken back as a slip. */
const UNDO_MS = 60 * 60_000

export type ReviewDeps = { readonly db: Db; readonly now: () => Date }
export type DecisionInput = { readonly claimId: string; readonly ruling: Ruling; readonly decidedBy: string; readonly reason: string }

/**
 * Rules on a claim, in one transaction: the decision is recorded, or nothing changes. Accepting makes the names known.
 * @returns the claim's new status
 * @throws NotFoundError when no claim has this id; ConflictError when its status does not allow the ruling;
 * ForbiddenError when whoever submitted it would accept it, or whoever decided before would rule on it contested; InvalidError without a reason
 */
export async function decideClaim(deps: ReviewDeps, input: DecisionInput): Promise<ClaimStatus> {
  return await transact(deps.db, (tx) => ruleOn(tx, input, deps.now()))
}

/** The same, as part of a transaction that does more. */
export async function ruleOn(tx: Tx, input: DecisionInput, now: Date): Promise<ClaimStatus> {
  if (input.reason.trim() === '') throw new InvalidError('A decision needs a reason. Say in a sentence what you checked.')
  refuseFaults(input.reason)
  const { from, to } = RULINGS[input.ruling]
  const claim = await lockClaim(tx, input.claimId)
  if (!claim) throw new NotFoundError(`There is no claim ${input.claimId}.`)
  if (!from.includes(claim.status))
    throw new ConflictError(`This claim is ${claim.status}, so it cannot be decided with "${input.ruling}". That needs it to be ${from.join(' or ')}.`)
  if (input.ruling === 'reopen') {
    const last = await findLastDecision(tx, input.claimId)
    if (last?.decidedBy !== input.decidedBy || now.getTime() - last.decidedAt.getTime() > UNDO_MS)
      throw new ForbiddenError(
        'A decision is taken back by whoever made it, within an hour. After that it is contested or retracted, so that the record shows it.',
      )
  }
  if (input.ruling === 'accept') {
    const support = await findSupport(tx, input.claimId)
    if (support === 'none') throw new ConflictError('Every passage found speaks against this claim, so it cannot be accepted. Reject it.')
    if (support === 'untold')
      throw new ConflictError('Its only source is confidential. First write down in your own words what it says, without saying who said it; then accept.')
  }
  const id = hashId('dec', input.claimId, await countDecisions(tx, input.claimId), input.ruling, input.decidedBy)
  const decision = { id, claimId: input.claimId, ruling: input.ruling, decidedBy: input.decidedBy, reason: input.reason.trim(), decidedAt: now }
  await insertDecision(tx, decision, to).catch((error: unknown) => {
    const refusal = REFUSALS[(error as { constraint?: string }).constraint ?? '']
    throw refusal ? new ForbiddenError(refusal, { cause: error }) : error
  })
  if (input.ruling === 'accept') await learnNames(tx, [claim.subjectId, ...(claim.objectOrganisationId ? [claim.objectOrganisationId] : [])])
  await noteChanges(tx, [claim.subjectId])
  return to
}

/** What the database refuses, and how we say so. */
const REFUSALS: Readonly<Record<string, string>> = {
  decision_by_another: 'Whoever submitted a claim cannot accept it. Ask another reviewer.',
  contested_by_another: 'A contested claim is decided by someone who has not decided on it before. Ask another reviewer.',
}
