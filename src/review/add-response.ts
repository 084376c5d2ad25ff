/** Add response: what a company says about a claim or about itself, to stand beside it. */
import { type Tx, transact } from '../db/client.ts'
import { noteChanges } from '../db/change-queries.ts'
import { InvalidError, NotFoundError } from '../errors.ts'
import { hashId } from '../model/id.ts'
import type { ReviewDeps } from './decide-claim.ts'
import { insertResponse, lockClaim } from './queries.ts'

export type ResponseInput = {
  readonly claimId: string
  readonly fromName: string
  readonly text: string
  readonly receivedOn: string
  readonly toldOn: string | null
  readonly url: string | null
  /** How it was made sure who wrote it. */
  readonly checked?: string | null
  readonly demonstration?: boolean
  readonly organisationId?: string
}

/**
 * Keeps a response to a claim. The same words on the same day are one response.
 * @throws NotFoundError when there is no such claim; InvalidError when it says nothing
 */
export const addResponse = (deps: ReviewDeps, input: ResponseInput): Promise<string> => transact(deps.db, (tx) => keepResponse(tx, input))

/** The same, as part of a transaction that does more. @returns its id */
export async function keepResponse(tx: Tx, input: ResponseInput): Promise<string> {
  if (input.text.trim() === '') throw new InvalidError('A response needs words.')
  const claim = await lockClaim(tx, input.claimId)
  if (!claim) throw new NotFoundError(`There is no claim ${input.claimId}.`)
  const organisationId = input.organisationId ?? claim.subjectId
  const id = hashId('rsp', input.claimId, input.receivedOn, input.text)
  const isNew = await insertResponse(tx, {
    id,
    organisationId,
    claimId: input.claimId,
    fromName: input.fromName,
    text: input.text.trim(),
    receivedOn: input.receivedOn,
    toldOn: input.toldOn,
    url: input.url,
    checked: input.checked ?? null,
    demonstration: input.demonstration ?? false,
  })
  if (isNew) await noteChanges(tx, [claim.subjectId, organisationId])
  return id
}
