/**
 * Deliver: what watches are told goes out by mail and to webhooks, is tried again for two days, and is forgotten once it has arrived.
 * Each host has a lane of its own, so that a slow one holds up nobody but itself.
 */
import type { Db } from '../db/client.ts'
import { forgetOldQuestions, hasOldQuestions, questionAfter, takeQuestion } from '../db/mail-question-queries.ts'
import { BlockedError } from '../errors.ts'
import { openWith } from '../model/sealing.ts'
import { MAIL_USE, WEBHOOK_USE, type WatchNews, webhookHeaders } from './watch.ts'
import {
  type TakenDelivery,
  endDelivery,
  forgetUnconfirmedMail,
  hasUnconfirmedMail,
  listDueLanes,
  listMailToAsk,
  postponeDelivery,
  restLane,
  setMailAskAt,
  takeDeliveries,
} from './watch-queries.ts'

export type DeliverDeps = {
  readonly db: Db
  readonly now: () => Date
  readonly secret: string
  readonly origin: string
  /** Null where no mail can be sent. */
  readonly sendMail: ((mail: { to: string; subject: string; text: string; outUrl?: string }) => Promise<void>) | null
  /** Posts to an address that is public; the status of the answer. */
  readonly post: (url: string, headers: Readonly<Record<string, string>>, body: string, signal: AbortSignal) => Promise<number>
}

/** What may come of a delivery. The log holds these words and no others: what a host answered, or is called, is nobody's. */
export type Outcome = 'arrived' | 'refused (3xx)' | 'refused (4xx)' | 'refused (5xx)' | 'no answer' | 'not a public address' | 'not sent' | 'no longer wanted'

/** Not a lane of deliveries: addresses that are to be asked whether they want any. */
export const QUESTIONS = 'questions'
const MOST_QUESTIONS = 50
/** How many one lane sends at once. */
const TOGETHER = 4
const LONGEST_TURN_MS = 30_000
const LEASE_MS = 120_000
/** Pauses between tries, in minutes. Source: Standard Webhooks, "retry schedule". */
const PAUSES = [0.1, 5, 30, 120, 300, 600, 840, 1_000]
const MINUTE_MS = 60_000
/** A host that does not answer is left alone for so long. */
const REST_MS = 5 * MINUTE_MS
const UNCONFIRMED_MS = 2 * 24 * 60 * MINUTE_MS
/** What each kind of news is called in mail. */
export const NEWS_WORDS: Readonly<Record<WatchNews['kind'], string>> = {
  new: 'New',
  graded: 'Graded otherwise',
  contested: 'Contested',
  upheld: 'Upheld',
  retracted: 'Withdrawn',
}

/** Lanes in which something is to be sent now. */
export async function listLanes({ db, now, sendMail }: Pick<DeliverDeps, 'db' | 'now' | 'sendMail'>, limit: number): Promise<string[]> {
  const lanes = await listDueLanes(db, now(), limit)
  const isForAsking =
    (sendMail !== null && (await listMailToAsk(db, now(), 1)).length > 0) ||
    (await hasUnconfirmedMail(db, unconfirmedBefore(now()))) ||
    (await hasOldQuestions(db, now()))
  return isForAsking ? [QUESTIONS, ...lanes] : lanes
}

/** Sends what is due in a lane, for half a minute at most. A host that does not answer is then left alone. */
export async function deliverLane(deps: DeliverDeps, lane: string, signal: AbortSignal): Promise<void> {
  if (lane === QUESTIONS) return await askAddresses(deps)
  const until = Date.now() + LONGEST_TURN_MS
  while (!signal.aborted && Date.now() < until) {
    const at = deps.now()
    const taken = await takeDeliveries(deps.db, lane, at, new Date(at.getTime() + LEASE_MS), TOGETHER)
    if (taken.length === 0) return
    const outcomes = await Promise.all(taken.map((delivery) => deliver(deps, delivery, signal)))
    if (outcomes.includes('no answer')) return await restLane(deps.db, lane, new Date(at.getTime() + REST_MS))
  }
}

