/** Sweep: asks every stage what is due, and puts it on the queues. A lost queue costs a sweep and nothing else. */
import { listApart, noteWorker, setApart } from '../src/db/under-way-queries.ts'
import { messageOf } from '../src/errors.ts'
import type { Queues } from '../src/queue/backend.ts'
import { type JobName, jobIdOf } from '../src/queue/jobs.ts'
import type { Apart } from './apart.ts'
import type { WorkerDeps } from './deps.ts'
import { beat } from './heartbeat.ts'
import { stages } from './stages.ts'
import { itemOf } from './worker.ts'

const EVERY_MS = 1_000
const SOON_MS = 30

/** `soon` hints that something may be due; `ended` says that a job this process did is over, so that its item may be put on again at once. */
export type Sweep = { readonly soon: () => void; readonly ended: (jobId: string) => void; readonly stop: () => Promise<void> }

/** Sweeps each second, and soon after a hint. */
export function startSweep(queues: Queues, deps: WorkerDeps, names: readonly JobName[], apart: Apart): Sweep {
  let isStopped = false
  let running: Promise<void> | null = null
  let wantsAnother = false
  let timer: NodeJS.Timeout | undefined
  const added = new Map<string, number>()
  const plan = (ms: number) => {
    clearTimeout(timer)
    if (!isStopped) timer = setTimeout(go, ms)
  }
  const go = () => {
    if (running) {
      wantsAnother = true
      return
    }
    running = sweepOnce(queues, deps, names, added)
      .then(() => void apart.look().catch((error: unknown) => deps.log.warn({ problem: messageOf(error) }, 'apart')))
      .catch((error: unknown) => deps.log.warn({ problem: messageOf(error) }, 'sweep'))
      .finally(() => {
        running = null
        plan(wantsAnother ? SOON_MS : EVERY_MS)
        wantsAnother = false
      })
  }
  go()
  return {
    ended: (jobId) => void added.delete(jobId),
    soon: () => (running ? (wantsAnother = true) : plan(SOON_MS)),
    async stop() {
      isStopped = true
      clearTimeout(timer)
      await running
    },
  }
}

/** Puts all that is due at these stages on the queues once, but for what this process put there less than a sweep ago. */
async function sweepOnce(queues: Queues, deps: WorkerDeps, names: readonly JobName[], added: Map<string, number>): Promise<void> {
  const startedAt = Date.now()
  await beat(deps.db, deps.now())
  await noteWorker(deps.db, deps.worker)
  await setApart(deps.db)
  const apart = await listApart(deps.db)
  for (const [jobId, at] of added) if (startedAt - at >= EVERY_MS) added.delete(jobId)
  for (const name of names) {
    try {
      const due = (await stages[name].due(deps)).filter((payload) => !added.has(jobIdOf(name, payload as never)) && !apart.has(`${name} ${itemOf(payload)}`))
      if (due.length === 0) continue
      await queues.add(name, due as never)
      for (const payload of due) added.set(jobIdOf(name, payload as never), startedAt)
    } catch (error) {
      deps.log.error({ stage: name, problem: messageOf(error) }, 'sweep') // the other stages go on
    }
  }
}
