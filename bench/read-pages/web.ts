/** A web process of the bench: the public app, and two bare handlers beside it. */
import { Hono } from 'hono'
import { serve } from '@hono/node-server'
import { createFileStore } from '../../src/archive/store.ts'
import { openDb } from '../../src/db/client.ts'
import { listenTo } from '../../src/db/listen.ts'
import { createApp } from '../../src/http/app.ts'
import { createLog } from '../../src/log.ts'
import { createNameMatcher } from '../../src/publish/match-names.ts'

const url = process.argv[2] as string
const { db } = openDb(url)
const changes = listenTo({ url, role: null }, 'unpick_published')
const app = createApp({
  db,
  names: createNameMatcher(db),
  store: createFileStore('/nowhere'),
  origin: 'http://localhost:3000',
  contact: 'x',
  now: () => new Date(),
  log: createLog('silent'),
  changes,
})
let same: Uint8Array<ArrayBuffer> | null = null
const bare = new Hono()
  .get('/bare', (c) => c.text('bare'))
  .get('/bare-profile', async (c) => {
    same ??= new Uint8Array(await (await app.request('http://localhost:3000/api/v1/brands/brand-0')).arrayBuffer())
    return c.body(same, 200, { 'content-type': 'application/json' })
  })
const isBare = /^http:\/\/[^/]+\/bare/
serve({ fetch: (request) => (isBare.test(request.url) ? bare.fetch(request) : app.fetch(request)), port: 0, hostname: '127.0.0.1' }, ({ port }) =>
  process.send?.(port),
)
