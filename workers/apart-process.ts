/** Apart process: does what is set apart, one item after another, and ends when there is no more. Whoever started it sees which item ended it. */
import { once } from 'node:events'
import { APP_ROLE, isDatabaseAway, openDb } from '../src/db/client.ts'
import { takeApart, finishItems, noteWorker } from '../src/db/under-way-queries.ts'
import { createLog } from '../src/log.ts'
import { type JobName, jobs } from '../src/queue/jobs.ts'
import { isFull } from '../src/space.ts'
import { type ApartOrder, HINDERED, failApart } from './apart.ts'
import { createWorkerDeps } from './deps.ts'
import { stages } from './stages.ts'

const BEAT_MS = 5_000

process.once('disconnect', () => process.exit(1)) // the process that started us is gone
const [order] = (await once(process, 'message')) as [ApartOrder]
const { db, close } = openDb(order.databaseUrl, { role: APP_ROLE })
const log = createLog(order.config.logLevel)
const deps = await createWorkerDeps(order.config, db, log, { worker: order.worker })
const beat = () => void noteWorker(db, order.worker).catch(() => undefined)
beat()
const beating = setInterval(beat, BEAT_MS)
for (let apart = await takeApart(db, order.worker); apart; apart = await takeApart(db, order.worker)) {
  const name = apart.stage as JobName
  const stage = stages[name]
  const signal = AbortSignal.timeout(jobs[name].timeoutMs)
  try {
    if (stage.items) await stage.items.run(deps, apart.item, signal)
    else await stage.run(deps, jobs[name].payload.parse(JSON.parse(apart.item)) as never, signal)
  } catch (error) {
    if (isDatabaseAway(error) || isFull(error)) process.exit(HINDERED)
    await failApart(deps, name, apart.item, error)
  }
  await finishItems(db, order.worker, name, [apart.item])
}
clearInterval(beating)
await deps.close()
await close()
process.exit(0)
