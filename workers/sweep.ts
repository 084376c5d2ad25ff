/** Sweep: asks every stage what is due, and puts it on the queues. A lost queue costs a sweep and nothing else. */
import { messageOf } from '../src/errors.ts'
import type { Queues } from '../src/queue/backend.ts'
import { type JobName } from '../src/queue/jobs.ts'
import type { WorkerDeps } from './deps.ts'
import { beat } from './heartbeat.ts'
import { stages } from './stages.ts'

const EVERY_MS = 1_000
const SOON_MS = 30

export type Sweep = { readonly soon: () => void; readonly stop: () => Promise<void> }

/** Sweeps each second, and soon after a hint. */
export function startSweep(queues: Queues, deps: WorkerDeps, names: readonly JobName[]): Sweep {
  let isStopped = false
  let running: Promise<void> | null = null
  let wantsAnother = false
  let timer: NodeJS.Timeout | undefined
  const plan = (ms: number) => {
    clearTimeout(timer)
    if (!isStopped) timer = setTimeout(go, ms)
  }
  const go = () => {
    if (running) {
      wantsAnother = true
      return
    }
    running = sweepOnce(queues, deps, names)
      .catch((error: unknown) => deps.log.warn({ problem: messageOf(error) }, 'sweep'))
      .finally(() => {
        running = null
        plan(wantsAnother ? SOON_MS : EVERY_MS)
        wantsAnother = false
      })
  }
  go()
  return {
    soon: () => (running ? (wantsAnother = true) : plan(SOON_MS)),
    async stop() {
      isStopped = true
      clearTimeout(timer)
      await running
    },
  }
}

/** Puts all that is due at these stages on the queues once. */
export async function sweepOnce(queues: Queues, deps: WorkerDeps, names: readonly JobName[]): Promise<void> {
  await beat(deps.db, deps.now())
  for (const name of names) {
    const due = await stages[name].due(deps)
    if (due.length > 0) await queues.add(name, due as never)
  }
}
