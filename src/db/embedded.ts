/** Embedded PostgreSQL: a real server as a child process, its data under the data folder, for those who run none. */
import { execFileSync, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chown, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { UnavailableError, messageOf } from '../errors.ts'
import { sha256 } from '../model/id.ts'
import { APP_ROLE } from './client.ts'
import { findHolder, takeLock } from './lock.ts'
import { bareEnvironment, keepServer } from './postgres-process.ts'
import { type Binaries, type Identity, SHARED_FOLDER, postgresUser, reachableBinaries } from './postgres-programs.ts'

const DATABASE = 'unpick'
const OWNER = 'unpick'

/** Addresses of a running server. */
export type ServerAddress = {
  /** For Unpick at work: a role that owns nothing which it may not change. */
  readonly url: string
  /** For the role that may only read what is published. */
  readonly webUrl: string
  /** For the owner, a superuser: migrations and restoring. */
  readonly ownerUrl: string
}
export type EmbeddedServer = ServerAddress & {
  readonly stop: () => Promise<void>
  /** Stops at once, without waiting: the next start recovers, as after a loss of power. */
  readonly halt: () => void
}
type Secrets = { readonly owner: string; readonly web: string; readonly app: string }

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
    const server = await keepServer(
      { folder: cluster, binaries, identity, flags: options.flags ?? [], addressOf: (port) => addressOf(port, secrets, 'postgres').ownerUrl },
      say,
    )
    await prepareDatabase(server.port, secrets)
    await lock.notePort(server.port)
    return {
      ...addressOf(server.port, secrets),
      halt: server.halt,
      stop: async () => {
        await server.stop()
        await lock.release()
      },
    }
  } catch (error) {
    await lock.release()
    throw error
  }
}

function addressOf(port: number, secrets: Secrets, database = DATABASE): ServerAddress {
  const as = (role: string, secret: string) => `postgres://${role}:${secret}@127.0.0.1:${port}/${database}`
  return { url: as(APP_ROLE, secrets.app), webUrl: as('unpick_web', secrets.web), ownerUrl: as(OWNER, secrets.owner) }
}

async function readSecrets(dataDir: string): Promise<Secrets> {
  const file = join(dataDir, 'postgres-secrets.json')
  const text = await readFile(file, 'utf8').catch(() => null)
  const known = text === null ? {} : (JSON.parse(text) as Partial<Secrets>)
  const secrets = { owner: known.owner ?? newSecret(), web: known.web ?? newSecret(), app: known.app ?? newSecret() }
  if (known.app !== undefined) return secrets
  await writeFile(`${file}.new`, JSON.stringify(secrets), { mode: 0o600 })
  await rename(`${file}.new`, file)
  return secrets
}

const newSecret = () => randomBytes(24).toString('hex')

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

async function prepareDatabase(port: number, secrets: Secrets): Promise<void> {
  const ask = async <T>(database: string, task: (client: pg.Client) => Promise<T>): Promise<T> => {
    const client = new pg.Client({ connectionString: addressOf(port, secrets, database).ownerUrl })
    await client.connect()
    try {
      return await task(client)
    } finally {
      await client.end()
    }
  }
  await ask('postgres', async (client) => {
    for (const [name, secret] of [['unpick_web', secrets.web] as const, [APP_ROLE, secrets.app] as const]) {
      const role = await client.query('select 1 from pg_roles where rolname = $1', [name])
      await client.query(`${role.rowCount ? 'alter' : 'create'} role ${name} login password '${secret}'`) // hexadecimal, made here
    }
    const database = await client.query('select 1 from pg_database where datname = $1', [DATABASE])
    if (!database.rowCount) await client.query(`create database ${DATABASE}`)
  })
  // A queue of before there was this role is the owner's. It holds nothing that is not found again.
  await ask(DATABASE, (client) =>
    client.query(`do $$ begin
      if exists (select from pg_namespace where nspname = 'bullmq' and nspowner <> '${APP_ROLE}'::regrole) then drop schema bullmq cascade; end if;
    end $$`),
  )
}

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  )
