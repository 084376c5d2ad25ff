/** Fresh databases: a copy of the migrated template for each test file, dropped after it. */
import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, inject } from 'vitest'
import { APP_ROLE, type Db, openDb } from '../../src/db/client.ts'

export type FreshDb = {
  /** As Unpick at work has it. */
  readonly db: Db
  /** As the owner has it, whom no trigger stops: for tests that tamper. */
  readonly owner: Db
  readonly url: string
  readonly web: Db
  readonly webUrl: string
}

/** A database of its own, and a handle on it as the web process has it. */
export async function freshDb(): Promise<FreshDb> {
  const name = `test_${randomBytes(6).toString('hex')}`
  await admin(`create database ${name} template template_unpick`)
  const [url, webUrl] = [inject('serverUrl'), inject('webUrl')].map((base) => base.replace(/unpick$/, name)) as [string, string]
  const own = openDb(url)
  const app = openDb(url, { role: APP_ROLE })
  const web = openDb(webUrl)
  afterAll(async () => {
    await own.close()
    await app.close()
    await web.close()
    await admin(`drop database if exists ${name} with (force)`)
  })
  return { db: app.db, owner: own.db, url, web: web.db, webUrl }
}

async function admin(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('serverUrl').replace(/unpick$/, 'postgres') })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
