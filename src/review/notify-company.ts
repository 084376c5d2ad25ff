/** Notify company: a company is told of a claim before or after it is published, with a link by which it answers, and a day until when. */
import { createHash, randomBytes } from 'node:crypto'
import { transact } from '../db/client.ts'
import { noteChanges } from '../db/change-queries.ts'
import { ConflictError, InvalidError, NotFoundError } from '../errors.ts'
import { dayText, isDay } from '../model/day.ts'
import { hashId } from '../model/id.ts'
import type { ReviewDeps } from './decide-claim.ts'
import { findNoticeClaim, insertNotice } from './reply-queries.ts'

export type NoticeInput = {
  readonly claimId: string
  /** Whose claim it is about: its subject or its object. */
  readonly organisationId: string
  /** The address it goes to, as the company publishes it. */
  readonly sentTo: string
  readonly sentOn: string
  readonly answerBy: string
  readonly sentBy: string
  readonly origin: string
}

/** The SHA-256 by which a notice's link is known. The link itself is not kept. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex')

/**
 * Records a notice. Its words are made from the claim; the link in them is shown this once.
 * @returns the words to send
 * @throws NotFoundError, InvalidError, and ConflictError for a claim that is rejected or withdrawn
 */
export async function notifyCompany(deps: ReviewDeps, input: NoticeInput): Promise<{ id: string; text: string; link: string }> {
  if (input.sentTo.trim().length < 4) throw new InvalidError('Say which address it goes to, as the company publishes it.')
  if (!isDay(input.sentOn) || !isDay(input.answerBy) || input.answerBy <= input.sentOn)
    throw new InvalidError('Give the day it is sent and a later day to answer by, each as 2026-03-01.')
  const token = randomBytes(24).toString('base64url')
  const link = `${input.origin}/reply/${token}`
  return await transact(deps.db, async (tx) => {
    const claim = await findNoticeClaim(tx, input.claimId)
    if (!claim) throw new NotFoundError(`There is no claim ${input.claimId}.`)
    if (claim.status === 'rejected' || claim.status === 'retracted') throw new ConflictError(`This claim is ${claim.status}. Nobody is told of it.`)
    const to = [claim.subject, claim.object].find((each) => each?.id === input.organisationId)
    if (!to) throw new InvalidError('Choose one of the two companies that the claim names.')
    const text = noticeText({ ...claim, to: to.name, answerBy: input.answerBy, origin: input.origin })
    const id = hashId('ntc', input.claimId, tokenHash(token))
    const { sentOn, answerBy, sentBy } = input
    await insertNotice(tx, {
      id,
      claimId: input.claimId,
      organisationId: to.id,
      sentTo: input.sentTo.trim(),
      text,
      sentOn,
      answerBy,
      sentBy,
      tokenHash: tokenHash(token),
      demonstration: claim.demonstration,
    })
    await noteChanges(tx, [claim.subject.id, to.id])
    return { id, link, text: text.replace(LINK, link) }
  })
}

const LINK = '[the link]'

type Told = {
  readonly id: string
  readonly to: string
  readonly statement: string
  readonly status: string
  readonly quotes: readonly { readonly quote: string; readonly title: string; readonly publisher: string; readonly url: string }[]
  readonly answerBy: string
  readonly origin: string
}

/** The words of a notice: what is said, on what it rests, and how to answer. */
function noticeText({ id, to, statement, status, quotes, answerBy, origin }: Told): string {
  const isPublic = status === 'accepted' || status === 'published' || status === 'contested'
  return [
    `To ${to}`,
    `${isPublic ? 'We have published' : 'We are about to publish'} this about you:`,
    `    ${statement}`,
    quotes.length > 0
      ? `It rests on:\n${quotes.map((each) => `    “${each.quote}”\n    ${each.publisher}, ${each.title}, ${each.url}`).join('\n')}`
      : 'It rests on a source whose name we keep to ourselves.',
    `You may answer, and your answer will stand beside it, at the same size. If it is wrong, say what is wrong and how you know: somebody who has not decided on it before will then look again.`,
    `Please answer by ${dayText(answerBy)}: ${LINK}`,
    ...(isPublic ? [`What we published: ${origin}/claims/${id}`] : []),
  ].join('\n\n')
}
