/** Worker deps: everything the stages need, made once a process. */
import { randomUUID } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { loadAccountsSecret } from '../src/accounts/secret.ts'
import { type Fetch, createFetch } from '../src/archive/fetch.ts'
import type { LocalFolders } from '../src/archive/local.ts'
import { createSharedPace } from '../src/archive/pace.ts'
import { type Post, createPost } from '../src/archive/post.ts'
import { type LedgerKey, loadLedgerKey } from '../src/archive/ledger-key.ts'
import { registerSource } from '../src/archive/source-queries.ts'
import { createS3Store } from '../src/archive/s3-store.ts'
import { type Store, createFileStore } from '../src/archive/store.ts'
import { type WebArchive, createWebArchive } from '../src/archive/web-archive.ts'
import { type Mailer, createMailer } from '../src/campaigns/mail.ts'
import type { Config } from '../src/config.ts'
import type { Db } from '../src/db/client.ts'
import { type Extractor, createExtractor } from '../src/extract/extract-capture.ts'
import { createModel } from '../src/extract/model.ts'
import { messageOf } from '../src/errors.ts'
import { findDatabaseFolder, findInstance } from '../src/db/instance-queries.ts'
import type { ProgramInterface } from '../src/model/program-interface.ts'
import type { Log } from '../src/log.ts'
import type { NamesIndex } from '../src/names/index/names-index.ts'
import { followOrganisationNames } from '../src/resolve/suggest-merges.ts'
import { type Space, createSpace } from '../src/space.ts'
import { type ReadingRoom, createReadingRoom } from '../src/read/reading-room.ts'
import { loadSources } from '../scrapers/registry.ts'
import { type Source, everyMinutes, revisitMinutes } from '../scrapers/source.ts'

export type WorkerDeps = {
  /** Which worker this is, among all that are at work. */
  readonly worker: string
  readonly config: Config
  readonly db: Db
  readonly fetch: Fetch
  readonly webArchive: WebArchive | null
  readonly store: Store
  readonly folders: LocalFolders
  readonly extractor: Extractor
  /** Reads captures; the heavy formats in a process of their own. */
  readonly readingRoom: ReadingRoom
  /** The names of all organisations, as an index that follows them. */
  readonly organisationNames: (isFresh?: boolean) => Promise<NamesIndex>
  readonly ledgerKey: () => Promise<LedgerKey>
  /** Keys what watches look out for, and seals the addresses they write to. */
  readonly secret: string
  readonly sources: ReadonlyMap<string, Source>
  /** Sends mail; null where no server is configured. */
  readonly mailer: Mailer | null
  /** Posts to webhooks, at public addresses alone. */
  readonly post: Post['post']
  /** How much of the disk is free: below the floor nothing new is collected. */
  readonly space: Space
  readonly now: () => Date
  readonly log: Log
  /** Called by a stage that waits for another, where a sweep listens. */
  readonly somethingDue?: () => void
}

/** The fact that says how far the demonstration is. */
export const DEMONSTRATION = 'demonstration'

/** A turn at a host is held a little longer than a fetch may take. */
const LEASE_OVER_MS = 5_000

const BUNDLED = join(import.meta.dirname, '../catalogue')

/** Where captures and local documents lie. */
export function foldersOf(config: Config): LocalFolders & { capturesDir: string } {
  return { capturesDir: join(config.dataDir, 'captures'), uploadsDir: join(config.dataDir, 'uploads'), inboxDir: config.inboxDir, bundledDir: BUNDLED }
}

/** The folders whose disks fill up: the data folder, and the database's where it runs on this machine. */
export async function foldersThatFill(config: Config, db: Db): Promise<string[]> {
  const database = await findDatabaseFolder(db)
  return database === null ? [config.dataDir] : [config.dataDir, database]
}

/** The store of sealed copies: the bucket that is configured, else the folder below the data folder. */
export const openStore = (config: Config): Store => (config.bucket === null ? createFileStore(foldersOf(config).capturesDir) : createS3Store(config.bucket))

