/** Web for tests: the app on a pipeline's database, with the names thread, asked as a client asks. */
import { afterAll } from 'vitest'
import { createApp } from '../../src/http/app.ts'
import { createLog } from '../../src/log.ts'
import { createNamesThread } from '../../src/publish/names-thread.ts'
import { ORIGIN } from './people.ts'
import type { pipeline } from './pipeline.ts'
import type { Json } from './json.ts'

/** The app, and the ways that tests ask it. */
export function webOf(line: Awaited<ReturnType<typeof pipeline>>) {
  const names = createNamesThread({ url: line.webUrl, role: null })
  const app = createApp({ db: line.web, names, store: line.deps.store, origin: ORIGIN, contact: 'x', now: () => new Date(), log: createLog('silent') })
  afterAll(() => names.close())
  const get = async (path: string): Promise<Json> => (await app.request(`${ORIGIN}${path}`, { headers: { accept: 'application/json' } })).json()
  const page = async (path: string) => (await app.request(`${ORIGIN}${path}`, { headers: { accept: 'text/html' } })).text()
  const match = async (queries: Record<string, object>, limit = 5): Promise<Json> =>
    (
      await app.request(`${ORIGIN}/api/v1/match`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ queries, limit }) })
    ).json()
  return { app, get, page, match }
}
