/** Resolve: turns names into organisations, and candidates into claims. */
import { messageOf } from '../src/errors.ts'
import { failExtraction } from '../src/extract/queries.ts'
import { listUnresolved } from '../src/resolve/queries.ts'
import { RESOLVE_VERSION, resolveCapture } from '../src/resolve/resolve-capture.ts'
import { SWEEP_LIMIT, defineStage } from './stage.ts'

export default defineStage('resolve', {
  due: async ({ db, extractor }) => (await listUnresolved(db, RESOLVE_VERSION, extractor.version, SWEEP_LIMIT)).map((captureId) => ({ captureId })),
  run: ({ db }, { captureId }) => resolveCapture(db, captureId),
  fail: ({ db, extractor }, { captureId }, error) =>
    failExtraction(
      db,
      captureId,
      extractor.version,
      `The names of this document could not be resolved: ${messageOf(error)}. Its sealed copy and text are kept; please report the fault.`,
    ),
})
