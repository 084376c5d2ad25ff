/** A paged service for tests: a made-up source of contracts at a local address, and one run of its listing, here or in a process that may be killed. */
import { registerSource } from '../../src/archive/source-queries.ts'
import { readConfig } from '../../src/config.ts'
import { openDb } from '../../src/db/client.ts'
import { createLog } from '../../src/log.ts'
import { contractSource } from '../../scrapers/kit/ocds.ts'
import { type Source, everyMinutes, revisitMinutes } from '../../scrapers/source.ts'
import collect from '../../workers/collect.ts'
import { type WorkerDeps, createWorkerDeps } from '../../workers/deps.ts'

export const PAGED = 'test-paged-service'

/** The source, as it would be written in a file of its own. */
export const pagedSource = (origin: string): Source =>
  contractSource({ name: 'Made-up contracts', home: `${origin}/`, search: `${origin}/search`, from: 'from', to: 'to' })

/** Writes the source into the catalogue and switches it on. */
export async function addPagedSource(deps: WorkerDeps, origin: string): Promise<WorkerDeps> {
  const source = pagedSource(origin)
  const facts = { ...source, id: PAGED, budget: source.budget ?? null, byHand: null, demonstration: false }
  await registerSource(deps.db, { ...facts, onFromStart: true, everyMinutes: everyMinutes(source), revisitMinutes: revisitMinutes(source) })
  return { ...deps, sources: new Map([[PAGED, source]]) }
}

/** One run of the listing, as a worker does it. */
export const listOnce = (deps: WorkerDeps): Promise<void> => collect.run(deps, { sourceId: PAGED }, new AbortController().signal)

const [, , url, origin, dataDir] = process.argv
if (import.meta.filename === process.argv[1] && url && origin && dataDir) {
  const environment = {
    UNPICK_DATA: dataDir,
    UNPICK_FETCH_DELAY_MS: '0',
    UNPICK_WEB_ARCHIVE: '',
    UNPICK_LOG: 'silent',
    UNPICK_ALLOW_HOSTS: new URL(origin).host,
  }
  const deps = await createWorkerDeps(readConfig(environment), openDb(url).db, createLog('silent'))
  await listOnce(await addPagedSource(deps, origin))
  process.exit(0)
}
