/** Decide claim: a person, or a named rule, rules on one claim. */
import { type Db, transact } from '../db/client.ts'
import { learnNames, noteChanges } from '../db/change-queries.ts'
import { ConflictError, ForbiddenError, InvalidError, NotFoundError } from '../errors.ts'
import { type ClaimStatus, RULINGS, type Ruling } from '../model/claim.ts'
import { hashId } from '../model/id.ts'
import { countDecisions, findLastDecision, hasSupport, insertDecision, lockClaim } from './queries.ts'

/** So long may a decision be taken back as a slip. */
const UNDO_MS = 60 * 60_000

export type ReviewDeps = { readonly db: Db; readonly now: () => Date }
export type DecisionInput = { readonly claimId: string; readonly ruling: Ruling; readonly decidedBy: string; readonly reason: string }

/**
 * Rules on a claim, in one transaction: the decision is recorded, or nothing changes. Accepting makes the names known.
 * @returns the claim's new status
 * @throws NotFoundError when no claim has this id; ConflictError when its status does not allow the ruling;
 * ForbiddenError when whoever submitted it would accept it; InvalidError without a reason
 */
export async function decideClaim(deps: ReviewDeps, input: DecisionInput): Promise<ClaimStatus> {
  if (input.reason.trim() === '') throw new InvalidError('A decision needs a reason. Say in a sentence what you checked.')
  const { from, to } = RULINGS[input.ruling]
  try {
    return await transact(deps.db, async (tx) => {
      const claim = await lockClaim(tx, input.claimId)
      if (!claim) throw new NotFoundError(`There is no claim ${input.claimId}.`)
      if (!from.includes(claim.status))
        throw new ConflictError(`This claim is ${claim.status}, so it cannot be decided with "${input.ruling}". That needs it to be ${from.join(' or ')}.`)
      if (input.ruling === 'reopen') {
        const last = await findLastDecision(tx, input.claimId)
        if (last?.decidedBy !== input.decidedBy || deps.now().getTime() - last.decidedAt.getTime() > UNDO_MS)
          throw new ForbiddenError(
            'A decision is taken back by whoever made it, within an hour. After that it is contested or retracted, so that the record shows it.',
          )
      }
      if (input.ruling === 'accept' && !(await hasSupport(tx, input.claimId)))
        throw new ConflictError('Every passage found speaks against this claim, so it cannot be accepted. Reject it.')
      const id = hashId('dec', input.claimId, await countDecisions(tx, input.claimId), input.ruling, input.decidedBy)
      await insertDecision(
        tx,
        { id, claimId: input.claimId, ruling: input.ruling, decidedBy: input.decidedBy, reason: input.reason.trim(), decidedAt: deps.now() },
        to,
      )
      if (input.ruling === 'accept') await learnNames(tx, [claim.subjectId, ...(claim.objectOrganisationId ? [claim.objectOrganisationId] : [])])
      await noteChanges(tx, [claim.subjectId])
      return to
    })
  } catch (error) {
    if ((error as { constraint?: string }).constraint === 'decision_by_another') {
      throw new ForbiddenError('Whoever submitted a claim cannot accept it. Ask another reviewer.', { cause: error })
    }
    throw error
  }
}
