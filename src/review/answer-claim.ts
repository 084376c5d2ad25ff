/** Answer claim: a company answers, without an account; what it says is published once a person has made sure who wrote it. */
import { type Db, transact } from '../db/client.ts'
import { ConflictError, InvalidError, NotFoundError, RateLimitedError } from '../errors.ts'
import { hashId } from '../model/id.ts'
import type { ReplyInput } from '../model/reply.ts'
import { keepResponse } from './add-response.ts'
import { type ReviewDeps, ruleOn } from './decide-claim.ts'
import { tokenHash } from './notify-company.ts'
import { lockClaim } from './queries.ts'
import { type Notice, closeReply, countReplies, findNotice, insertReply, lockReply } from './reply-queries.ts'

const MOST_WAITING = 500
const MOST_WAITING_OF_A_CLAIM = 5
/** Whoever was told by us is not kept out by others, but sends no more than these either. */
const MOST_WAITING_OF_A_NOTICE = 20
const AN_HOUR = 3_600_000

/** The notice that a link belongs to. @throws NotFoundError */
export async function getNotice(db: Db, token: string): Promise<Notice> {
  const notice = await findNotice(db, tokenHash(token))
  if (!notice) throw new NotFoundError('This link belongs to no notice of ours. Copy it whole, or answer from the page of the claim.')
  return notice
}

/**
 * Takes what somebody sends as an answer to a claim: with the link of a notice, or from its page. It waits for a check of who they are.
 * The same words are taken once.
 * @throws NotFoundError for a claim that is not public; RateLimitedError when too many wait to be checked
 */
export async function offerReply(deps: ReviewDeps, to: { readonly claimId: string } | { readonly token: string }, reply: ReplyInput): Promise<string> {
  return await transact(deps.db, async (tx) => {
    const notice = 'token' in to ? await findNotice(tx, tokenHash(to.token)) : null
    if ('token' in to && !notice) throw new NotFoundError('This link belongs to no notice of ours.')
    const claimId = notice?.claimId ?? ('claimId' in to ? to.claimId : '')
    const claim = await lockClaim(tx, claimId)
    const isPublic = claim && ['accepted', 'published', 'contested', 'retracted'].includes(claim.status)
    if (!claim || !(notice || isPublic)) throw new NotFoundError('There is no such claim here.')
    const waiting = await countReplies(tx, claimId)
    const isOver = notice ? waiting.ofNotices >= MOST_WAITING_OF_A_NOTICE : waiting.ofClaim >= MOST_WAITING_OF_A_CLAIM || waiting.ofAll >= MOST_WAITING
    if (isOver)
      throw new RateLimitedError('Other answers to this claim wait to be checked. Try again later, or write to the address at the foot of the page.', AN_HOUR)
    const id = hashId('rpl', claimId, reply.from, reply.text)
    await insertReply(tx, {
      id,
      claimId,
      noticeId: notice?.id ?? null,
      fromName: reply.from,
      text: reply.text,
      disputes: reply.disputes,
      contact: reply.contact,
      url: reply.url ?? null,
      receivedAt: deps.now(),
      demonstration: claim.demonstration,
    })
    return id
  })
}

export type ReplyDecision = { readonly replyId: string; readonly by: string; readonly checked: string }

/**
 * Publishes an answer beside the claim, since somebody has made sure who wrote it; a claim that it disputes is contested from then on.
 * @throws ConflictError when it was decided meanwhile; InvalidError without saying how it was checked
 */
export async function publishReply(deps: ReviewDeps, { replyId, by, checked }: ReplyDecision): Promise<void> {
  if (checked.trim() === '') throw new InvalidError('Say how you made sure who wrote it. That is published with the answer.')
  await transact(deps.db, async (tx) => {
    const reply = await lockReply(tx, replyId)
    if (!reply) throw new NotFoundError('There is no such answer.')
    if (reply.state !== 'waiting') throw new ConflictError(`${reply.decidedBy} has decided on this answer: ${reply.state}.`)
    const responseId = await keepResponse(tx, {
      claimId: reply.claimId,
      fromName: reply.fromName,
      text: reply.text,
      receivedOn: reply.receivedAt.toISOString().slice(0, 10),
      toldOn: reply.toldOn,
      url: reply.url,
      checked: checked.trim(),
      demonstration: reply.demonstration,
      ...(reply.organisationId ? { organisationId: reply.organisationId } : {}),
    })
    await closeReply(tx, replyId, { state: 'published', decidedBy: by, decidedAt: deps.now(), checked: checked.trim(), responseId })
    const claim = await lockClaim(tx, reply.claimId)
    if (reply.disputes && (claim?.status === 'accepted' || claim?.status === 'published'))
      await ruleOn(
        tx,
        {
          claimId: reply.claimId,
          ruling: 'contest',
          decidedBy: by,
          reason: `${reply.fromName} says that this is wrong. Its answer stands beside the claim. Somebody who has not decided before will rule on it.`,
        },
        deps.now(),
      )
  })
}

/** Declines an answer that is not the company's. @throws ConflictError, InvalidError */
export async function declineReply(deps: ReviewDeps, { replyId, by, checked }: ReplyDecision): Promise<void> {
  if (checked.trim() === '') throw new InvalidError('Say why it is not taken for the company’s answer.')
  await transact(deps.db, async (tx) => {
    const reply = await lockReply(tx, replyId)
    if (!reply) throw new NotFoundError('There is no such answer.')
    if (reply.state !== 'waiting') throw new ConflictError(`${reply.decidedBy} has decided on this answer: ${reply.state}.`)
    await closeReply(tx, replyId, { state: 'declined', decidedBy: by, decidedAt: deps.now(), checked: checked.trim(), responseId: null })
  })
}
