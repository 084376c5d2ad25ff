/** Watch: tells watches of what changed, and forgets lists whose time is over. What it puts on its way, *deliver* sends. */
import { deleteExpired, hasExpired } from '../src/checks/check-queries.ts'
import { type TellDeps, tellNext } from '../src/checks/tell-watches.ts'
import { dropOldNews, findOpenNews } from '../src/checks/watch-queries.ts'
import { NotFoundError } from '../src/errors.ts'
import { findLinks } from '../src/publish/find-links.ts'
import { getClaim } from '../src/publish/read-queries.ts'
import type { WorkerDeps } from './deps.ts'
import { defineStage } from './stage.ts'

const NEWS_KEPT_MS = 30 * 86_400_000

export default defineStage('watch', {
  due: async ({ db, now }) => ((await findOpenNews(db)) !== null || (await hasExpired(db, now())) ? [{ of: 'all' as const }] : []),
  async run(deps, _payload, signal) {
    const { db, now } = deps
    await deleteExpired(db, now())
    await dropOldNews(db, new Date(now().getTime() - NEWS_KEPT_MS))
    while (!signal.aborted && (await tellNext(tellDepsOf(deps), signal)));
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
