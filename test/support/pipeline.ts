/** A pipeline for tests: real stages on a fresh database, run in this process without a queue. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { catalogue } from '../../catalogue/catalogue.ts'
import { type DocumentInput, addDocument, listDocuments } from '../../src/archive/document-queries.ts'
import { readConfig } from '../../src/config.ts'
import { createLog } from '../../src/log.ts'
import { seedCatalogue } from '../../src/resolve/seed-catalogue.ts'
import { createWorkerDeps } from '../../workers/deps.ts'
import { runInline } from '../../workers/run-inline.ts'
import { freshDb } from './fresh-db.ts'

/** A pipeline with the catalogue seeded and every source but those asked for switched off. */
export async function pipeline(environment: Record<string, string> = {}) {
  const fresh = await freshDb()
  const dataDir = await mkdtemp(join(tmpdir(), 'unpick-flow-'))
  const config = readConfig({ UNPICK_DATA: dataDir, UNPICK_FETCH_DELAY_MS: '0', UNPICK_WEB_ARCHIVE: '', UNPICK_LOG: 'silent', ...environment })
  await seedCatalogue(fresh.db, catalogue)
  const deps = await createWorkerDeps(config, fresh.db, createLog('silent'))
  await fresh.db.updateTable('source').set({ enabled: false }).execute()
  afterAll(async () => {
    await deps.close()
    await rm(dataDir, { recursive: true, force: true })
  })
  const add = (url: string, extra: Partial<DocumentInput> = {}) =>
    addDocument(fresh.db, {
      url,
      publisher: { name: 'Test publisher', kind: 'ngo', reliability: 'B', reliabilityReason: 'It is a test.' },
      submittedBy: 'adder',
      now: deps.now(),
      ...extra,
    })
  const run = () => runInline(deps, { stopping: new AbortController().signal })
  const document = async (id: string) => (await listDocuments(fresh.db, { id }, 1))[0]
  return { ...fresh, config, deps, dataDir, add, run, document }
}
