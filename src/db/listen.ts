/** Listen: a process is told what others wrote (LISTEN and NOTIFY), and knows when it cannot be told. */
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

/** What may have changed, by subject. While `isLive` is false anything may have. */
export type Changes = {
  readonly isLive: () => boolean
  /** Counts up with each change of one of these. */
  readonly version: (...subjects: readonly string[]) => number
}
/** For processes that nobody tells anything: everything may always have changed. */
export const UNTOLD: Changes = { isLive: () => false, version: () => 0 }

const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 15_000

/** Listens on a channel whose payloads are subjects. A lost connection is opened again; until then nothing is live, and after it everything counts as changed. `told` is called at each notice. */
export function listenTo(
  connection: { readonly url: string; readonly role: string | null },
  channel: string,
  told?: () => void,
): Changes & { close: () => Promise<void> } {
  const versions = new Map<string, number>()
  let gaps = 0
  let isLive = false
  let client: pg.Client | null = null
  const stopping = new AbortController()

  async function connect(): Promise<void> {
    const fresh = new pg.Client({ connectionString: connection.url, keepAlive: true, ...(connection.role ? { options: `-c role=${connection.role}` } : {}) })
    client = fresh
    const lost = new Promise<void>((done) => {
      fresh.on('error', () => done()) // a server that is killed tells more than once
      fresh.once('end', () => done())
    })
    fresh.on('notification', ({ payload = '' }) => {
      versions.set(payload, (versions.get(payload) ?? 0) + 1)
      told?.()
    })
    try {
      await fresh.connect()
      await fresh.query(`listen ${pg.escapeIdentifier(channel)}`)
      gaps += 1
      isLive = true
      await lost
    } finally {
      isLive = false
      client = null
      await fresh.end().catch(() => undefined)
    }
  }

  const running = (async () => {
    for (let pause = FIRST_PAUSE_MS; !stopping.signal.aborted;) {
      const startedAt = Date.now()
      await connect().catch(() => undefined)
      pause = Date.now() - startedAt > LONGEST_PAUSE_MS ? FIRST_PAUSE_MS : Math.min(pause * 2, LONGEST_PAUSE_MS)
      await sleep(pause, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  })()

  return {
    isLive: () => isLive,
    version: (...subjects) => subjects.reduce((sum, subject) => sum + (versions.get(subject) ?? 0), gaps * 1_000_000_000),
    close: async () => {
      stopping.abort()
      await client?.end().catch(() => undefined)
      await running
    },
  }
}
