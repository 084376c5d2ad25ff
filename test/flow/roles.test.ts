import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { freshDb } from '../support/fresh-db.ts'
import { temporaryFolder } from '../support/folder.ts'
import { localSite } from '../support/site.ts'
import { command, commandEnvironment, freePort } from '../support/started.ts'

const hasRedis = spawnSync('redis-server', ['--version']).status === 0
const ROOT = join(import.meta.dirname, '../..')
const { url } = await freshDb()
const site = await localSite({ '/report': '<p>Zara bought cotton yarn from Ashmere Spinning Co., Ltd. in 2025.</p>' })
const dataDir = await temporaryFolder('roles')
const children: ReturnType<typeof spawn>[] = []
afterAll(() => children.forEach((child) => child.kill('SIGKILL')))

function run(program: string, args: readonly string[], environment: NodeJS.ProcessEnv = process.env) {
  const child = spawn(program, args, { cwd: ROOT, env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
  children.push(child)
  return { child, output: () => output, gone: new Promise<number | null>((resolve) => child.once('exit', resolve)) }
}

test.skipIf(!hasRedis)('web and two workers on a database and a Redis of their own do the whole flow, and stop in peace', async () => {
  const [redisPort, port] = [await freePort(), await freePort()]
  run('redis-server', ['--port', String(redisPort), '--bind', '127.0.0.1', '--save', '', '--dir', dataDir])
  const shared = {
    DATABASE_URL: url,
    REDIS_URL: `redis://127.0.0.1:${redisPort}`,
    PORT: String(port),
    UNPICK_ALLOW_HOSTS: site.host,
    UNPICK_DEMONSTRATION: 'off',
  }
  const start = (...flags: string[]) => run(process.execPath, ['--import', 'tsx', 'cli/main.ts', 'start', ...flags], commandEnvironment(dataDir, shared))
  const web = start('--web')
  const workers = [start('--workers'), start('--workers')]
  for (let i = 0; i < 200 && !(await fetch(`http://localhost:${port}/readyz`).catch(() => null))?.ok; i += 1) await sleep(100)
  for (let i = 0; i < 100 && (await command(dataDir, ['health'], shared)).code !== 0; i += 1) await sleep(100)

  const added = await command(dataDir, ['add', `${site.origin}/report`, '--by', 'adder', '--reliability', 'B', '--json'], shared)
  expect(JSON.parse(added.stdout).documents[0]).toMatchObject({ state: 'done', candidates: 1 })
  const { claims } = JSON.parse((await command(dataDir, ['claims', '--json'], shared)).stdout) as { claims: { id: string }[] }
  const decide = (by: string) => command(dataDir, ['decide', claims[0]?.id as string, '--ruling', 'accept', '--by', by, '--reason', 'It was read.'], shared)
  expect(await decide('adder')).toMatchObject({ code: 1, stderr: expect.stringContaining('Ask another reviewer') })
  expect(await decide('another')).toMatchObject({ code: 0 })
  expect(await (await fetch(`http://localhost:${port}/api/v1/brands/zara`)).json()).toMatchObject({ name: 'Zara', headline: 'None found' })
  expect(site.asked.filter((path) => path === '/report')).toHaveLength(1)

  for (const process of [...workers, web]) {
    process.child.kill('SIGTERM')
    expect(await process.gone, process.output()).toBe(0)
  }
})

test('a role by itself without a shared database is refused in a sentence', async () => {
  expect(await command(dataDir, ['start', '--web'])).toMatchObject({ code: 1, stderr: expect.stringContaining('set DATABASE_URL') })
  expect(await command(dataDir, ['start', '--workers'])).toMatchObject({ code: 1, stderr: expect.stringContaining('set DATABASE_URL') })
  expect(await command(dataDir, ['add', 'no-such-file'])).toMatchObject({ code: 1, stderr: expect.stringContaining('neither a web address') })
})
