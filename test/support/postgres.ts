/** PostgreSQL for tests: one embedded server, and a migrated template that each file copies. */
import { rm } from 'node:fs/promises'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { openDb } from '../../src/db/client.ts'
import { startEmbedded } from '../../src/db/embedded.ts'
import { migrate } from '../../src/db/migrate.ts'
import { temporaryFolder } from './folder.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    serverUrl: string
    webUrl: string
  }
}

/** Starts the server once for each project, and takes it away after it. */
export default async function setup(project: TestProject) {
  const folder = await temporaryFolder('test')
  const server = await startEmbedded(folder, () => undefined, { flags: ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'] })
  const template = openDb(server.ownerUrl)
  await migrate(template.db)
  await template.close()
  const client = new pg.Client({ connectionString: server.ownerUrl.replace(/unpick$/, 'postgres') })
  await client.connect()
  await client.query('alter database unpick rename to template_unpick')
  await client.end()
  project.provide('serverUrl', server.ownerUrl)
  project.provide('webUrl', server.webUrl)
  return async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
