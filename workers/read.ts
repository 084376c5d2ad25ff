/** Read: turns one capture into text with positions, by its source's own reader or by its format. */
import { messageOf, AppError } from '../src/errors.ts'
import type { Reading } from '../src/model/document.ts'
import { storableText } from '../src/model/offsets.ts'
import { failReading, findCaptureToRead, listUnread, saveReading } from '../src/read/queries.ts'
import { READ_VERSION, readCapture } from '../src/read/read-capture.ts'
import { SWEEP_LIMIT, defineStage } from './stage.ts'

export default defineStage('read', {
  due: async ({ db }) => (await listUnread(db, READ_VERSION, SWEEP_LIMIT)).map((captureId) => ({ captureId })),

  async run({ db, store, sources, now }, { captureId }) {
    const capture = await findCaptureToRead(db, captureId)
    if (!capture) return
    const bytes = await store.get(capture.sha256)
    const parse = capture.sourceId === null ? undefined : sources.get(capture.sourceId)?.parse
    const reading = (parse ?? readCapture)({ ...capture, bytes })
    await saveReading(db, captureId, READ_VERSION, storable(reading), now())
  },

  fail: ({ db }, { captureId }, error) =>
    failReading(
      db,
      captureId,
      READ_VERSION,
      error instanceof AppError ? error.kind : 'bug',
      error instanceof AppError
        ? messageOf(error)
        : `Reading this document failed: ${messageOf(error)}. Its sealed copy is kept. Save it as plain text and add that file; please report the fault.`,
    ),
})

const storable = (reading: Reading): Reading => ({ ...reading, text: storableText(reading.text), title: reading.title && storableText(reading.title) })
