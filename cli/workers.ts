/**
 * Workers: the process that does the stages. `unpick start` runs this file by itself, under plain Node and within bounds of memory, so that a
 * heavy document never slows a page; `unpick start --workers` calls it for a host that takes that role.
 */
import { catalogue } from '../catalogue/catalogue.ts'
import { type Config, readConfig } from '../src/config.ts'
import { InvalidError, messageOf } from '../src/errors.ts'
import { createLog } from '../src/log.ts'
import { seedCatalogue } from '../src/resolve/seed-catalogue.ts'
import { runDemonstration } from '../workers/demonstrate.ts'
import { createWorkerDeps } from '../workers/deps.ts'
import { runWorkers } from '../workers/run.ts'
import { type Say, createSay } from './say.ts'
import { openSession } from './session.ts'

type WorkerOptions = {
  /** Of a process that started it, and ends with it. */
  readonly isChild: boolean
  /** No other workers are on these queues. */
  readonly alone: boolean
  /** Carry the demonstration on. */
  readonly demonstrate: boolean
}

/** Runs workers in this process, for a host that takes that role, or as the child of `start`. */
export async function startWorkers(config: Config, say: Say, options: WorkerOptions): Promise<void> {
  if (config.databaseUrl === null)
    throw new InvalidError('Workers by themselves need a database that others share: set DATABASE_URL. Without it, start everything with: npm start')
  const log = createLog(config.logLevel)
  const session = await openSession(config, say, { waits: true })
  if (!options.isChild) await seedCatalogue(session.db, catalogue)
  const deps = await createWorkerDeps(config, session.db, log)
  const workers = await runWorkers(deps, session.url, { alone: options.alone })
  const stopping = new AbortController()
  if (!options.isChild) say.note('Workers are at work.')
  if (options.isChild) process.once('disconnect', () => process.exit(1)) // the process that started us is gone
  const demonstration = options.demonstrate
    ? runDemonstration(deps, (line) => say.progress(line), stopping.signal).catch((error: unknown) =>
        say.note(`The demonstration stopped: ${messageOf(error)}`),
      )
    : Promise.resolve()
  await untilStopped(say, stopping, () => undefined, options.isChild)
  await demonstration
  await workers.stop()
  await deps.close()
  await session.close()
  process.exit(0)
}

/** Waits for the first SIGINT or SIGTERM; a second one ends at once. A child hears only SIGTERM, from its parent. */
export function untilStopped(say: Say, stopping: AbortController, atOnce: () => void, isChild = false): Promise<void> {
  return new Promise((resolve) => {
    const heard = () => {
      if (stopping.signal.aborted) {
        atOnce()
        say.note('Stopped at once. What was under way falls due again at the next start.')
        process.exit(130)
      }
      if (!isChild) say.note('Stopping: running work finishes first. Ctrl-C again to stop at once.')
      stopping.abort()
      resolve()
    }
    process.on('SIGTERM', heard)
    process.on('SIGINT', isChild ? () => undefined : heard)
  })
}

if (import.meta.main) {
  const has = (flag: string) => process.argv.includes(flag)
  await startWorkers(readConfig(), createSay({ json: false }), { isChild: has('--child'), alone: has('--alone'), demonstrate: has('--demonstrate') })
}
