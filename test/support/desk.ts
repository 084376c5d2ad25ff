/** Desk for tests: the whole app on a pipeline's database, with people, asked as their browsers ask. */
import { createApp } from '../../src/http/app.ts'
import type { DeskDeps } from '../../src/http/desk/deps.ts'
import { createGate } from '../../src/http/give/gate.ts'
import { createIntake } from '../../src/http/give/intake.ts'
import { createLog } from '../../src/log.ts'
import { createNameMatcher } from '../../src/publish/match-names.ts'
import { smallPicture } from '../../src/read/formats/small-picture.ts'
import { readSupplierTable } from '../../src/read/supplier-table.ts'
import { ORIGIN, people } from './people.ts'
import type { pipeline } from './pipeline.ts'

const none = () => Promise.reject(new Error('not in this test'))

/** The app with its desk; `over` gives what a test needs of it beyond pages and people. */
export function deskOf(line: Awaited<ReturnType<typeof pipeline>>, over: Partial<Pick<DeskDeps, 'extract' | 'openQueues' | 'gate' | 'intake' | 'space'>> = {}) {
  const { accounts, somebody } = people(line.db)
  const common = { origin: ORIGIN, now: () => new Date(), log: createLog('silent'), store: line.deps.store }
  const app = createApp(
    { ...common, db: line.web, names: createNameMatcher(line.web), contact: 'x' },
    {
      ...common,
      whole: line.db,
      store: line.deps.store,
      accounts,
      gate: createGate('a secret of tests'),
      intake: createIntake(line.db, line.deps.space, line.config.given),
      space: line.deps.space,
      hasMail: true,
      extract: none,
      readTable: readSupplierTable,
      smallPicture,
      readText: async (bytes) => new TextDecoder().decode(bytes),
      secret: line.deps.secret,
      uploads: { uploadsDir: line.deps.folders.uploadsDir, maxBytes: 1_000_000 },
      openQueues: none,
      ...over,
    },
  )
  const get = async (path: string, cookie = '') => app.request(`${ORIGIN}${path}`, { headers: { cookie, accept: 'text/html' } })
  const post = async (path: string, form: Record<string, string> | FormData, headers: Record<string, string> = {}) =>
    app.request(`${ORIGIN}${path}`, {
      method: 'POST',
      body: form instanceof FormData ? form : new URLSearchParams(form),
      headers: { origin: ORIGIN, accept: 'text/html', ...headers },
    })
  return { app, accounts, somebody, get, post }
}
