/** Work for commands: a database and the stages, whether or not somebody else is at work on them. */
import { catalogue } from '../catalogue/catalogue.ts'
import type { Config } from '../src/config.ts'
import { forgetWorker, setApart } from '../src/db/under-way-queries.ts'
import type { JobName } from '../src/queue/jobs.ts'
import { createLog } from '../src/log.ts'
import { publishCatalogue } from '../src/publish/publish-catalogue.ts'
import { seedCatalogue } from '../src/resolve/seed-catalogue.ts'
import { createApart } from '../workers/apart.ts'
import { createWorkerDeps, type WorkerDeps } from '../workers/deps.ts'
import { hasWorkers } from '../workers/heartbeat.ts'
import { runInline } from '../workers/run-inline.ts'
import type { Say } from './say.ts'
import { type Session, openSession } from './session.ts'
import { setTimeout as sleep } from 'node:timers/promises'

export type Work = {
  readonly deps: WorkerDeps
  /** Waits until `isDone` says so: running workers do it, or this process does when there are none, but for the stages left out. */
  readonly until: (isDone: () => Promise<boolean>, progress: () => Promise<string>, leaveOut?: readonly JobName[]) => Promise<void>
}

/** Runs `task` with a database and the stages, and closes them after it. */
export async function withWork<T>(config: Config, say: Say, task: (work: Work) => Promise<T>): Promise<T> {
  const session = await openSession(config, say)
  try {
    const deps = await createWorkerDeps(config, session.db, createLog(config.logLevel))
    try {
      if (session.ownsServer) {
        await seedCatalogue(session.db, catalogue)
        await publishCatalogue(deps)
      }
      return await task({ deps, until: (isDone, progress, leaveOut = []) => until(deps, session, say, isDone, progress, leaveOut) })
    } finally {
      await deps.close()
    }
  } finally {
    await session.close()
  }
}

async function until(
  deps: WorkerDeps,
  session: Session,
  say: Say,
  isDone: () => Promise<boolean>,
  progress: () => Promise<string>,
  leaveOut: readonly JobName[],
): Promise<void> {
  const stopping = new AbortController()
  const stop = () => stopping.abort()
  process.once('SIGINT', stop)
  const apart = createApart(deps, session.url)
  try {
    while (!stopping.signal.aborted && !(await isDone())) {
      say.progress(await progress())
      if (!(await hasWorkers(deps.db, deps.now()))) {
        await setApart(deps.db, session.ownsServer)
        await runInline(deps, { stopping: stopping.signal, isEnough: isDone, leaveOut })
        await apart.look()
      }
      if (!(await isDone())) await sleep(300, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  } finally {
    process.off('SIGINT', stop)
    await apart.stop()
    await forgetWorker(deps.db, deps.worker)
  }
}
