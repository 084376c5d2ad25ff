/** Accept by rule: rows that an official list or a company's own disclosure states outright are accepted by a named rule. */
import { ConflictError } from '../errors.ts'
import { type ReviewDeps, decideClaim } from './decide-claim.ts'
import { listForRule } from './queries.ts'

/** What each rule says for itself. A source names the one that its rows fall under. */
export const ACCEPT_RULES: Readonly<Record<string, string>> = {
  'official list': 'The row stands in a list that a public authority keeps, as its sealed copy shows.',
  'own disclosure': 'The company itself published this row about its own business, as its sealed copy shows.',
  'contract notice': 'The public body itself published this award, as the law asks of it, and the sealed copy shows it.',
  'union record': 'The union itself keeps this record of where its members work and what they did, as the sealed copy shows.',
  'open map': 'The row is a shop’s place in an open map, as its sealed copy shows. It says nothing of the brand but where it trades.',
  'restated official list': 'The row restates an entry of an official list. The list itself replaces it when its source has run.',
}

const BATCH = 500

/** Accepts what waits for a rule, up to 500 claims. @returns how many */
export async function acceptByRule(deps: ReviewDeps): Promise<number> {
  const waiting = await listForRule(deps.db, BATCH)
  let accepted = 0
  for (const { id, rule } of waiting) {
    const reason = ACCEPT_RULES[rule]
    if (reason === undefined) continue
    try {
      await decideClaim(deps, { claimId: id, ruling: 'accept', decidedBy: `rule: ${rule}`, reason })
      accepted += 1
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error // another worker was faster
    }
  }
  return accepted
}
