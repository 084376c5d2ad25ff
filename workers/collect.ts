/** Collect: asks a source which documents it has, and adds those that are new or due again. */
import { addDocument } from '../src/archive/document-queries.ts'
import { listInbox } from '../src/archive/local.ts'
import { finishSource, listDueSources } from '../src/archive/source-queries.ts'
import { AppError, NotFoundError, messageOf } from '../src/errors.ts'
import { defineStage } from './stage.ts'

export default defineStage('collect', {
  due: async ({ db, now }) => (await listDueSources(db, now())).map((sourceId) => ({ sourceId })),

  async run({ db, sources, fetch, folders, config, now }, { sourceId }, signal) {
    const source = sources.get(sourceId)
    if (!source) throw new NotFoundError(`The source ${sourceId} has no file any more. Switch it off with: unpick sources --off ${sourceId}`)
    const listing = source.discover({
      origin: `http://localhost:${config.port}`,
      signal,
      inbox: () => listInbox(folders),
      fetch: async (url) => fetch.fetch(url, { signal }),
    })
    for await (const request of listing) {
      await addDocument(db, {
        url: request.url,
        as: request.as ?? 'document',
        title: request.title,
        publishedOn: request.publishedOn,
        publisher: request.publisher ?? source.publisher,
        submittedBy: `source: ${sourceId}`,
        sourceId,
        open: source.open,
        licence: source.licence,
        demonstration: source.demonstration ?? false,
        again: true,
        now: now(),
      })
    }
    await finishSource(db, sourceId, now(), null)
  },

  async fail({ db, now }, { sourceId }, error) {
    await finishSource(db, sourceId, now(), { kind: error instanceof AppError ? error.kind : 'bug', message: messageOf(error) })
  },
})
