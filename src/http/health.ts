/** Health: whether the process lives, and whether it can answer. */
import { Hono } from 'hono'
import { getOverview } from '../publish/read-queries.ts'
import type { WebDeps } from './deps.ts'

/** `/healthz`: the process lives, and whether it reaches its database. `/readyz`: it can answer; what a container or a balancer asks. */
export function healthRoutes({ db }: WebDeps): Hono {
  const look = () => getOverview(db).catch(() => null)
  return new Hono()
    .get('/healthz', async (c) => c.json({ status: 'ok', database: (await look()) ? 'ok' : 'away' }))
    .get('/readyz', async (c) => {
      const overview = await look()
      if (!overview) return c.json({ status: 'waiting for the database' }, 503, { 'Retry-After': '5' })
      return c.json({ status: 'ready', demonstration: overview.demonstration })
    })
    .get('/robots.txt', (c) => c.text('User-agent: *\nAllow: /\nCrawl-delay: 0.1\n'))
}
