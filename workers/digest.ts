/** Digest: asks those who want mail whether it was they who asked, and tells them once a week what changed. */
import { type FollowerRow, forgetUnconfirmed, hasUnconfirmed, listToAsk, listToTell, markAsked, markTold, putOffMail } from '../src/campaigns/follow-queries.ts'
import type { Mailer } from '../src/campaigns/mail.ts'
import { questionAfter, takeQuestion } from '../src/db/mail-question-queries.ts'
import { type Change, listChanges } from '../src/publish/feed-queries.ts'
import type { WorkerDeps } from './deps.ts'
import { defineStage } from './stage.ts'

const DAY_MS = 86_400_000
const EVERY_MS = 7 * DAY_MS
const UNCONFIRMED_MS = 2 * DAY_MS
const TRY_AGAIN_MS = 3_600_000
const BATCH = 50
const MOST_CHANGES = 100

const due = async ({ db, now }: WorkerDeps) => ({
  ask: await listToAsk(db, now(), BATCH),
  tell: await listToTell(db, now(), new Date(now().getTime() - EVERY_MS), BATCH),
})
const unconfirmedBefore = (now: Date) => new Date(now.getTime() - UNCONFIRMED_MS)

export default defineStage('digest', {
  due: async (deps) => {
    if (deps.mailer === null) return []
    const { ask, tell } = await due(deps)
    return ask.length + tell.length > 0 || (await hasUnconfirmed(deps.db, unconfirmedBefore(deps.now()))) ? [{ of: 'all' as const }] : []
  },
  async run(deps, _payload, signal) {
    const { mailer, db, now } = deps
    if (mailer === null) return
    await forgetUnconfirmed(db, unconfirmedBefore(now()))
    const { ask, tell } = await due(deps)
    for (const follower of ask) if (!signal.aborted) await askWhether(deps, mailer, follower)
    for (const follower of tell) if (!signal.aborted) await tellChanges(deps, mailer, follower)
  },
  fail: async ({ log }, _payload, error) => log.error({ error }, 'mail could not be sent; it is tried again at the next sweep'),
})

async function askWhether({ db, now, secret, config, log }: WorkerDeps, mailer: Mailer, { id, email, token, brand, sector }: FollowerRow): Promise<void> {
  if (!(await takeQuestion(db, secret, email, now()))) return await putOffMail(db, id, questionAfter(now()))
  await markAsked(db, id, now()) // before it is sent: an address that cannot be reached is not asked again and again
  const what = brand ? `the brand ${config.origin}/brands/${brand}` : sector ? `the sector “${sector}”` : 'every brand'
  const text = `Somebody, we hope you, asked for a weekly digest of what changes about ${what}.\n\nIf it was you, say so here:\n${config.origin}/follow/${token}\n\nIf it was not, do nothing: in two days your address is forgotten.\n`
  await mailer.send({ to: email, subject: 'Do you want to follow?', text }).catch(() => log.warn('a question by mail could not be sent'))
}

async function tellChanges({ db, now, config, log }: WorkerDeps, mailer: Mailer, follower: FollowerRow): Promise<void> {
  const { id, email, token, brand, sector, sentUntil } = follower
  const until = now()
  const changes = await listChanges(db, { after: sentUntil as Date, limit: MOST_CHANGES, ...(brand ? { brand } : {}), ...(sector ? { sector } : {}) })
  const outUrl = `${config.origin}/unfollow/${token}`
  try {
    await mailer.send({
      to: email,
      subject: subjectOf(changes),
      text: `${changes.map((change) => linesOf(change, config.origin)).join('\n\n')}\n\n--\nYou asked for this. To stop: ${outUrl}\n`,
      outUrl,
    })
    await markTold(db, id, until)
  } catch {
    log.warn('a digest could not be sent; it is tried again in an hour')
    await putOffMail(db, id, new Date(until.getTime() + TRY_AGAIN_MS)) // one address that takes no mail keeps it from nobody else
  }
}

function subjectOf(changes: readonly Change[]): string {
  const names = [...new Set(changes.map(({ name }) => name))]
  return `What changed: ${names.slice(0, 3).join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''}`
}

const linesOf = ({ slug, name, since, changes }: Change, origin: string) =>
  [`${name}, ${since.toISOString().slice(0, 10)}`, ...changes.map((change) => `- ${change}`), `${origin}/brands/${slug}/history`].join('\n')
