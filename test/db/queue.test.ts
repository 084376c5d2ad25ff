import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type QueueConnection, type Queues, openQueues } from '../../src/queue/backend.ts'
import { freshDb } from '../support/fresh-db.ts'
import { freePort } from '../support/started.ts'

const { url } = await freshDb()
const hasRedis = spawnSync('redis-server', ['--version']).status === 0
if (!hasRedis) console.log('There is no redis-server on the path, so the queue tests run on PostgreSQL only. On Debian: apt-get install redis-server')
let redis: ChildProcess | undefined
let redisUrl = ''

beforeAll(async () => {
  if (!hasRedis) return
  const folder = await mkdtemp(join(tmpdir(), 'unpick-redis-'))
  const port = await freePort()
  redis = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder, '--maxmemory-policy', 'noeviction'], {
    stdio: 'ignore',
  })
  redisUrl = `redis://127.0.0.1:${port}`
  await sleep(500)
  return () => rm(folder, { recursive: true, force: true })
})
afterAll(() => redis?.kill())

const backends: [string, () => QueueConnection][] = [
  ['PostgreSQL', () => ({ databaseUrl: url, redisUrl: null })],
  ['Redis', () => ({ databaseUrl: url, redisUrl })],
]

describe.each(backends)('on %s', (name, connection) => {
  const queueTest = test.skipIf(name === 'Redis' && !hasRedis)
  const problems: Error[] = []
  const withQueues = async (work: (queues: Queues) => Promise<void>) => {
    const queues = await openQueues(connection(), (error) => problems.push(error))
    try {
      await work(queues)
    } finally {
      await queues.clear()
      await queues.close()
    }
  }

  queueTest('a job whose key waits is not added twice, and every job is done once', () =>
    withQueues(async (queues) => {
      const payloads = Array.from({ length: 50 }, (_, i) => ({ host: `host-${i}:443` }))
      await queues.add('archive', payloads)
      await queues.add('archive', payloads)
      const done: string[] = []
      const worker = queues.work(
        'archive',
        async (job) => void done.push(job.data.host as string),
        () => undefined,
      )
      while (done.length < 50) await sleep(20)
      await sleep(300)
      await worker.close()
      expect([...done].sort()).toEqual(payloads.map((payload) => payload.host).sort())
    }),
  )

  queueTest('a job that fails is tried again, as often as its contract says', () =>
    withQueues(async (queues) => {
      let tries = 0
      await queues.add('read', [{ lane: 7 }])
      const worker = queues.work(
        'read',
        async () => {
          tries += 1
          throw new Error('no')
        },
        () => undefined,
      )
      while (tries < 2) await sleep(50)
      await sleep(1_500)
      await worker.close()
      expect(tries).toBe(2)
    }),
  )

  queueTest('an emptied queue does nothing until it is filled again', () =>
    withQueues(async (queues) => {
      await queues.add('extract', [{ captureId: 'cap_1' }])
      await queues.clear()
      let done = 0
      const worker = queues.work(
        'extract',
        async () => void (done += 1),
        () => undefined,
      )
      await sleep(500)
      expect(done).toBe(0)
      await queues.add('extract', [{ captureId: 'cap_1' }])
      while (done < 1) await sleep(20)
      await worker.close()
    }),
  )
})

test('CI runs the queue tests on Redis', () => {
  if (process.env['UNPICK_CI'] === 'true') expect(hasRedis, 'redis-server is not on the path').toBe(true)
})
