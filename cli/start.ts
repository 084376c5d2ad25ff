/** unpick start: the web process and the workers, with PostgreSQL under the data folder unless one is configured. */
import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Command } from 'commander'
import { createExtractThread } from '../src/extract/extract-thread.ts'
import { createReadingRoom } from '../src/read/reading-room.ts'
import { catalogue } from '../catalogue/catalogue.ts'
import type { Config } from '../src/config.ts'
import { openDb } from '../src/db/client.ts'
import { listenTo } from '../src/db/listen.ts'
import { InvalidError, messageOf } from '../src/errors.ts'
import { createNamesThread } from '../src/publish/names-thread.ts'
import { createApp } from '../src/http/app.ts'
import { createGate } from '../src/http/give/gate.ts'
import { createIntake } from '../src/http/give/intake.ts'
import { createAccounts } from '../src/accounts/accounts.ts'
import { loadAccountsSecret } from '../src/accounts/secret.ts'
import { listen } from '../src/http/serve.ts'
import { type Queues, openQueues } from '../src/queue/backend.ts'
import { createLog } from '../src/log.ts'
import { createSpace } from '../src/space.ts'
import { publishCatalogue } from '../src/publish/publish-catalogue.ts'
import { seedCatalogue } from '../src/resolve/seed-catalogue.ts'
import { foldersOf, foldersThatFill, openStore } from '../workers/deps.ts'
import { extractTextWith } from '../workers/extract-text.ts'
import { WORKER_ENVIRONMENT, WORKER_FLAGS } from '../workers/flags.ts'
import type { Run } from './program.ts'
import type { Say } from './say.ts'
import { type Session, openSession } from './session.ts'
import { startWorkers, untilStopped } from './workers.ts'

type StartOptions = { web?: boolean; workers?: boolean; alone?: boolean }
const STOP_MS = 20_000
/** A page waits so long for the database, then says that it cannot answer. */
const WAIT_MS = 8_000

export function startCommand(program: Command, run: Run): void {
  program
    .command('start')
    .description('Start Unpick: the pages and the workers. On an empty data folder the demonstration runs first.')
    .option('--web', 'only the pages and the API (needs DATABASE_URL)')
    .option('--workers', 'only the workers (needs DATABASE_URL)')
    .option('--alone', 'internal: no other workers are on these queues')
    .action((options: StartOptions) => run({}, ({ config, say }) => start(config, say, options)))
}

