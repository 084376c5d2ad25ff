/**
 * Kill: the demonstration from an empty folder, killed (SIGKILL, the whole process group) at random moments and started again,
 * must end in the same claims and captures as one that ran through. Run: npm run bench:kill -- 20
 */
import { spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { digestOf } from '../test/support/digest.ts'
import { temporaryFolder } from '../test/support/folder.ts'

const ROOT = join(import.meta.dirname, '..')
const kills = Number(process.argv[2] ?? 20)
const port = await new Promise<number>((resolve) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port: free } = server.address() as { port: number }
    server.close(() => resolve(free))
  })
})

function launch(dataDir: string) {
  return spawn(process.execPath, ['--import', 'tsx', join(ROOT, 'cli/main.ts'), 'start'], {
    detached: true,
    stdio: 'ignore',
    cwd: ROOT,
    env: { ...process.env, UNPICK_DATA: dataDir, PORT: String(port), UNPICK_LOG: 'error', UNPICK_FETCH_DELAY_MS: '200', DATABASE_URL: '', REDIS_URL: '' },
  })
}

async function untilDone(ms: number): Promise<boolean> {
  const until = Date.now() + ms
  while (Date.now() < until) {
    const state = await fetch(`http://127.0.0.1:${port}/readyz`).then(
      (answer) => answer.json() as Promise<{ demonstration: string }>,
      () => null,
    )
    if (state?.demonstration === 'done') return true
    await sleep(100)
  }
  return false
}

async function stopped(child: ReturnType<typeof launch>, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  if (signal === 'SIGKILL') process.kill(-(child.pid as number), 'SIGKILL')
  else child.kill('SIGTERM')
  await gone
}

/** Runs the demonstration, killed `times` times. @returns the digest of what it ended in, and how long it took in all */
async function demonstration(times: number) {
  const dataDir = await temporaryFolder('kill')
  const startedAt = Date.now()
  for (let kill = 0; kill < times; kill += 1) {
    const child = launch(dataDir)
    await sleep(randomInt(300, 6_000))
    await stopped(child, 'SIGKILL')
  }
  const last = launch(dataDir)
  const isDone = await untilDone(120_000)
  const seconds = (Date.now() - startedAt) / 1_000
  await stopped(last, 'SIGTERM')
  const digest = await digestOf(dataDir)
  await rm(dataDir, { recursive: true, force: true })
  return { isDone, seconds, ...digest }
}

const straight = await demonstration(0)
const killed = await demonstration(kills)
const same = straight.digest === killed.digest
console.log(
  `straight: ${straight.claims} claims, ${straight.captures} captures, ${straight.seconds.toFixed(1)} s, verify ${straight.isSound ? 'sound' : 'NOT SOUND'}, digest ${straight.digest.slice(0, 16)}`,
)
console.log(
  `killed ${kills} times: ${killed.claims} claims, ${killed.captures} captures, ${killed.seconds.toFixed(1)} s, verify ${killed.isSound ? 'sound' : 'NOT SOUND'}, digest ${killed.digest.slice(0, 16)}`,
)
console.log(same && straight.isDone && killed.isDone && killed.isSound ? 'the same database' : 'DIFFERENT')
if (!same) {
  for (const line of straight.lines) if (!killed.lines.includes(line)) console.log(`only straight: ${line}`)
  for (const line of killed.lines) if (!straight.lines.includes(line)) console.log(`only killed:   ${line}`)
}
process.exitCode = same && killed.isDone && killed.isSound ? 0 : 1