const unconfirmedBefore = (now: Date) => new Date(now.getTime() - UNCONFIRMED_MS)

async function askAddresses({ db, now, secret, origin, sendMail }: DeliverDeps): Promise<void> {
  await forgetUnconfirmedMail(db, unconfirmedBefore(now()))
  await forgetOldQuestions(db, now())
  if (sendMail === null) return
  for (const watch of await listMailToAsk(db, now(), MOST_QUESTIONS)) {
    const address = openWith<string>(secret, MAIL_USE, watch.mailSealed as Buffer)
    const mayAsk = await takeQuestion(db, secret, address, now())
    await setMailAskAt(db, watch.id, mayAsk ? null : questionAfter(now())) // before it is sent: an address that cannot be reached is not asked again and again
    if (!mayAsk) continue
    await sendMail({
      to: address,
      subject: 'Do you want mail from a watch?',
      text: `Somebody, we hope you, asked for mail when something changes for a list of suppliers.\n\nIf it was you, say so here:\n${origin}/watches/mail/${watch.mailToken}\n\nIf it was not, do nothing: in two days your address is forgotten.\n`,
    }).catch(() => undefined)
  }
}

async function deliver(deps: DeliverDeps, delivery: TakenDelivery, signal: AbortSignal): Promise<Outcome> {
  const { db, now } = deps
  const outcome = await (delivery.kind === 'mail' ? mail(deps, delivery) : hook(deps, delivery, signal))
  const pause = PAUSES[delivery.attempts - 1]
  const isOver = outcome === 'arrived' || outcome === 'no longer wanted' || outcome === 'not a public address'
  if (isOver || pause === undefined || delivery.isTest) await endDelivery(db, delivery.id, outcome, now())
  else await postponeDelivery(db, delivery.id, outcome, new Date(now().getTime() + pause * MINUTE_MS * (0.8 + Math.random() * 0.4)))
  return outcome
}

async function mail({ secret, origin, sendMail }: DeliverDeps, { sealed, mailSealed, mailToken }: TakenDelivery): Promise<Outcome> {
  if (mailSealed === null || sendMail === null) return 'no longer wanted'
  const { kind, statement, claim, gradeBefore, grade } = openWith<WatchNews>(secret, MAIL_USE, sealed as Buffer)
  const outUrl = `${origin}/watches/mail/${mailToken}/stop`
  const graded = kind === 'graded' ? `\nIt was graded ${gradeBefore ?? 'nothing'}, and is graded ${grade ?? 'nothing'} now.` : ''
  return await sendMail({
    to: openWith<string>(secret, MAIL_USE, mailSealed),
    subject: `A watch: ${NEWS_WORDS[kind].toLowerCase()}`,
    text: `${NEWS_WORDS[kind]}: ${statement}${graded}\n\n${origin}/claims/${claim}\n\nIt touches a list that you watch. Open the link of your list to see which row: it does not stand in mail.\n\n--\nTo stop: ${outUrl}\n`,
    outUrl,
  }).then(
    () => 'arrived',
    () => 'not sent',
  )
}

async function hook({ secret, now, post }: DeliverDeps, { id, sealed, webhookSealed }: TakenDelivery, signal: AbortSignal): Promise<Outcome> {
  if (webhookSealed === null) return 'no longer wanted'
  const webhook = openWith<{ url: string; secret: string }>(secret, WEBHOOK_USE, webhookSealed)
  const body = JSON.stringify(openWith(secret, WEBHOOK_USE, sealed as Buffer))
  return await post(webhook.url, webhookHeaders(webhook.secret, `msg_${id}`, now(), body), body, signal).then(
    (status) => (status < 300 ? 'arrived' : status < 400 ? 'refused (3xx)' : status < 500 ? 'refused (4xx)' : 'refused (5xx)'),
    (error: unknown) => (error instanceof BlockedError ? 'not a public address' : 'no answer'),
  )
}