async function start(config: Config, say: Say, options: StartOptions): Promise<void> {
  if (options.workers && !options.web) return await startWorkers(config, say, { isChild: false, alone: options.alone ?? false, demonstrate: false })
  if (options.web && !options.workers && config.databaseUrl === null)
    throw new InvalidError('The web process by itself needs a database that others share: set DATABASE_URL. Without it, start everything with: npm start')
  const log = createLog(config.logLevel)
  const session = await openSession(config, say, { mustOwn: config.databaseUrl === null, waits: true })
  const web = openDb(session.web.url, { max: 10, waitMs: WAIT_MS, ...(session.web.role ? { role: session.web.role } : {}) })
  const stopping = new AbortController()
  const closing: (() => Promise<void>)[] = []
  let child: { stop: (now: boolean) => Promise<void> } | null = null
  try {
    await seedCatalogue(session.db, catalogue)
    await publishCatalogue({ db: session.db, now: () => new Date() })
    const names = createNamesThread(session.web)
    closing.push(names.close)
    const common = { origin: config.origin, now: () => new Date(), log, store: openStore(config) }
    let queues: Promise<Queues> | null = null
    const secret = await loadAccountsSecret(config.dataDir)
    const accounts = createAccounts({ db: session.db, origin: config.origin, secret })
    const room = createReadingRoom({ processes: 2, mostWaiting: 16 })
    const space = createSpace(await foldersThatFill(config, session.db), config.freeSpace)
    const texts = createExtractThread(session.url)
    closing.push(texts.close, async () => room.close())
    const extract = extractTextWith(room, texts)
    const board = () =>
      (queues ??= openQueues({ databaseUrl: session.url, redisUrl: config.redisUrl }, (error) => log.warn({ problem: messageOf(error) }, 'board')))
    const changes = listenTo(session.web, 'unpick_published')
    closing.push(changes.close)
    const store = openStore(config)
    const app = createApp(
      { ...common, db: web.db, changes, names, contact: config.contact },
      {
        ...common,
        whole: session.db,
        store,
        accounts,
        gate: createGate(secret),
        intake: createIntake(session.db, space, config.given),
        space,
        hasMail: config.mail !== null,
        extract,
        readTable: room.table,
        smallPicture: room.picture,
        readText: async (bytes, name) => (await room.read({ url: name, as: 'document', title: name, bytes, headers: {}, fetchedAt: new Date() })).text,
        secret,
        uploads: { uploadsDir: foldersOf(config).uploadsDir, maxBytes: config.fetch.maxBytes },
        openQueues: board,
      },
    )
    const server = await listen(app, { port: config.port, bind: config.bind })
    void names.suggest('unpick', 1).catch(() => undefined) // the index is built before somebody asks
    say.note(`Unpick is at http://localhost:${server.port}`)
    const first = await accounts.inviteFirst()
    say.note(
      first === null
        ? `The desk is at http://localhost:${server.port}/desk`
        : `Nobody has an account yet. Make the first admin's here, within a week: http://localhost:${server.port}/join/${first}`,
    )
    if (!options.web || options.workers) child = keepWorkers(config, session, server.port, say, stopping.signal)
    await untilStopped(say, stopping, () => {
      void child?.stop(true)
      session.halt()
    })
    const boarded = queues as Promise<Queues> | null
    await Promise.race([Promise.all([server.stop(), child?.stop(false), boarded?.then((open) => open.close())]), sleep(STOP_MS, undefined, { ref: false })])
  } finally {
    stopping.abort()
    await child?.stop(true)
    for (const close of closing) await close()
    await web.close()
    await session.close()
  }
  say.note('Stopped. Nothing is lost: what was under way goes on at the next start.')
  process.exit(0)
}

/** Keeps a child process with the workers alive, so that a heavy document never slows a page. */
function keepWorkers(config: Config, session: Session, port: number, say: Say, stopping: AbortSignal): { stop: (now: boolean) => Promise<void> } {
  let child: ChildProcess | null = null
  let isStopping = false
  const flags = ['--child', ...(session.ownsServer && config.redisUrl === null ? ['--alone'] : []), ...(config.demonstration ? ['--demonstrate'] : [])]
  const launch = (pause: number) => {
    child = fork(join(import.meta.dirname, 'workers.ts'), flags, {
      env: { ...process.env, ...WORKER_ENVIRONMENT, PORT: String(port), DATABASE_URL: session.url },
      execArgv: [...WORKER_FLAGS],
      stdio: 'inherit',
    })
    const startedAt = Date.now()
    child.once('error', (error) => ended(messageOf(error))) // it could not be started
    child.once('exit', (code, signal) => ended(String(signal ?? code)))
    const ended = (how: string) => {
      if (child === null) return
      child = null
      if (isStopping || stopping.aborted) return
      const next = Date.now() - startedAt > 60_000 ? 500 : Math.min(pause * 2, 30_000)
      say.note(`The workers stopped (${how}). They start again in ${Math.ceil(next / 1_000)} s; what they were at falls due again.`)
      setTimeout(() => {
        if (!isStopping && !stopping.aborted) launch(next)
      }, next)
    }
  }
  launch(250)
  return {
    async stop(now) {
      isStopping = true
      const running = child
      if (!running) return
      const gone = new Promise<void>((resolve) => running.once('exit', () => resolve()))
      running.kill(now ? 'SIGKILL' : 'SIGTERM')
      await gone
    },
  }
}
