/** Watch: keeps a check running. Its link reads what it was told; a feed, a mailbox that asked twice, or a webhook may be told too. */
import { createHmac, randomBytes } from 'node:crypto'
import type { Db } from '../db/client.ts'
import { InvalidError, NotFoundError } from '../errors.ts'
import { EMAIL } from '../model/email.ts'
import { findKept } from './keep-check.ts'
import { WATCH_EVENT, checkIdOf, openTo, openWith, sealWith, publicKeyOf } from '../model/sealing.ts'
import { termsOf } from './terms.ts'
import {
  type WatchRow,
  confirmWatchMail,
  deleteWatch,
  findWatch,
  findWatchByMailToken,
  insertTest,
  listDeliveries,
  listEvents,
  setWatchMail,
  setWatchWebhook,
  upsertWatch,
} from './watch-queries.ts'

export type WatchDeps = { readonly db: Db; readonly now: () => Date; /** Keys the terms, and seals addresses that are written to. */ readonly secret: string }
/** What a watch is told: public facts alone. */
export type WatchNews = {
  readonly kind: 'new' | 'graded' | 'contested' | 'upheld' | 'retracted'
  readonly claim: string
  readonly statement: string
  readonly gradeBefore: string | null
  readonly grade: string | null
  readonly organisation: { readonly id: string; readonly name: string }
}
export type Told = WatchNews & { readonly id: number; readonly at: Date }
export type Watched = {
  readonly watchedAt: Date
  readonly mail: { readonly address: string; readonly isConfirmed: boolean } | null
  readonly webhook: { readonly url: string; readonly secret: string } | null
  readonly told: readonly Told[]
  readonly deliveries: readonly {
    readonly kind: string
    readonly madeAt: Date
    readonly endedAt: Date | null
    readonly attempts: number
    readonly outcome: string | null
    readonly dueAt: Date | null
  }[]
}
type Webhook = { readonly url: string; readonly secret: string }

export const MAIL_USE = 'watch mail'
export const WEBHOOK_USE = 'watch webhook'
/** The lane of all mail. Each host that is posted to has one of its own. */
export const MAIL_LANE = 'mail'
/** So long a watch, and a host, is sent no other test. */
const TEST_EVERY_MS = 60_000
const MOST_SHOWN = 200
const MOST_URL = 2_000

/** Begins a watch over a kept list, or lets it look out for what the list holds now. @throws NotFoundError when the list is not kept */
export async function startWatch({ db, now, secret }: WatchDeps, token: string, organisations: readonly string[]): Promise<void> {
  const kept = await findKept({ db, now }, token)
  if (kept === null) throw new NotFoundError('Keep the list first: a watch needs it.')
  const at = [kept.columns.name, kept.columns.otherName].flatMap((heading) => (heading === null ? [] : [kept.table.headings.indexOf(heading)]))
  const names = kept.table.rows.flatMap(({ cells }) => at.map((i) => cells[i] ?? ''))
  const notThese = new Set(kept.judged.filter(({ isSame }) => !isSame).map(({ organisation }) => organisation))
  await upsertWatch(db, {
    checkId: checkIdOf(token),
    terms: termsOf(
      secret,
      names,
      organisations.filter((id) => !notThese.has(id)),
    ),
    publicKey: publicKeyOf(token),
    watchedAt: now(),
  })
}

/** A watch by its link; null when nothing is watched there. */
export async function findWatched({ db, secret }: WatchDeps, token: string): Promise<Watched | null> {
  const watch = await findWatch(db, checkIdOf(token))
  if (watch === null) return null
  const told = (await listEvents(db, watch.id, MOST_SHOWN)).map(({ id, sealed, at }) => ({ ...openTo<WatchNews>(token, WATCH_EVENT, sealed), id, at }))
  return {
    watchedAt: watch.watchedAt,
    mail: watch.mailSealed && { address: openWith<string>(secret, MAIL_USE, watch.mailSealed), isConfirmed: watch.mailConfirmedAt !== null },
    webhook: watch.webhookSealed && openWith<Webhook>(secret, WEBHOOK_USE, watch.webhookSealed),
    told,
    deliveries: await listDeliveries(db, watch.id, 20),
  }
}

