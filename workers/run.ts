/** Run workers: every stage on its queue, and the sweep, until told to stop. */
import { setTimeout as sleep } from 'node:timers/promises'
import { listenTo } from '../src/db/listen.ts'
import { forgetWorker, setApart } from '../src/db/under-way-queries.ts'
import { clearTurns } from '../src/archive/host-queries.ts'
import { clearDrafts } from '../src/archive/store.ts'
import { openQueues } from '../src/queue/backend.ts'
import { JOB_NAMES, type JobName } from '../src/queue/jobs.ts'
import { messageOf } from '../src/errors.ts'
import { createApart } from './apart.ts'
import { type WorkerDeps, foldersOf } from './deps.ts'
import { startSweep } from './sweep.ts'
import { startWorker } from './worker.ts'

const GRACE_MS = 10_000

export type RunningWorkers = { readonly stop: () => Promise<void> }

/**
 * Starts the workers. `alone`: no other process works on these queues, so what an earlier one left in them is cleared.
 * `only`: these stages and no others. Stopping lets running items finish for ten seconds, then hands them back.
 */
export async function runWorkers(deps: WorkerDeps, databaseUrl: string, options: { alone: boolean; only?: readonly JobName[] }): Promise<RunningWorkers> {
  const names = options.only ?? JOB_NAMES
  const queues = await openQueues({ databaseUrl, redisUrl: deps.config.redisUrl }, (error) => deps.log.warn({ problem: messageOf(error) }, 'queue'))
  if (options.alone) {
    await queues.clear()
    await clearTurns(deps.db)
    await setApart(deps.db, true)
    await clearDrafts(foldersOf(deps.config).capturesDir)
  }
  const stopping = new AbortController()
  const apart = createApart(deps, databaseUrl)
  const sweep = startSweep(queues, deps, names, apart)
  const told = names.includes('publish') ? listenTo({ url: databaseUrl, role: null }, 'unpick_due', sweep.soon) : null
  const workers = names.map((name) =>
    startWorker(name, queues, { ...deps, somethingDue: sweep.soon }, stopping.signal, (jobId) => {
      sweep.ended(jobId)
      sweep.soon()
    }),
  )
  return {
    async stop() {
      await told?.close()
      await sweep.stop()
      await apart.stop()
      const closing = Promise.all(workers.map((worker) => worker.close()))
      await Promise.race([closing, sleep(GRACE_MS, undefined, { ref: false })])
      stopping.abort()
      await Promise.race([closing, sleep(5_000, undefined, { ref: false }).then(() => Promise.all(workers.map((worker) => worker.close(true))))])
      await queues.close()
      await forgetWorker(deps.db, deps.worker).catch(() => undefined) // a database that went first: what was under way is found again
    },
  }
}
