/** Session: the database a command works on: the one that is configured, the one that runs already, or one started for the while. */
import type { Config } from '../src/config.ts'
import { setTimeout as sleep } from 'node:timers/promises'
import { APP_ROLE, type OpenDb, isDatabaseAway, openDb } from '../src/db/client.ts'
import { findEmbedded, startEmbedded } from '../src/db/embedded.ts'
import { migrate } from '../src/db/migrate.ts'
import type { Say } from './say.ts'

export type Session = OpenDb & {
  readonly url: string
  /** Where its owner connects: to migrate and to restore. */
  readonly ownerUrl: string
  /** Where the web process connects, and the role it takes on there. */
  readonly web: { readonly url: string; readonly role: string | null }
  /** This process runs PostgreSQL itself. */
  readonly ownsServer: boolean
  /** Ends a server of this process at once. */
  readonly halt: () => void
}

const WEB_ROLE = 'unpick_web'
const LONGEST_WAIT_MS = 120_000
const LOOK_AGAIN_MS = 500

/**
 * Opens the database and brings it to the present shape. `waits`: a server that is not there yet is waited for, by what runs on and on.
 * @throws ConflictError when another process starts on the same folder at this moment; UnavailableError when there is no server
 */
export async function openSession(config: Config, say: Say, options: { mustOwn?: boolean; waits?: boolean } = {}): Promise<Session> {
  if (config.databaseUrl !== null) {
    const ownerUrl = config.databaseOwnerUrl ?? config.databaseUrl
    await migrateAt(ownerUrl, options.waits ? say : null)
    return {
      ...openDb(config.databaseUrl, { role: APP_ROLE }),
      url: config.databaseUrl,
      ownerUrl,
      web: { url: config.databaseWebUrl ?? config.databaseUrl, role: config.databaseWebUrl ? null : WEB_ROLE },
      ownsServer: false,
      halt: () => undefined,
    }
  }
  const running = options.mustOwn ? null : await findEmbedded(config.dataDir)
  const server = running ? { ...running, stop: async () => undefined, halt: () => undefined } : await startEmbedded(config.dataDir, say.note)
  try {
    await migrateAt(server.ownerUrl, options.waits ? say : null)
  } catch (error) {
    await server.stop()
    throw error
  }
  const opened = openDb(server.url)
  return {
    db: opened.db,
    url: server.url,
    ownerUrl: server.ownerUrl,
    web: { url: server.webUrl, role: null },
    ownsServer: running === null,
    halt: server.halt,
    close: async () => {
      await opened.close()
      await server.stop()
    },
  }
}

/** Migrates as the owner. A server that starts or is away is waited for where `waits` says so to somebody. */
async function migrateAt(ownerUrl: string, waits: Say | null): Promise<void> {
  const { db, close } = openDb(ownerUrl, { max: 2 })
  const until = Date.now() + LONGEST_WAIT_MS
  try {
    for (let isFirst = true; ; isFirst = false) {
      try {
        return void (await migrate(db))
      } catch (error) {
        if (waits === null || !isDatabaseAway(error) || Date.now() > until) throw error
        if (isFirst) waits.note('The database does not answer yet. Waiting for it, two minutes at most.')
        await sleep(LOOK_AGAIN_MS)
      }
    }
  } finally {
    await close()
  }
}
