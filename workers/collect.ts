/** Collect: asks a source which documents it has, and adds those that are new or due again. */
import { addListed, upsertPublisher } from '../src/archive/document-queries.ts'
import { listFollowed } from '../src/archive/followed-queries.ts'
import { listInbox } from '../src/archive/local.ts'
import { finishSource, listBrandItems, listBrandNames, listDueSources, noteRun, pauseSource, startRun } from '../src/archive/source-queries.ts'
import { AppError, InvalidError, NotFoundError, RateLimitedError, messageOf } from '../src/errors.ts'
import type { Request } from '../src/model/document.ts'
import { type Source, revisitMinutes } from '../scrapers/source.ts'
import type { WorkerDeps } from './deps.ts'
import { defineStage } from './stage.ts'

const BATCH = 200

export default defineStage('collect', {
  due: async ({ db, now, space }) => ((await space.isLow()) ? [] : (await listDueSources(db, now())).map((sourceId) => ({ sourceId }))),

  async run(deps, { sourceId }, signal) {
    const { db, sources, fetch, folders, config, now } = deps
    const source = sources.get(sourceId)
    if (!source) throw new NotFoundError(`The source ${sourceId} has no file any more. Switch it off with: unpick sources --off ${sourceId}`)
    const startedAt = now()
    requireKey(deps, source)
    const cursor = await startRun(db, sourceId, startedAt)
    const keep = createKeeper(deps, sourceId, source, startedAt)
    const listing = source.discover({
      cursor,
      keep: keep.flush,
      origin: `http://localhost:${config.port}`,
      today: startedAt.toISOString().slice(0, 10),
      signal,
      inbox: () => listInbox(folders),
      brands: () => listBrandNames(db),
      brandItems: () => listBrandItems(db),
      followed: (kind) => listFollowed(db, kind),
      fetch: async (url) => fetch.fetch(url, { signal }),
    })
    try {
      for await (const request of listing) await keep.add(request)
    } catch (error) {
      if (!(error instanceof RateLimitedError)) throw error
      await keep.flush()
      return await pauseSource(
        db,
        sourceId,
        now(),
        new Date(now().getTime() + error.retryAfterMs),
        `${messageOf(error)} What was listed is kept, and the listing goes on from there.`,
      )
    }
    await keep.flush()
    signal.throwIfAborted()
    await finishSource(db, sourceId, now(), null)
  },

  async fail({ db, now }, { sourceId }, error) {
    await finishSource(db, sourceId, now(), { kind: error instanceof AppError ? error.kind : 'bug', message: messageOf(error) })
  },
})

function requireKey({ config }: WorkerDeps, { needsKey }: Source): void {
  if (needsKey !== undefined && config.keys[needsKey.variable] === undefined)
    throw new InvalidError(`This source needs a key: get one at ${needsKey.from}, set ${needsKey.variable} to it, and start Unpick again.`)
}

/** Keeps what is listed, some hundreds at a time, and says how far the run is. */
function createKeeper({ db, now }: WorkerDeps, sourceId: string, source: Source, startedAt: Date) {
  const publishers = new Map<string, string>()
  const demonstration = source.demonstration ?? false
  let waiting: Request[] = []
  let listed = 0
  let added = 0
  const publisherOf = async (request: Request): Promise<string> => {
    const publisher = request.publisher ?? source.publisher
    const known = publishers.get(publisher.name) ?? (await upsertPublisher(db, publisher, demonstration))
    publishers.set(publisher.name, known)
    return known
  }
  const flush = async (cursor: string | null = null) => {
    const group = await Promise.all(
      waiting.map(async (request) => ({
        url: request.url,
        as: request.as ?? 'document',
        title: request.title ?? null,
        publishedOn: request.publishedOn ?? null,
        changedAt: request.changedAt ?? null,
        followedId: request.followedId ?? null,
        publisherId: await publisherOf(request),
      })),
    )
    waiting = []
    const failedBefore = new Date(startedAt.getTime() - revisitMinutes(source) * 54_000)
    added += await addListed(db, { id: sourceId, open: source.open, licence: source.licence, demonstration }, group, failedBefore, now())
    await noteRun(db, sourceId, startedAt, { listed, added }, cursor)
  }
  return {
    async add(request: Request): Promise<void> {
      waiting.push(request)
      listed += 1
      if (waiting.length >= BATCH) await flush()
    },
    flush,
  }
}
