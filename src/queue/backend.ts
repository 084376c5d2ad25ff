/** Queue backend: BullMQ on PostgreSQL, or on Redis when there is one. The only place that knows which. */
import { Queue, Worker, createPostgresBackend, withBackend, type Job, type Processor } from 'bullmq'
import { Redis } from 'ioredis'
import pg from 'pg'
import { JOB_NAMES, type JobName, type Payload, jobIdOf, jobs } from './jobs.ts'

export type QueueConnection = { readonly databaseUrl: string; readonly redisUrl: string | null }

export type QueueWorker = { readonly close: (force?: boolean) => Promise<void> }
export type Queues = {
  /** Puts jobs on a queue; one whose key waits or runs already is left out. */
  readonly add: <J extends JobName>(name: J, payloads: readonly Payload<J>[]) => Promise<void>
  /** Empties every queue, also of what is running: what is due will be found again. */
  readonly clear: () => Promise<void>
  readonly work: (name: JobName, run: Processor, onProblem: (error: Error) => void) => QueueWorker
  /** The queues themselves, for a board that shows them. */
  readonly all: readonly Queue[]
  readonly close: () => Promise<void>
}

const PREFIX = 'unpick'
/** BullMQ's own name for where its tables are. */
const SCHEMA = 'bullmq'
/** So few jobs are added one by one: for those that come together PostgreSQL makes two tables and drops them. */
const FEW = 8
const BACKOFF = { type: 'exponential', delay: 1_000, jitter: 0.5 } as const

/** Opens every queue on the backend in use. */
export async function openQueues(connection: QueueConnection, onProblem: (error: Error) => void): Promise<Queues> {
  const backend = connection.redisUrl === null ? postgresClasses(connection.databaseUrl) : redisClasses(connection.redisUrl)
  await backend.prepare()
  const queues = new Map(JOB_NAMES.map((name) => [name, backend.queue(name)]))
  let isClosed = false
  for (const queue of queues.values()) queue.on('error', (error) => isClosed || onProblem(error)) // a database that stops after us still tells its connections
  return {
    async add(name, payloads) {
      const { attempts } = jobs[name]
      const queue = queues.get(name) as Queue
      const added = payloads.map((payload) => ({
        name,
        data: payload,
        opts: { jobId: jobIdOf(name, payload), attempts, backoff: BACKOFF, removeOnComplete: true, removeOnFail: true },
      }))
      if (added.length <= FEW) for (const { data, opts } of added) await queue.add(name, data, opts)
      else for (let i = 0; i < added.length; i += 500) await queue.addBulk(added.slice(i, i + 500))
    },
    async clear() {
      await Promise.all([...queues.values()].map((queue) => queue.obliterate({ force: true }).catch((error: Error) => onProblem(error))))
    },
    work(name, run, report) {
      const worker = backend.worker(name, run, jobs[name].concurrency)
      worker.on('error', report)
      return { close: (force = false) => worker.close(force) }
    },
    all: [...queues.values()],
    async close() {
      isClosed = true
      await Promise.all([...queues.values()].map((queue) => queue.close()))
      await backend.close()
    },
  }
}

type Classes = {
  /** Makes what queues need to be there. */
  readonly prepare: () => Promise<void>
  readonly queue: (name: string) => Queue
  readonly worker: (name: string, run: Processor, concurrency: number) => Worker
  readonly close: () => Promise<void>
}

const WORKER_TIMES = { lockDuration: 30_000, stalledInterval: 10_000, maxStalledCount: 3 } as const

/** All queues of a process put their jobs on over so many connections; each worker has its own. */
const ADDING = 3

function postgresClasses(connectionString: string): Classes {
  const { Queue: PgQueue, Worker: PgWorker } = withBackend(createPostgresBackend)
  const pool = new pg.Pool({ connectionString, max: ADDING, options: `-c search_path=${SCHEMA}` })
  pool.setMaxListeners(JOB_NAMES.length) // each queue reports what goes wrong with it
  return {
    async prepare() {
      const first = new PgQueue(`${PREFIX}-${JOB_NAMES[0]}`, { connection: { connectionString, migrate: true, max: 1 } })
      first.on('error', () => undefined) // whoever waits hears of it
      await first.waitUntilReady()
      await first.close()
    },
    queue: (name) => new PgQueue(`${PREFIX}-${name}`, { connection: pool as never }) as unknown as Queue,
    worker: (name, run, concurrency) =>
      new PgWorker(`${PREFIX}-${name}`, run, { connection: { connectionString, max: 4 }, concurrency, ...WORKER_TIMES }) as unknown as Worker,
    close: () => pool.end(),
  }
}

function redisClasses(url: string): Classes {
  const connection = new Redis(url, { maxRetriesPerRequest: null })
  connection.on('error', () => undefined) // reported by each queue and worker
  return {
    prepare: async () => undefined,
    queue: (name) => new Queue(`${PREFIX}-${name}`, { connection }),
    worker: (name, run, concurrency) => new Worker(`${PREFIX}-${name}`, run, { connection, concurrency, ...WORKER_TIMES }),
    close: async () => void (await connection.quit().catch(() => undefined)),
  }
}

export type { Job }
