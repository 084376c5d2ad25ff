/** Web for the bench of checks: the app on a database, with the names thread and the reading room, in a process of its own. Says on which port it listens. */
import { join } from 'node:path'
import { createFileStore } from '../../src/archive/store.ts'
import { openDb } from '../../src/db/client.ts'
import { createApp } from '../../src/http/app.ts'
import { createGate } from '../../src/http/give/gate.ts'
import { createIntake } from '../../src/http/give/intake.ts'
import { createSpace } from '../../src/space.ts'
import { listen } from '../../src/http/serve.ts'
import { createLog } from '../../src/log.ts'
import { createNamesThread } from '../../src/publish/names-thread.ts'
import { createReadingRoom } from '../../src/read/reading-room.ts'
import { people } from '../../test/support/people.ts'

const [url = '', folder = ''] = process.argv.slice(2)
const none = () => Promise.reject(new Error('not here'))
const [whole, web] = [openDb(url), openDb(url, { role: 'unpick_web' })]
const room = createReadingRoom()
const space = createSpace([folder], 0)
const names = createNamesThread({ url, role: 'unpick_web' })
const common = { origin: 'http://localhost', now: () => new Date(), log: createLog('silent'), store: createFileStore(join(folder, 'captures')) }
const app = createApp(
  { ...common, db: web.db, names, contact: 'x' },
  {
    ...common,
    whole: whole.db,
    accounts: people(whole.db).accounts,
    gate: createGate('bench'),
    intake: createIntake(whole.db, space, { rows: 10_000, bytes: 1_000_000_000 }),
    space,
    smallPicture: none,
    hasMail: false,
    extract: none,
    readTable: room.table,
    readText: none,
    secret: 'a secret of benches',
    uploads: { uploadsDir: join(folder, 'uploads'), maxBytes: 1_000_000 },
    openQueues: none,
  },
)
const server = await listen(app, { port: 0, bind: '127.0.0.1' })
await names.suggest('unpick', 1) // the index is built before it is asked
process.send?.(server.port)
process.on('disconnect', () => process.exit(0))
