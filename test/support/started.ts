/** A started Unpick: the real command in a process of its own, on an empty folder and a free port. */
import { type ChildProcess, spawn } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { temporaryFolder } from './folder.ts'

const ROOT = join(import.meta.dirname, '../..')

export type Started = {
  readonly origin: string
  readonly port: number
  readonly dataDir: string
  readonly child: ChildProcess
  readonly output: () => string
  readonly stop: (signal?: NodeJS.Signals) => Promise<number | null>
}

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}

/** The environment of a command on a data folder. */
export const commandEnvironment = (dataDir: string, extra: Record<string, string> = {}): NodeJS.ProcessEnv => ({
  ...process.env,
  UNPICK_DATA: dataDir,
  DATABASE_URL: '',
  REDIS_URL: '',
  UNPICK_LOG: 'error',
  UNPICK_FETCH_DELAY_MS: '50',
  ...extra,
})

/** Runs a command to its end. */
export async function command(
  dataDir: string,
  args: readonly string[],
  extra: Record<string, string> = {},
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(ROOT, 'cli/main.ts'), ...args], {
    cwd: ROOT,
    env: commandEnvironment(dataDir, extra),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { code, stdout, stderr }
}

/** Starts Unpick and waits until it answers, and until the demonstration is done unless told otherwise. */
export async function startUnpick(
  options: { dataDir?: string; port?: number; environment?: Record<string, string>; untilDone?: boolean } = {},
): Promise<Started> {
  const dataDir = options.dataDir ?? (await temporaryFolder('start'))
  const port = options.port ?? (await freePort())
  const child = spawn(process.execPath, ['--import', 'tsx', join(ROOT, 'cli/main.ts'), 'start'], {
    cwd: ROOT,
    env: commandEnvironment(dataDir, { PORT: String(port), ...options.environment }),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const gone = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  const origin = `http://localhost:${port}`
  const until = Date.now() + 90_000
  for (;;) {
    const state = await fetch(`${origin}/readyz`).then(
      (answer) => answer.json() as Promise<{ demonstration: string | null }>,
      () => null,
    )
    if (state && (options.untilDone === false || state.demonstration === 'done' || state.demonstration === 'removed')) break
    if (child.exitCode !== null || Date.now() > until) {
      if (child.exitCode === null) process.kill(-(child.pid as number), 'SIGKILL')
      throw new Error(`Unpick did not start: ${output}`)
    }
    await sleep(100)
  }
  return {
    origin,
    port,
    dataDir,
    child,
    output: () => output,
    async stop(signal = 'SIGTERM') {
      const isAlive = child.exitCode === null && child.signalCode === null
      if (isAlive && signal === 'SIGKILL') process.kill(-(child.pid as number), signal)
      else if (isAlive) child.kill(signal)
      return gone
    },
  }
}

/** Stops it and takes its folder away. */
export async function discard(started: Started): Promise<void> {
  await started.stop()
  await rm(started.dataDir, { recursive: true, force: true })
}
