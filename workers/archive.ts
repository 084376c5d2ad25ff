/** Archive: fetches one document and seals what came. */
import { failDocument, listDueDocuments } from '../src/archive/queries.ts'
import { sealDocument } from '../src/archive/seal.ts'
import { AppError, messageOf } from '../src/errors.ts'
import { SWEEP_LIMIT, defineStage } from './stage.ts'

export default defineStage('archive', {
  due: async ({ db, now }) => (await listDueDocuments(db, now(), SWEEP_LIMIT)).map((documentId) => ({ documentId })),
  run: (deps, { documentId }, signal) => sealDocument({ ...deps, maxBytes: deps.config.fetch.maxBytes }, documentId, signal),
  fail: ({ db }, { documentId }, error) =>
    failDocument(
      db,
      documentId,
      error instanceof AppError ? error.kind : 'bug',
      `Fetching failed: ${messageOf(error)}. Add it again to try once more, or save it yourself and add the file.`,
    ),
})
