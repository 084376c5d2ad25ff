/** Read: turns captures into text with positions, each by its source's own reader or by its format, and follows links where a site is followed. */
import { setImmediate as others, setTimeout as sleep } from 'node:timers/promises'
import { fetchAgain, fetchLater } from '../src/archive/fetch-queries.ts'
import { addFound } from '../src/archive/followed-queries.ts'
import { DamagedCopyError } from '../src/archive/store.ts'
import { type Db, type Tx, isDatabaseAway, transact } from '../src/db/client.ts'
import { beginItems, finishItems } from '../src/db/under-way-queries.ts'
import { AppError, UnavailableError, messageOf } from '../src/errors.ts'
import type { Reading } from '../src/model/document.ts'
import { ColumnMapping } from '../src/model/mapping.ts'
import { readMapped } from '../src/read/list-claims.ts'
import { isFull } from '../src/space.ts'
import { storableText } from '../src/model/offsets.ts'
import {
  type CaptureToRead,
  countUnread,
  failReading,
  type ReadingRow,
  readingRow,
  saveCopy,
  savePlaces,
  saveReadings,
  takeUnread,
} from '../src/read/queries.ts'
import { READ_VERSION } from '../src/read/read-capture.ts'
import type { WorkerDeps } from './deps.ts'
import { defineStage } from './stage.ts'

/** As many as may read at once, in all processes together. */
const LANES = 8
const BATCH = 25
/** After so many, others may go on: what is being fetched is not held up by a whole group. */
const FEW = 4
const MOST_BYTES = 20_000_000
const LONGEST_TURN_MS = 60_000
/** A lane that finds nothing looks again for a while: more may be on its way. */
const LINGER_MS = 300
const LOOK_AGAIN_MS = 25

export default defineStage('read', {
  // A lane is leave to read; which captures it reads is seen when it takes them.
  due: async ({ db, worker }) =>
    Array.from({ length: Math.ceil((await countUnread(db, worker, READ_VERSION, LANES * BATCH)) / BATCH) }, (_, lane) => ({ lane })),

  async run(deps, _payload, signal) {
    const until = Date.now() + LONGEST_TURN_MS
    let lastFound = Date.now()
    let hasCalled = false // a lane that took all it may calls for others, once
    while (!signal.aborted && Date.now() < until && Date.now() - lastFound < LINGER_MS) {
      const read = await readSome(deps, { worker: deps.worker, limit: BATCH })
      if (read > 0) lastFound = Date.now()
      else await sleep(LOOK_AGAIN_MS)
      if (read === BATCH && !hasCalled) {
        hasCalled = true
        deps.somethingDue?.()
      }
    }
  },

  // Each capture ends by itself; what ends a lane is ours, and the next sweep tries again.
  fail: async ({ log }, { lane }, error) => log.error({ lane, error }, 'reading failed; it is tried again at the next sweep'),
  items: {
    run: async (deps, captureId) => void (await readSome(deps, { captureId })),
    fail: ({ db }, captureId, error) => transact(db, (tx) => end(tx, captureId, error)),
  },
})

type Found = { readonly capture: CaptureToRead; readonly links: readonly string[] }

/**
 * Reads some captures, or one, and keeps what they say and what they lead to, in one transaction. Where that fails, one of them is at
 * fault: each is then read by itself, so that the others are kept.
 * @returns how many were taken
 */
