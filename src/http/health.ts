/** Health: whether the process lives, and whether it can answer. */
import { Hono } from 'hono'
import { getOverview } from '../publish/read-queries.ts'
import type { WebDeps } from './deps.ts'

export function healthRoutes({ db }: WebDeps): Hono {
  return new Hono()
    .get('/healthz', (c) => c.json({ status: 'ok' }))
    .get('/readyz', async (c) => {
      try {
        const { demonstration } = await getOverview(db)
        return c.json({ status: 'ready', demonstration })
      } catch {
        return c.json({ status: 'waiting for the database' }, 503)
      }
    })
    .get('/robots.txt', (c) => c.text('User-agent: *\nAllow: /\nCrawl-delay: 0.1\n'))
}
