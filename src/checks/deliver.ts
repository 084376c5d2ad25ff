/** Deliver: what watches are told goes out by mail and to webhooks, is tried again for two days, and is forgotten once it has arrived. */
import type { Db } from '../db/client.ts'
import { AppError, messageOf } from '../errors.ts'
import { openWith } from './sealing.ts'
import { MAIL_USE, WEBHOOK_USE, type WatchNews, webhookHeaders } from './watch.ts'
import { type DeliveryRow, endDelivery, forgetUnconfirmedMail, listMailToAsk, markMailAsked, postponeDelivery, takeDeliveries } from './watch-queries.ts'

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

const TOGETHER = 50
const LEASE_MS = 120_000
/** Pauses between tries, in minutes. Source: Standard Webhooks, "retry schedule". */
const PAUSES = [0.1, 5, 30, 120, 300, 600, 840, 1_000]
const MINUTE_MS = 60_000
const UNCONFIRMED_MS = 2 * 24 * 60 * MINUTE_MS
/** What each kind of news is called in mail. */
export const NEWS_WORDS: Readonly<Record<WatchNews['kind'], string>> = {
  new: 'New',
  graded: 'Graded otherwise',
  contested: 'Contested',
  upheld: 'Upheld',
  retracted: 'Withdrawn',
}

/** Asks new addresses whether they asked, then sends what is due. @returns how many messages were taken up */
export async function deliverDue(deps: DeliverDeps, signal: AbortSignal): Promise<number> {
  await askAddresses(deps)
  const taken = await takeDeliveries(deps.db, deps.now(), new Date(deps.now().getTime() + LEASE_MS), TOGETHER)
  await Promise.all(taken.map((delivery) => deliver(deps, delivery, signal)))
  return taken.length
}

async function askAddresses({ db, now, secret, origin, sendMail }: DeliverDeps): Promise<void> {
  await forgetUnconfirmedMail(db, new Date(now().getTime() - UNCONFIRMED_MS))
  if (sendMail === null) return
  for (const watch of await listMailToAsk(db, TOGETHER)) {
    await markMailAsked(db, watch.id, now()) // before it is sent: an address that cannot be reached is not asked again and again
    await sendMail({
      to: openWith<string>(secret, MAIL_USE, watch.mailSealed as Buffer),
      subject: 'Do you want mail from a watch?',
      text: `Somebody, we hope you, asked for mail when something changes for a list of suppliers.\n\nIf it was you, say so here:\n${origin}/watches/mail/${watch.mailToken}\n\nIf it was not, do nothing: in two days your address is forgotten.\n`,
    }).catch(() => undefined)
  }
}

async function deliver(deps: DeliverDeps, delivery: Awaited<ReturnType<typeof takeDeliveries>>[number], signal: AbortSignal): Promise<void> {
  const { db, now } = deps
  try {
    const outcome = delivery.kind === 'mail' ? await mail(deps, delivery) : await hook(deps, delivery, signal)
    await endDelivery(db, delivery.id, outcome, now())
  } catch (error) {
    const why = error instanceof AppError ? error.message.slice(0, 300) : messageOf(error).slice(0, 300)
    const pause = PAUSES[delivery.attempts - 1]
    if (pause === undefined || (error instanceof AppError && error.kind === 'blocked')) await endDelivery(db, delivery.id, `given up: ${why}`, now())
    else await postponeDelivery(db, delivery.id, why, new Date(now().getTime() + pause * MINUTE_MS * (0.8 + Math.random() * 0.4)))
  }
}

type Taken = DeliveryRow & { readonly webhookSealed: Buffer | null; readonly mailSealed: Buffer | null; readonly mailToken: string | null }

async function mail({ secret, origin, sendMail }: DeliverDeps, { sealed, mailSealed, mailToken }: Taken): Promise<string> {
  if (mailSealed === null || sendMail === null) return 'nobody wants it any more'
  const { kind, statement, claim, gradeBefore, grade } = openWith<WatchNews>(secret, MAIL_USE, sealed as Buffer)
  const outUrl = `${origin}/watches/mail/${mailToken}/stop`
  const graded = kind === 'graded' ? `\nIt was graded ${gradeBefore ?? 'nothing'}, and is graded ${grade ?? 'nothing'} now.` : ''
  await sendMail({
    to: openWith<string>(secret, MAIL_USE, mailSealed),
    subject: `A watch: ${NEWS_WORDS[kind].toLowerCase()}`,
    text: `${NEWS_WORDS[kind]}: ${statement}${graded}\n\n${origin}/claims/${claim}\n\nIt touches a list that you watch. Open the link of your list to see which row: it does not stand in mail.\n\n--\nTo stop: ${outUrl}\n`,
    outUrl,
  })
  return 'sent'
}

async function hook({ secret, now, post }: DeliverDeps, { id, sealed, webhookSealed }: Taken, signal: AbortSignal): Promise<string> {
  if (webhookSealed === null) return 'nobody wants it any more'
  const webhook = openWith<{ url: string; secret: string }>(secret, WEBHOOK_USE, webhookSealed)
  const body = JSON.stringify(openWith(secret, WEBHOOK_USE, sealed as Buffer))
  const status = await post(webhook.url, webhookHeaders(webhook.secret, `msg_${id}`, now(), body), body, signal)
  if (status < 200 || status > 299) throw new Error(`answered ${status}`)
  return `answered ${status}`
}
