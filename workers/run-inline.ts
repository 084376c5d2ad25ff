/** Run inline: does what is due without a queue, for a command that finds no worker at work. */
import { listApart } from '../src/db/under-way-queries.ts'
import { JOB_NAMES, type JobName } from '../src/queue/jobs.ts'
import { isFull } from '../src/space.ts'
import type { WorkerDeps } from './deps.ts'
import { stages } from './stages.ts'
import { endItem, itemOf, runItem } from './worker.ts'

/** Does all that is due, stage after stage, until nothing is, or `isEnough` says so; `leaveOut` names stages that are not run. Items that fail end with their sentence. */
export async function runInline(
  deps: WorkerDeps,
  options: { stopping: AbortSignal; isEnough?: () => Promise<boolean>; leaveOut?: readonly JobName[] },
): Promise<void> {
  for (let didSomething = true; didSomething && !options.stopping.aborted;) {
    didSomething = false
    for (const name of JOB_NAMES.filter((each) => !options.leaveOut?.includes(each))) {
      const apart = await listApart(deps.db)
      for (const payload of await stages[name].due(deps)) {
        if (options.stopping.aborted) return
        if (apart.has(`${name} ${itemOf(payload)}`)) continue
        try {
          if (await runItem(name, deps, payload, options.stopping)) didSomething = true
        } catch (error) {
          didSomething = true
          if (options.stopping.aborted) return
          if (isFull(error)) throw error
          await endItem(name, deps, payload, error)
        }
      }
    }
    if (await options.isEnough?.()) return
  }
}
