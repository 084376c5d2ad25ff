/** Tell: a worker that does nothing but tell watches, in a process of its own that may be killed. Arguments: database, data folder. */
import { setTimeout as sleep } from 'node:timers/promises'
import { readConfig } from '../../src/config.ts'
import { openDb } from '../../src/db/client.ts'
import { createLog } from '../../src/log.ts'
import { createWorkerDeps } from '../../workers/deps.ts'
import watch from '../../workers/watch.ts'

const [url = '', folder = ''] = process.argv.slice(2)
const { db } = openDb(url)
const deps = await createWorkerDeps(readConfig({ DATABASE_URL: url, UNPICK_DATA: folder, UNPICK_LOG: 'warn' }), db, createLog('warn'))
process.send?.('ready')
const signal = new AbortController().signal
for (;;) {
  for (const payload of await watch.due(deps)) await watch.run(deps, payload, signal)
  await sleep(50)
}
