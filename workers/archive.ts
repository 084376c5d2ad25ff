/** Archive: fetches the documents of one host that are due, and seals what came. */
import { failDocument, listDueHosts } from '../src/archive/fetch-queries.ts'
import { type ArchiveDeps, sealAlone, sealHost } from '../src/archive/seal.ts'
import { messageOf } from '../src/errors.ts'
import type { WorkerDeps } from './deps.ts'
import { SWEEP_LIMIT, defineStage } from './stage.ts'

const archiveDeps = (deps: WorkerDeps): ArchiveDeps => ({ ...deps, maxBytes: deps.config.fetch.maxBytes, connections: deps.config.fetch.connections })

export default defineStage('archive', {
  due: async ({ db, worker, now, space }) => ((await space.isLow()) ? [] : (await listDueHosts(db, worker, now(), SWEEP_LIMIT)).map((host) => ({ host }))),
  run: (deps, { host }, signal) => sealHost(archiveDeps(deps), host, signal),
  // Each document ends by itself; what ends a whole host's turn is ours, and the next sweep tries again.
  fail: async ({ log }, { host }, error) => log.error({ host, error }, 'fetching from a host failed; it is tried again at the next sweep'),
  items: {
    run: (deps, id, signal) => sealAlone(archiveDeps(deps), id, signal),
    fail: ({ db }, id, error) =>
      failDocument(db, id, 'bug', `Fetching failed: ${messageOf(error)}. Save it yourself and add the file; please report the fault.`),
  },
})
