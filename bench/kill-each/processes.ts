/** Processes that are killed: started, found, and started again. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { sha256 } from '../../src/model/id.ts'
import { ORIGIN } from '../../test/support/people.ts'

const ROOT = join(import.meta.dirname, '../..')
const gone = (child: ChildProcess) =>
  new Promise((resolve) => (child.exitCode === null && child.signalCode === null ? child.once('exit', resolve) : resolve(null)))

/** Starts a command, and starts it again whenever it ends, as a container does. */
export function keep(args: readonly string[], dataDir: string, port: number, extra: Record<string, string>) {
  let child: ChildProcess | null = null
  let isOver = false
  const codes: string[] = []
  const launch = () => {
    const started = spawn(process.execPath, ['--import', 'tsx', join(ROOT, 'cli/main.ts'), 'start', ...args], {
      cwd: ROOT,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        ...process.env,
        UNPICK_DATA: dataDir,
        DATABASE_URL: '',
        REDIS_URL: '',
        PORT: String(port),
        UNPICK_ORIGIN: ORIGIN,
        UNPICK_DEMONSTRATION: 'off',
        UNPICK_FETCH_DELAY_MS: '100',
        UNPICK_LOG: 'fatal',
        ...extra,
      },
    })
    child = started
    started.once('exit', (code, signal) => {
      codes.push(String(signal ?? code))
      if (!isOver) launch()
    })
  }
  launch()
  return {
    pid: () => child?.pid,
    codes,
    async stop() {
      isOver = true
      child?.kill('SIGTERM')
      if (child) await gone(child)
    },
  }
}

/** The PostgreSQL of a data folder. */
export async function postmasterOf(dataDir: string): Promise<number | undefined> {
  for (const folder of [dataDir, join('/var/lib/unpick', sha256(dataDir).slice(0, 12))]) {
    const file = join(folder, 'postgres/postmaster.pid')
    if (await stat(file).catch(() => null)) return Number((await readFile(file, 'utf8')).split('\n')[0]) || undefined
  }
  return undefined
}
/** The workers that a started Unpick runs. */
export const workerOf = (pid: number | undefined): number | undefined => {
  try {
    return Number(execFileSync('pgrep', ['-P', String(pid), '-f', 'cli/workers.ts'], { encoding: 'utf8' }).split('\n')[0]) || undefined
  } catch {
    return undefined
  }
}