async function readSome(deps: WorkerDeps, which: Parameters<typeof takeUnread>[2]): Promise<number> {
  let noteFound = () => {}
  let taken: CaptureToRead[] = []
  const done = (db: Db) => finishItems(db, deps.worker, 'read', idsOf(taken))
  try {
    await transact(deps.db, async (tx) => {
      taken = within(await takeUnread(tx, READ_VERSION, which))
      // Noted by a connection of its own, so that it is known when this one breaks off.
      const begun = new Set('captureId' in which ? idsOf(taken) : await beginItems(deps.db, deps.worker, 'read', idsOf(taken)))
      taken = taken.filter(({ captureId }) => begun.has(captureId))
      const read: ReadingRow[] = []
      const found: Found[] = []
      for (const [i, [capture, bytes]] of (await withBytes(deps, taken)).entries()) {
        if (i % FEW === 0) await others()
        const reading = await readOne(deps, tx, capture, bytes)
        if (!reading) continue
        if (capture.needsCopy && bytes.status === 'fulfilled') await keepCopy(deps, tx, capture, bytes.value)
        if (reading.places) await savePlaces(tx, reading.places)
        read.push(readingRow(capture.captureId, reading))
        if (capture.followedId !== null && reading.links) found.push({ capture, links: [...reading.links, ...(reading.canonical ? [reading.canonical] : [])] })
      }
      await saveReadings(tx, READ_VERSION, read, deps.now())
      noteFound = await addFound(tx, found, deps.now())
      await done(tx)
    })
  } catch (error) {
    const only = taken[0]
    if (!only || isDatabaseAway(error) || isFull(error)) throw error // what cannot be written is not at fault
    if (taken.length === 1) await transact(deps.db, (tx) => end(tx, only.captureId, error))
    await done(deps.db)
    if (taken.length > 1) for (let each = 0; each < taken.length; each += 1) await readSome(deps, { worker: deps.worker, limit: 1 })
    return taken.length
  }
  noteFound()
  return taken.length
}

const idsOf = (captures: readonly CaptureToRead[]): string[] => captures.map(({ captureId }) => captureId)

/** As many as may be held in memory together; always one. */
function within(captures: readonly CaptureToRead[]): CaptureToRead[] {
  let total = 0
  return captures.filter((capture, i) => (total += capture.bytes) <= MOST_BYTES || i === 0)
}

async function withBytes({ store }: WorkerDeps, captures: readonly CaptureToRead[]): Promise<[CaptureToRead, PromiseSettledResult<Buffer>][]> {
  const bytes = await Promise.allSettled(captures.map((capture) => store.get(capture.sha256)))
  return captures.map((capture, i) => [capture, bytes[i] as PromiseSettledResult<Buffer>])
}

/** The reading of one capture; null when it ended with a sentence. */
async function readOne(
  { sources, readingRoom, now }: WorkerDeps,
  tx: Tx,
  capture: CaptureToRead,
  bytes: PromiseSettledResult<Buffer>,
): Promise<Reading | null> {
  try {
    if (bytes.status === 'rejected') throw bytes.reason
    const parse = capture.sourceId === null ? undefined : sources.get(capture.sourceId)?.parse
    const reading = capture.mapping
      ? await readMapped(bytes.value, capture.title, ColumnMapping.parse(capture.mapping), readingRoom.tables)
      : await (parse ?? readingRoom.read)({ ...capture, bytes: bytes.value }, readingRoom.tables)
    return { ...reading, text: storableText(reading.text), title: reading.title && storableText(reading.title) }
  } catch (error) {
    await end(tx, capture.captureId, error)
    if (error instanceof UnavailableError) await fetchLater(tx, capture.captureId, now())
    if (error instanceof DamagedCopyError) await fetchAgain(tx, [error.sha], now()) // the same bytes put it right; other ones make a new capture
    return null
  }
}

/** Keeps a copy without metadata of a file that somebody added: that is what everyone else is handed. */
async function keepCopy({ readingRoom, store, now }: WorkerDeps, tx: Tx, capture: CaptureToRead, bytes: Buffer): Promise<void> {
  const made = await readingRoom.copy({ ...capture, bytes }).then(
    async (copy) => ({ copySha256: await store.put(copy), problem: null }),
    (error: unknown) => {
      if (isFull(error)) throw error
      return { copySha256: null, problem: messageOf(error) }
    },
  )
  await saveCopy(tx, { sha256: capture.sha256, ...made, madeAt: now() })
}

const end = (tx: Tx, captureId: string, error: unknown): Promise<void> =>
  failReading(
    tx,
    captureId,
    READ_VERSION,
    error instanceof AppError ? error.kind : 'bug',
    error instanceof AppError
      ? messageOf(error)
      : `Reading this document failed: ${messageOf(error)}. Its sealed copy is kept. Save it as plain text and add that file; please report the fault.`,
  )
