/** Worker: a stage on a queue. Checks the payload, keeps the time limit, and turns kinds of error into outcomes. */
import { DelayedError, UnrecoverableError } from 'bullmq'
import { AppError, type ErrorKind, RateLimitedError, messageOf } from '../src/errors.ts'
import { isDatabaseAway } from '../src/db/client.ts'
import { beginItems, finishItems } from '../src/db/under-way-queries.ts'
import type { Job, QueueWorker, Queues } from '../src/queue/backend.ts'
import { type JobName, type Payload, jobs } from '../src/queue/jobs.ts'
import type { WorkerDeps } from './deps.ts'
import { isFull } from '../src/space.ts'
import { stages } from './stages.ts'

/** What a worker does with each kind: try again, or end the item with its sentence. */
export const OUTCOME = {
  invalid: 'end',
  unauthenticated: 'end',
  forbidden: 'end',
  not_found: 'end',
  conflict: 'end',
  blocked: 'end',
  drift: 'end',
  unavailable: 'retry',
  rate_limited: 'delay',
} as const satisfies Record<ErrorKind, 'end' | 'retry' | 'delay'>

/** What met a full disk is not at fault: it is tried again when somebody may have made room. */
const FULL_PAUSE_MS = 30_000

/** Starts the worker of one job. `done` is called after each item, so that the next stage is looked at. `stopping` hands running items back. */
export function startWorker<J extends JobName>(name: J, queues: Queues, deps: WorkerDeps, stopping: AbortSignal, done: (jobId: string) => void): QueueWorker {
  return queues.work(
    name,
    async (job) => {
      try {
        await runItem(name, deps, job.data, stopping)
      } catch (error) {
        await settle(name, deps, job, error, stopping)
      } finally {
        done(String(job.id))
      }
    },
    (error) => deps.log.warn({ queue: name, problem: messageOf(error) }, 'queue'),
  )
}

/** A job's payload as the item that is noted while it is under way. */
export const itemOf = (payload: object): string => JSON.stringify(payload)

/**
 * Runs one item within its time limit, and notes it meanwhile.
 * @returns whether it was run: not when another worker is at it, or it is set apart
 * @throws whatever the stage does, or UnavailableError at the limit
 */
export async function runItem<J extends JobName>(name: J, deps: WorkerDeps, data: unknown, stopping: AbortSignal): Promise<boolean> {
  const payload = jobs[name].payload.parse(data) as Payload<J>
  const signal = AbortSignal.any([stopping, AbortSignal.timeout(jobs[name].timeoutMs)])
  const stage = stages[name]
  const items = stage.items ? [] : [itemOf(payload)]
  if ((await beginItems(deps.db, deps.worker, name, items)).length < items.length) return false
  try {
    await stage.run(deps, payload, signal)
  } finally {
    await finishItems(deps.db, deps.worker, name, items)
  }
  return true
}

async function settle(name: JobName, deps: WorkerDeps, job: Job, error: unknown, stopping: AbortSignal): Promise<never> {
  if (error instanceof RateLimitedError || isFull(error) || stopping.aborted) {
    await job.moveToDelayed(Date.now() + (error instanceof RateLimitedError ? error.retryAfterMs : isFull(error) ? FULL_PAUSE_MS : 0), job.token)
    throw new DelayedError()
  }
  if (isDatabaseAway(error)) throw error // the item is due still
  const isOver = error instanceof AppError ? OUTCOME[error.kind] === 'end' : false
  if (!isOver && job.attemptsMade + 1 < jobs[name].attempts) throw error
  if (!(error instanceof AppError)) deps.log.error({ queue: name, item: job.id, error }, 'a bug ended this item')
  await endItem(name, deps, job.data, error)
  throw new UnrecoverableError(`${error instanceof Error ? error.name : 'Error'}: ${messageOf(error)}`)
}

/** Ends an item: its document or source says why. */
export async function endItem<J extends JobName>(name: J, deps: WorkerDeps, data: unknown, error: unknown): Promise<void> {
  await stages[name].fail(deps, jobs[name].payload.parse(data) as Payload<J>, error)
}
