/** Read: turns the captures of one shard into text with positions, each by its source's own reader or by its format, and follows links where a site is followed. */
import { addFound } from '../src/archive/followed-queries.ts'
import { messageOf, AppError } from '../src/errors.ts'
import type { Reading } from '../src/model/document.ts'
import { storableText } from '../src/model/offsets.ts'
import { type CaptureToRead, failReading, listUnread, listUnreadShards, saveReadings } from '../src/read/queries.ts'
import { READ_VERSION, readCapture } from '../src/read/read-capture.ts'
import type { WorkerDeps } from './deps.ts'
import { defineStage } from './stage.ts'

const BATCH = 40
const MOST_BYTES = 20_000_000
const LONGEST_TURN_MS = 60_000

export default defineStage('read', {
  due: async ({ db }) => (await listUnreadShards(db, READ_VERSION)).map((shard) => ({ shard })),

  async run(deps, { shard }, signal) {
    const until = Date.now() + LONGEST_TURN_MS
    while (!signal.aborted && Date.now() < until) {
      const captures = within(await listUnread(deps.db, READ_VERSION, shard, BATCH))
      if (captures.length === 0) return
      await readAll(deps, captures)
    }
  },

  // Each capture ends by itself; what ends a whole shard's turn is ours, and the next sweep tries again.
  fail: async ({ log }, { shard }, error) => log.error({ shard, error }, 'reading failed; it is tried again at the next sweep'),
})

/** As many as may be held in memory together; always one. */
function within(captures: readonly CaptureToRead[]): CaptureToRead[] {
  let total = 0
  return captures.filter((capture, i) => (total += capture.bytes) <= MOST_BYTES || i === 0)
}

async function readAll(deps: WorkerDeps, captures: readonly CaptureToRead[]): Promise<void> {
  const read: { captureId: string; reading: Reading }[] = []
  const found: { capture: CaptureToRead; links: readonly string[] }[] = []
  const bytes = await Promise.allSettled(captures.map((capture) => deps.store.get(capture.sha256)))
  for (const [i, capture] of captures.entries()) {
    const got = bytes[i] as PromiseSettledResult<Buffer>
    try {
      if (got.status === 'rejected') throw got.reason
      const parse = capture.sourceId === null ? undefined : deps.sources.get(capture.sourceId)?.parse
      const reading = storable((parse ?? readCapture)({ ...capture, bytes: got.value }))
      read.push({ captureId: capture.captureId, reading })
      if (capture.followedId !== null && reading.links) found.push({ capture, links: reading.links })
    } catch (error) {
      await end(deps, capture, error)
    }
  }
  try {
    await saveReadings(deps.db, READ_VERSION, read, deps.now())
  } catch (error) {
    if (read.length === 1) return await end(deps, captures.find((capture) => capture.captureId === read[0]?.captureId) as CaptureToRead, error)
    for (const each of read) {
      // One of them is at fault: each by itself, so that the others are kept.
      try {
        await saveReadings(deps.db, READ_VERSION, [each], deps.now())
      } catch (fault) {
        await end(deps, captures.find((capture) => capture.captureId === each.captureId) as CaptureToRead, fault)
      }
    }
  }
  await addFound(deps.db, found, deps.now())
}

const end = (deps: WorkerDeps, capture: CaptureToRead, error: unknown): Promise<void> =>
  failReading(
    deps.db,
    capture.captureId,
    READ_VERSION,
    error instanceof AppError ? error.kind : 'bug',
    error instanceof AppError
      ? messageOf(error)
      : `Reading this document failed: ${messageOf(error)}. Its sealed copy is kept. Save it as plain text and add that file; please report the fault.`,
  )

const storable = (reading: Reading): Reading => ({ ...reading, text: storableText(reading.text), title: reading.title && storableText(reading.title) })
