/** Digest: asks those who want mail whether it was they who asked, and tells them once a week what changed. */
import { forgetUnconfirmed, listToAsk, listToTell, markAsked, markTold } from '../src/campaigns/follow-queries.ts'
import { type Change, listChanges } from '../src/publish/feed-queries.ts'
import type { WorkerDeps } from './deps.ts'
import { defineStage } from './stage.ts'

const DAY_MS = 86_400_000
const EVERY_MS = 7 * DAY_MS
const UNCONFIRMED_MS = 2 * DAY_MS
const BATCH = 50
const MOST_CHANGES = 100

const due = async ({ db, now }: WorkerDeps) => ({
  ask: await listToAsk(db, BATCH),
  tell: await listToTell(db, new Date(now().getTime() - EVERY_MS), BATCH),
})

export default defineStage('digest', {
  due: async (deps) => {
    if (deps.mailer === null) return []
    const { ask, tell } = await due(deps)
    return ask.length + tell.length > 0 ? [{ of: 'all' as const }] : []
  },
  async run(deps, _payload, signal) {
    const { mailer, db, now, config } = deps
    if (mailer === null) return
    await forgetUnconfirmed(db, new Date(now().getTime() - UNCONFIRMED_MS))
    const { ask, tell } = await due(deps)
    for (const { id, email, token, brand, sector } of ask) {
      if (signal.aborted) return
      await markAsked(db, id, now()) // before it is sent: an address that cannot be reached is not asked again and again
      const what = brand ? `the brand ${config.origin}/brands/${brand}` : sector ? `the sector “${sector}”` : 'every brand'
      const text = `Somebody, we hope you, asked for a weekly digest of what changes about ${what}.\n\nIf it was you, say so here:\n${config.origin}/follow/${token}\n\nIf it was not, do nothing: in two days your address is forgotten.\n`
      await mailer.send({ to: email, subject: 'Do you want to follow?', text })
    }
    for (const { id, email, token, brand, sector, sentUntil } of tell) {
      if (signal.aborted) return
      const until = now()
      const changes = await listChanges(db, { after: sentUntil as Date, limit: MOST_CHANGES, ...(brand ? { brand } : {}), ...(sector ? { sector } : {}) })
      const outUrl = `${config.origin}/unfollow/${token}`
      await mailer.send({
        to: email,
        subject: subjectOf(changes),
        text: `${changes.map((change) => linesOf(change, config.origin)).join('\n\n')}\n\n--\nYou asked for this. To stop: ${outUrl}\n`,
        outUrl,
      })
      await markTold(db, id, until)
    }
  },
  fail: async ({ log }, _payload, error) => log.error({ error }, 'mail could not be sent; it is tried again at the next sweep'),
})

function subjectOf(changes: readonly Change[]): string {
  const names = [...new Set(changes.map(({ name }) => name))]
  return `What changed: ${names.slice(0, 3).join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''}`
}

const linesOf = ({ slug, name, since, changes }: Change, origin: string) =>
  [`${name}, ${since.toISOString().slice(0, 10)}`, ...changes.map((change) => `- ${change}`), `${origin}/brands/${slug}/history`].join('\n')