/** Ends a watch; the list stays as long as it is kept. */
export async function endWatch({ db }: Pick<WatchDeps, 'db'>, token: string): Promise<void> {
  await deleteWatch(db, checkIdOf(token))
}

/**
 * An address that wants mail; it is asked first whether it does. An empty one ends it; the one that is there already changes nothing.
 * @throws InvalidError for what is no address
 */
export async function setMail({ db, now, secret }: WatchDeps, token: string, email: string): Promise<void> {
  const watch = await getWatch(db, token)
  const address = email.trim()
  if (address === '') return await setWatchMail(db, watch.id, null)
  if (address.length > 254 || !EMAIL.test(address)) throw new InvalidError('This is not an e-mail address. Write it as name@example.org.')
  if (watch.mailSealed && openWith<string>(secret, MAIL_USE, watch.mailSealed) === address) return
  await setWatchMail(db, watch.id, { sealed: sealWith(secret, MAIL_USE, address), token: randomBytes(24).toString('base64url'), at: now() })
}

/** Says that it was oneself who asked for mail. The token is that of the mail, and opens no list. @throws NotFoundError */
export async function confirmMail({ db, now }: WatchDeps, mailToken: string): Promise<void> {
  await confirmWatchMail(db, (await getByMail(db, mailToken)).id, now())
}
/** Whether a mail's token is good still. @throws NotFoundError */
export async function getByMail(db: Db, mailToken: string): Promise<WatchRow> {
  const watch = await findWatchByMailToken(db, mailToken.slice(0, 100))
  if (watch === null) throw new NotFoundError('No watch writes to this address any more.')
  return watch
}
/** Stops mail, and forgets the address. Twice is as good as once. */
export async function stopMail({ db }: Pick<WatchDeps, 'db'>, mailToken: string): Promise<void> {
  const watch = await findWatchByMailToken(db, mailToken.slice(0, 100))
  if (watch !== null) await setWatchMail(db, watch.id, null)
}

/**
 * An address that is posted to. It is tried at once, unless this watch or its host was tried a moment ago. An empty one ends it.
 * @throws InvalidError for what is no web address
 */
export async function setWebhook({ db, now, secret }: WatchDeps, token: string, url: string): Promise<void> {
  const watch = await getWatch(db, token)
  if (url.trim() === '') return await setWatchWebhook(db, watch.id, null)
  if (url.length > MOST_URL || !/^https?:\/\//i.test(url) || !URL.canParse(url)) throw new InvalidError('Give a web address that begins with https://.')
  const { href, host } = new URL(url)
  const before = watch.webhookSealed && openWith<Webhook>(secret, WEBHOOK_USE, watch.webhookSealed)
  const lane = createHmac('sha256', `webhook lane ${secret}`).update(host).digest('hex').slice(0, 32)
  if (before?.url !== href) {
    const webhook: Webhook = { url: href, secret: `whsec_${randomBytes(24).toString('base64')}` }
    await setWatchWebhook(db, watch.id, { sealed: sealWith(secret, WEBHOOK_USE, webhook), lane })
  }
  const test = sealWith(secret, WEBHOOK_USE, { type: 'watch.tested', timestamp: now().toISOString() })
  await insertTest(db, { watchId: watch.id, lane, sealed: test, at: now() }, new Date(now().getTime() - TEST_EVERY_MS))
}

async function getWatch(db: Db, token: string): Promise<WatchRow> {
  const watch = await findWatch(db, checkIdOf(token))
  if (watch === null) throw new NotFoundError('Nothing is watched here.')
  return watch
}

/**
 * The headers of a webhook's message, by which its receiver knows whom it is from and that it came once.
 * Source: Standard Webhooks 1.0.0 (standardwebhooks.com): HMAC-SHA256 over `id.timestamp.body`.
 */
export function webhookHeaders(secret: string, id: string, at: Date, body: string): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1_000))
  const signature = createHmac('sha256', Buffer.from(secret.replace(/^whsec_/, ''), 'base64'))
    .update(`${id}.${timestamp}.${body}`)
    .digest('base64')
  return { 'content-type': 'application/json', 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` }
}
