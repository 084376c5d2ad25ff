/** Watch: tells watches of what changed, sends what they asked to be sent, and forgets lists whose time is over. */
import { createPost } from '../src/archive/post.ts'
import { deleteExpired, hasExpired } from '../src/checks/check-queries.ts'
import { type DeliverDeps, deliverDue } from '../src/checks/deliver.ts'
import { type TellDeps, tellNext } from '../src/checks/tell-watches.ts'
import { dropOldNews, findOpenNews, hasDeliveries, listMailToAsk } from '../src/checks/watch-queries.ts'
import { NotFoundError } from '../src/errors.ts'
import { findLinks } from '../src/publish/find-links.ts'
import { getClaim } from '../src/publish/read-queries.ts'
import type { WorkerDeps } from './deps.ts'
import { defineStage } from './stage.ts'

const NEWS_KEPT_MS = 30 * 86_400_000

export default defineStage('watch', {
  due: async ({ db, now, mailer }) => {
    const isDue =
      (await findOpenNews(db)) !== null ||
      (await hasDeliveries(db, now())) ||
      (mailer !== null && (await listMailToAsk(db, 1)).length > 0) ||
      (await hasExpired(db, now()))
    return isDue ? [{ of: 'all' as const }] : []
  },
  async run(deps, _payload, signal) {
    const { db, now } = deps
    await deleteExpired(db, now())
    await dropOldNews(db, new Date(now().getTime() - NEWS_KEPT_MS))
    while (!signal.aborted && (await tellNext(tellDepsOf(deps), signal)));
    const { post, close } = createPost(deps.config.allowHosts)
    try {
      while (!signal.aborted && (await deliverDue(deliverDepsOf(deps, post), signal)) > 0);
    } finally {
      await close()
    }
  },
  fail: async ({ log }, _payload, error) => log.error({ error }, 'watches could not all be told; it goes on at the next sweep'),
})

const tellDepsOf = ({ db, now, secret, config, mailer }: WorkerDeps): TellDeps => ({
  db,
  now,
  secret,
  origin: config.origin,
  hasMail: mailer !== null,
  findClaim: (id) =>
    getClaim(db, id).catch((error: unknown) => {
      if (error instanceof NotFoundError) return null
      throw error
    }),
  findLinks: (ids) => findLinks(db, ids, now().toISOString().slice(0, 10)),
})

const deliverDepsOf = ({ db, now, secret, config, mailer }: WorkerDeps, post: DeliverDeps['post']): DeliverDeps => ({
  db,
  now,
  secret,
  origin: config.origin,
  sendMail: mailer && mailer.send,
  post,
})
