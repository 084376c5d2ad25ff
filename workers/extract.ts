/** Extract: finds names and candidate claims in one capture's text. */
import { messageOf } from '../src/errors.ts'
import { failExtraction, listUnextracted } from '../src/extract/queries.ts'
import { SWEEP_LIMIT, defineStage } from './stage.ts'

export default defineStage('extract', {
  due: async ({ db, extractor }) => (await listUnextracted(db, extractor.version, SWEEP_LIMIT)).map((captureId) => ({ captureId })),
  run: ({ extractor }, { captureId }) => extractor.extract(captureId),
  fail: ({ db, extractor }, { captureId }, error) =>
    failExtraction(
      db,
      captureId,
      extractor.version,
      `Searching this text failed: ${messageOf(error)}. Its sealed copy and text are kept; please report the fault.`,
    ),
})
