/** Archive: fetches the documents of one host that are due, and seals what came. */
import { listDueHosts } from '../src/archive/fetch-queries.ts'
import { sealHost } from '../src/archive/seal.ts'
import { SWEEP_LIMIT, defineStage } from './stage.ts'

export default defineStage('archive', {
  due: async ({ db, now }) => (await listDueHosts(db, now(), SWEEP_LIMIT)).map((host) => ({ host })),
  run: (deps, { host }, signal) => sealHost({ ...deps, maxBytes: deps.config.fetch.maxBytes, connections: deps.config.fetch.connections }, host, signal),
  // Each document ends by itself; what ends a whole host's turn is ours, and the next sweep tries again.
  fail: async ({ log }, { host }, error) => log.error({ host, error }, 'fetching from a host failed; it is tried again at the next sweep'),
})