/** Makes the deps and writes the catalogue of sources. */
export async function createWorkerDeps(
  config: Config,
  db: Db,
  log: Log,
  options: { now?: () => Date; worker?: string } = {},
): Promise<WorkerDeps & { close: () => Promise<void> }> {
  const now = options.now ?? (() => new Date())
  const folders = foldersOf(config)
  const sources = await loadSources()
  const known = fetchOptionsOf(sources, config)
  await mkdir(folders.inboxDir, { recursive: true }).catch(() => undefined)
  const own = `localhost:${config.port}` // the demonstration's reports are served by this Unpick itself
  const isRemoved = (await findInstance(db, DEMONSTRATION)) === 'removed'
  const fetch = createFetch({
    limits: config.fetch,
    allowHosts: config.demonstration && !isRemoved ? [...config.allowHosts, own] : config.allowHosts,
    contact: config.contact,
    now,
    ...known,
    refusals: refusalsOf(sources),
    pace: createSharedPace(db, Math.max(config.fetch.timeoutMs, ...known.interfaces.map((each) => each.timeoutMs)) + LEASE_OVER_MS, config.fetch.connections),
  })
  for (const [id, source] of sources) {
    if (source.demonstration && (!config.demonstration || isRemoved)) continue
    await registerSource(db, {
      ...source,
      id,
      everyMinutes: everyMinutes(source),
      revisitMinutes: revisitMinutes(source),
      budget: source.budget ?? null,
      demonstration: source.demonstration ?? false,
      byHand: source.byHand ?? null,
    })
  }
  const readingRoom = createReadingRoom()
  const { post, close: closePost } = createPost()
  const mailer = config.mail && createMailer(config.mail.smtpUrl, config.mail.from)
  return {
    worker: options.worker ?? randomUUID(),
    config,
    db,
    fetch,
    webArchive: config.webArchive === null ? null : createWebArchive(config.webArchive, fetch),
    store: openStore(config),
    folders,
    extractor: await createExtractor(db, config.model && createModel(config.model), (error) => log.warn({ problem: messageOf(error) }, 'model')),
    organisationNames: followOrganisationNames(db),
    readingRoom,
    ledgerKey: () => loadLedgerKey(config.dataDir),
    secret: await loadAccountsSecret(config.dataDir),
    sources,
    mailer,
    post,
    space: createSpace(await foldersThatFill(config, db), config.freeSpace, (isLow) =>
      log.warn(isLow ? 'the disk is nearly full: nothing is collected until there is room' : 'there is room again: collecting goes on'),
    ),
    now,
    log,
    close: async () => {
      mailer?.close()
      readingRoom.close()
      await Promise.all([fetch.close(), closePost()])
    },
  }
}

/** What a fetcher must know of the sources: whom to send a key to, and where to ask under an operator's own terms. */
export const fetchOptionsOf = (
  sources: ReadonlyMap<string, Source>,
  config: Config,
): { interfaces: ProgramInterface[]; authorizations: ReadonlyMap<string, string> } => ({
  interfaces: [...sources.values()].flatMap((source) => source.interface ?? []),
  authorizations: authorizationsOf(sources, config),
})

/** What each host that wants a key is sent, as far as keys are set. */
function authorizationsOf(sources: ReadonlyMap<string, Source>, config: Config): ReadonlyMap<string, string> {
  return new Map(
    [...sources.values()].flatMap(({ needsKey }) => {
      const key = needsKey && config.keys[needsKey.variable]
      return needsKey && key ? [[needsKey.host, needsKey.authorization(key)] as const] : []
    }),
  )
}

/** What hosts answer those who ask too often, where a source knows that it is not 429. */
function refusalsOf(sources: ReadonlyMap<string, Source>): ReadonlyMap<string, { status: number; waitMs: number }> {
  return new Map(
    [...sources.values()].flatMap(({ refusesWith }) =>
      refusesWith ? [[refusesWith.host, { status: refusesWith.status, waitMs: refusesWith.waitMinutes * 60_000 }] as const] : [],
    ),
  )
}
