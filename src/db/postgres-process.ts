/** PostgreSQL as a process of ours: started, started again when it ends by itself, stopped. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { open, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { UnavailableError, messageOf } from '../errors.ts'
import { commandOf } from './lock.ts'
import type { Binaries, Identity } from './postgres-programs.ts'

/** For the C library's allocator: a connection that was sent a long text keeps some megabytes for the next, and need not ask the kernel again. */
const KEEPS_MEMORY = { MALLOC_TOP_PAD_: '1048576', MALLOC_TRIM_THRESHOLD_: '8388608', MALLOC_MMAP_THRESHOLD_: '4194304' } as const
const ATTEMPTS = 20
const BETWEEN_ATTEMPTS_MS = 500
const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 15_000

/** A cluster and how its server is run. */
export type Cluster = {
  readonly folder: string
  readonly binaries: Binaries
  readonly identity: Identity
  /** Further `-c` settings. */
  readonly flags: readonly string[]
  /** The address by which its owner reaches it on a port. */
  readonly addressOf: (port: number) => string
}
export type ServerProcess = {
  readonly port: number
  readonly stop: () => Promise<void>
  /** Stops at once, without waiting: the next start recovers, as after a loss of power. */
  readonly halt: () => void
}

/** What PostgreSQL may know of our environment: nothing but where programs are. */
export const bareEnvironment = () => ({ PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C' })

/**
 * Starts a cluster's server on a free port. When it ends by itself (killed, out of memory, a full disk) it is started again on the same
 * port, for as long as that takes; `say` is told once when it ended and once when it is back.
 * @throws UnavailableError when it does not come up the first time
 */
export async function keepServer(cluster: Cluster, say: (line: string) => void): Promise<ServerProcess> {
  const stopping = new AbortController()
  await stopLeftover(cluster)
  const first = await launch(cluster, null)
  const { port } = first
  let child = first.child
  let coming: Promise<void> | null = null
  async function comeBack(how: string): Promise<void> {
    say(`PostgreSQL ended (${how}). It is started again; until then pages say that they cannot answer.`)
    for (let pause = FIRST_PAUSE_MS; !stopping.signal.aborted; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      await sleep(pause, undefined, { signal: stopping.signal }).catch(() => undefined)
      if (stopping.signal.aborted) return
      const launched = await launch(cluster, port).catch((error: unknown) => messageOf(error))
      if (typeof launched !== 'string') {
        child = launched.child
        if (stopping.signal.aborted) return stopChild(child)
        say('PostgreSQL is back.')
        return watch()
      }
      if (pause === LONGEST_PAUSE_MS) say(launched)
    }
  }
  const watch = () =>
    void child.once('exit', (code, signal) => {
      if (!stopping.signal.aborted) coming = comeBack(signal ?? `code ${code}`)
    })
  watch()
  return {
    port,
    halt() {
      stopping.abort()
      child.kill('SIGQUIT')
    },
    async stop() {
      stopping.abort()
      await stopChild(child)
      await coming
    },
  }
}

/** Stops the server that a killed Unpick left running; clears its note when its number belongs to another process now. */
async function stopLeftover({ folder, binaries, identity }: Cluster): Promise<void> {
  const note = join(folder, 'postmaster.pid')
  const pid = Number((await readFile(note, 'utf8').catch(() => '')).split('\n')[0])
  if (!pid) return
  if (commandOf(pid).includes(folder)) {
    spawnSync(join(binaries.bin, 'pg_ctl'), ['stop', '-D', folder, '-m', 'fast', '-w', '-t', '30'], {
      ...identity,
      cwd: '/',
      env: bareEnvironment(),
      stdio: 'ignore',
    })
  } else {
    await rm(note, { force: true })
  }
}

/** Starts the server on this port, or on a free one. @throws UnavailableError with its last words when it does not come up */
async function launch(cluster: Cluster, wanted: number | null): Promise<{ child: ChildProcess; port: number }> {
  const { folder, binaries, identity, flags } = cluster
  const logFile = `${folder}.log`
  let last = ''
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const port = wanted ?? (await freePort())
    const output = await open(logFile, 'w', 0o600)
    const settings = [
      `listen_addresses=127.0.0.1`,
      'unix_socket_directories=',
      'max_connections=200',
      'shared_buffers=256MB',
      'log_min_messages=warning',
      ...flags,
    ]
    const child = spawn(join(binaries.bin, 'postgres'), ['-D', folder, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])], {
      ...identity,
      cwd: '/',
      env: { ...bareEnvironment(), ...KEEPS_MEMORY },
      stdio: ['ignore', output.fd, output.fd],
      detached: true, // Ctrl-C is ours to hear: jobs finish before the database stops
    })
    child.on('error', () => undefined) // a program that cannot be started has no exit code either
    await output.close()
    if (await answers(child, cluster.addressOf(port))) return { child, port }
    last = await readFile(logFile, 'utf8').catch(() => '')
    await stopChild(child)
    if (!/in use|already exists|could not bind/i.test(last)) break
    await sleep(BETWEEN_ATTEMPTS_MS) // a port taken in the meantime, or backends of a killed server that are still leaving
  }
  throw new UnavailableError(`PostgreSQL did not start on ${folder}. Its last words: ${messageOf(last).slice(-600)}`)
}

async function answers(child: ChildProcess, url: string): Promise<boolean> {
  const until = Date.now() + 60_000
  while (child.pid !== undefined && child.exitCode === null && child.signalCode === null && Date.now() < until) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
    client.on('error', () => undefined)
    try {
      await client.connect()
      return true
    } catch {
      await sleep(50)
    } finally {
      await client.end().catch(() => undefined)
    }
  }
  return false
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill('SIGINT') // PostgreSQL's fast shutdown
  await Promise.race([gone, sleep(20_000, undefined, { ref: false }).then(() => child.kill('SIGQUIT'))])
  await gone
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}
