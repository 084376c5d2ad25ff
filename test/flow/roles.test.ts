import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { addDocument } from '../../src/archive/document-queries.ts'
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

test.skipIf(!hasRedis)('two worker processes on Redis never exceed one host’s pace, measured at the host', async () => {
  const DELAY_MS = 250
  const times: number[] = []
  let open = 0
  let most = 0
  const paced = await localSite((_request, response) => {
    times.push(performance.now())
    most = Math.max(most, (open += 1))
    setTimeout(() => {
      open -= 1
      response.writeHead(200, { 'content-type': 'text/html' }).end('<p>x</p>')
    }, 30)
  })
  const redisPort = await freePort()
  run('redis-server', ['--port', String(redisPort), '--bind', '127.0.0.1', '--save', '', '--dir', dataDir])
  const own = await freshDb()
  const shared = {
    DATABASE_URL: own.url,
    REDIS_URL: `redis://127.0.0.1:${redisPort}`,
    UNPICK_ALLOW_HOSTS: paced.host,
    UNPICK_DEMONSTRATION: 'off',
    UNPICK_FETCH_DELAY_MS: String(DELAY_MS),
    UNPICK_FETCH_CONNECTIONS: '8',
  }
  const start = () => run(process.execPath, ['--import', 'tsx', 'cli/main.ts', 'start', '--workers'], commandEnvironment(dataDir, shared))
  const workers = [start(), start()]
  const publisher = { name: 'P', kind: 'ngo', reliability: 'B', reliabilityReason: 'A test.' } as const
  for (let i = 0; i < 200 && !workers.every((worker) => worker.output().includes('at work')); i += 1) await sleep(100)
  for (let i = 0; i < 16; i += 1) await addDocument(own.db, { url: `${paced.origin}/${i}`, publisher, submittedBy: 'adder', now: new Date() })
  for (let i = 0; i < 300 && times.length < 17; i += 1) await sleep(100)
  const gaps = times.slice(1).map((time, i) => time - (times[i] as number))
  console.log(
    `${times.length} requests of two processes; smallest gap ${Math.round(Math.min(...gaps))} ms at a pace of ${DELAY_MS} ms; at most ${most} at once`,
  )
  expect(times.length).toBeGreaterThanOrEqual(17)
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(DELAY_MS)
  expect(most).toBe(1)
  for (const worker of workers) {
    worker.child.kill('SIGTERM')
    expect(await worker.gone, worker.output()).toBe(0)
  }
})

test('a role by itself without a shared database is refused in a sentence', async () => {
  expect(await command(dataDir, ['start', '--web'])).toMatchObject({ code: 1, stderr: expect.stringContaining('set DATABASE_URL') })
  expect(await command(dataDir, ['start', '--workers'])).toMatchObject({ code: 1, stderr: expect.stringContaining('set DATABASE_URL') })
  expect(await command(dataDir, ['add', 'https://example.org/', '--kind', 'wizard'])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('publisher is not stated right: kind'),
  })
  expect(await command(dataDir, ['add', 'no-such-file'])).toMatchObject({ code: 1, stderr: expect.stringContaining('neither a web address') })
})
