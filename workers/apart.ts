/**
 * Apart: what was being done when a worker died is done alone, one item after another, in a process that does nothing else. What ends that
 * process too is ended with a sentence, so that no document, source or page stops the others.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { type ApartItem, finishItems, forgetWorker, hasApart, listTaken, releaseApart, restApart } from '../src/db/under-way-queries.ts'
import { InvalidError, messageOf } from '../src/errors.ts'
import { type JobName, jobs } from '../src/queue/jobs.ts'
import type { WorkerDeps } from './deps.ts'
import { WORKER_FLAGS } from './flags.ts'
import { stages } from './stages.ts'
import { itemOf } from './worker.ts'

/** What the process is told when it starts. */
export type ApartOrder = { readonly config: WorkerDeps['config']; readonly databaseUrl: string; readonly worker: string }
export type Apart = {
  /** Starts the process when something is set apart and none runs. @returns once there is nothing, or the process has ended */
  readonly look: () => Promise<void>
  readonly stop: () => Promise<void>
}

/** The code with which the process ends when the database or the disk hinders it: no item is at fault. */
export const HINDERED = 3
/** A process that could not start, or was hindered, is started again after so long. */
const PAUSE_MS = 30_000

/** Looks after what is set apart, for one worker process. */
export function createApart(deps: WorkerDeps, databaseUrl: string): Apart {
  let child: ChildProcess | null = null
  let isStopping = false
  let running: Promise<void> | null = null
  let notBefore = 0

  async function run(): Promise<void> {
    if (isStopping || Date.now() < notBefore || !(await hasApart(deps.db))) return
    const worker = `apart-${randomUUID()}`
    const started = fork(join(import.meta.dirname, 'apart-process.ts'), [], {
      execArgv: [...WORKER_FLAGS],
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    child = started
    const gone = new Promise<string>((resolve) => {
      started.once('exit', (code, signal) => resolve(signal ?? String(code)))
      started.once('error', (error) => resolve(messageOf(error))) // it could not be started
    })
    started.on('error', () => undefined) // a message to a process that has ended
    started.send({ config: deps.config, databaseUrl, worker } satisfies ApartOrder)
    const how = await gone
    child = null
    if (how !== '0') notBefore = Date.now() + PAUSE_MS
    if (how === '0' || how === String(HINDERED) || isStopping) return releaseApart(deps.db, worker)
    const taken = await listTaken(deps.db, worker)
    if (taken.length > 0) notBefore = 0
    for (const item of taken) await endApart(deps, worker, item, how)
  }
  return {
    look: () => (running ??= run().finally(() => (running = null))),
    async stop() {
      isStopping = true
      child?.kill('SIGKILL')
      await running?.catch(() => undefined)
    },
  }
}

/** Ends an item with a sentence; one that is due all the same rests. */
async function endApart(deps: WorkerDeps, worker: string, apart: ApartItem, how: string): Promise<void> {
  const name = apart.stage as JobName
  const error = new InvalidError(`It ended the program that was at work on it, twice (the second time alone: ${how}), so it was left`)
  deps.log.error({ stage: name, item: apart.item, how }, 'this ended the process that did it, twice, and was ended')
  await failApart(deps, name, apart.item, error)
  const isDue = !stages[name].items && (await stages[name].due(deps)).some((payload) => itemOf(payload) === apart.item)
  if (isDue) await restApart(deps.db, apart)
  else await finishItems(deps.db, worker, name, [apart.item])
  await forgetWorker(deps.db, worker)
}

/** Ends an item of a stage with an error's sentence. */
export async function failApart(deps: WorkerDeps, name: JobName, item: string, error: unknown): Promise<void> {
  const stage = stages[name]
  if (stage.items) await stage.items.fail(deps, item, error)
  else await stage.fail(deps, jobs[name].payload.parse(JSON.parse(item)) as never, error)
}
