/** Seal: fetches the documents of one host that are due, and keeps what came as captures before anything reads it. */
import { type Db, isDatabaseAway } from '../db/client.ts'
import { AppError, InvalidError, NotFoundError, RateLimitedError, UnavailableError, messageOf } from '../errors.ts'
import { hashId } from '../model/id.ts'
import { type DocumentToFetch, type Sealed, failDocument, findDueDocument, insertCaptures, noteUnchanged, postponeFetch } from './fetch-queries.ts'
import type { Fetch, Fetched } from './fetch.ts'
import { noteAnswer, noteFailure, restHost } from './host-queries.ts'
import { type LocalFolders, isLocal, readLocal } from './local.ts'
import { type Space, isFull } from '../space.ts'
import type { Store } from './store.ts'
import { REST_AFTER, type TurnDeps, createTurn } from './turn.ts'
import type { WebArchive } from './web-archive.ts'

export type ArchiveDeps = TurnDeps & {
  readonly fetch: Fetch
  readonly webArchive: WebArchive | null
  readonly store: Store
  readonly space: Space
  readonly folders: LocalFolders
  readonly maxBytes: number
  /** How many documents of a host are fetched at once, if the host's pace lets them. */
  readonly connections: number
}

const MOST_ATTEMPTS = 4
const FIRST_PAUSE_MS = 2_000
/** Captures are written together: at most so many, and at most so late. */
const WRITE_TOGETHER = 50
const WRITE_AFTER_MS = 200
/** A host that is left alone rests for a minute, then twice as long each time, at most six hours. */
const FIRST_REST_MS = 60_000
const LONGEST_REST_MS = 6 * 60 * 60_000

/**
 * Seals the documents of a host that are due, for a minute at most. One that fails for good ends as `failed` with a
 * sentence; one whose server is down or asks us to wait falls due again later, with longer pauses each time, and ends as
 * `failed` after four tries. A host that fails five times in a row rests, and then gets one request to show itself. Running
 * it twice makes no second capture of the same bytes.
 */
export async function sealHost(deps: ArchiveDeps, host: string, signal: AbortSignal): Promise<void> {
  deps.store.prepare?.()
  const writer = createWriter(deps.db)
  const turn = createTurn(deps, host, writer, signal)
  await Promise.all(
    Array.from({ length: deps.connections }, async () => {
      for (let document = await turn.next(); document; document = await turn.next()) {
        try {
          if (await deps.space.isLow()) return turn.end()
          const sealed = await sealOne(deps, document, signal)
          if (turn.hasFailed && host !== 'local') await noteAnswer(deps.db, host)
          turn.hasFailed = false
          if (sealed) await writer.add(sealed)
        } catch (error) {
          if (signal.aborted || isFull(error)) throw error // the document stays due
          if (await settle(deps, host, document, error)) turn.end()
          if (error instanceof UnavailableError) turn.hasFailed = true
        } finally {
          turn.done(document)
        }
      }
    }),
  ).finally(() => Promise.all([writer.flush(), turn.close()]))
}

/** Seals one document that is due, and nothing beside it. It ends or is put off as in a turn. */
export async function sealAlone(deps: ArchiveDeps, id: string, signal: AbortSignal): Promise<void> {
  const document = await findDueDocument(deps.db, id, deps.now())
  if (!document) return
  try {
    const sealed = await sealOne(deps, document, signal)
    if (sealed) await insertCaptures(deps.db, [sealed])
  } catch (error) {
    if (signal.aborted || isFull(error)) throw error
    await settle(deps, document.host, document, error)
  }
}

/** What is to be written of one document; null when nothing changed. */
async function sealOne(deps: ArchiveDeps, document: DocumentToFetch, signal: AbortSignal): Promise<Sealed | null> {
  const fetched = isLocal(document.url)
    ? await readLocal(deps.folders, document.url, deps.now(), deps.maxBytes)
    : await deps.fetch.fetch(document.url, { validators: document.hasCapture ? document : {}, signal })
  if (fetched === null) {
    await noteUnchanged(deps.db, document.id, deps.now())
    return null
  }
  if (fetched.bytes.length === 0)
    throw new InvalidError('The document is empty: nothing came but its headers. Open the address in a browser; if there is text, save it and add the file.')
  return sealedOf(deps.store, document, fetched, isLocal(document.url) ? 'file' : 'web', null)
}

/** Puts what was fetched into the store. @returns its capture, to be written */
export async function sealedOf(
  store: Store,
  document: { readonly id: string; readonly url: string },
  fetched: Fetched,
  via: Sealed['via'],
  archivedAt: Date | null,
): Promise<Sealed> {
  const sha256 = await store.put(fetched.bytes)
  return {
    id: hashId('cap', document.id, sha256),
    documentId: document.id,
    sha256,
    bytes: fetched.bytes.length,
    url: document.url,
    finalUrl: fetched.finalUrl,
    status: fetched.status,
    headers: withoutCookies(fetched.headers),
    mediaType: mediaTypeOf(fetched.headers['content-type']),
    fetchedAt: fetched.fetchedAt,
    via,
    archivedAt,
    handedBy: null,
    saidSavedAt: null,
    etag: fetched.headers['etag'] ?? null,
    lastModified: fetched.headers['last-modified'] ?? null,
  }
}

/** Ends or puts off a document that could not be sealed. @returns whether the host is to be left alone now */
async function settle(deps: ArchiveDeps, host: string, document: DocumentToFetch, error: unknown): Promise<boolean> {
  if (isDatabaseAway(error)) throw error
  const now = deps.now()
  if (!(error instanceof AppError)) {
    const problem = `Fetching failed: ${messageOf(error)}. Add it again to try once more, or save it yourself and add the file.`
    await failDocument(deps.db, document.id, 'bug', problem)
    return false
  }
  let isResting = false
  if (error instanceof RateLimitedError) {
    await restHost(deps.db, host, new Date(now.getTime() + error.retryAfterMs), messageOf(error))
    isResting = true
  }
  if (error instanceof UnavailableError && host !== 'local') {
    const failures = await noteFailure(deps.db, host, messageOf(error))
    if (failures >= REST_AFTER) {
      await restHost(
        deps.db,
        host,
        new Date(now.getTime() + jittered(Math.min(LONGEST_REST_MS, FIRST_REST_MS * 2 ** (failures - REST_AFTER)))),
        messageOf(error),
      )
      isResting = true
    }
  }
  const attempts = document.attempts + 1
  const canRetry = error instanceof UnavailableError || error instanceof RateLimitedError
  if (canRetry && attempts < MOST_ATTEMPTS) {
    const pause = error instanceof RateLimitedError ? error.retryAfterMs : jittered(FIRST_PAUSE_MS * 4 ** (attempts - 1))
    await postponeFetch(deps.db, document.id, attempts, new Date(now.getTime() + pause), messageOf(error))
    return isResting
  }
  const isDead = error instanceof NotFoundError || (error instanceof UnavailableError && !document.hasCapture)
  if (isDead && deps.webArchive !== null && !isLocal(document.url)) {
    const archived = document.hasCapture ? null : await deps.webArchive.find(document.url).catch(() => null)
    if (archived) {
      await insertCaptures(deps.db, [await sealedOf(deps.store, document, archived.fetched, 'web archive', archived.archivedAt)])
      return isResting
    }
  }
  const given = canRetry
    ? messageOf(error).replace(/ ?It will be tried again[^.]*\./, '') +
      ` Tried ${attempts} times. Add it again to try once more, or save it yourself and add the file.`
    : messageOf(error)
  await failDocument(deps.db, document.id, error.kind, given, error instanceof NotFoundError && document.hasCapture ? 'gone' : 'failed')
  return isResting
}

/** A pause between three quarters and five quarters of `ms`, so that those who failed together do not come back together. */
const jittered = (ms: number): number => ms * (0.75 + Math.random() / 2)

/** Writes captures in groups: each waits a moment for others. */
function createWriter(db: Db) {
  let waiting: Sealed[] = []
  let last = Date.now()
  let writing: Promise<void> = Promise.resolve()
  const written: string[] = []
  /** @returns how many were written */
  const flush = async (): Promise<number> => {
    const group = waiting
    waiting = []
    last = Date.now()
    writing = writing.then(async () => {
      await insertCaptures(db, group)
      written.push(...group.map((each) => each.documentId))
    })
    await writing
    return group.length
  }
  return {
    /** Documents whose captures are in the database. */
    written,
    async add(sealed: Sealed): Promise<void> {
      waiting.push(sealed)
      if (waiting.length >= WRITE_TOGETHER || Date.now() - last > WRITE_AFTER_MS) await flush()
    },
    flush,
  }
}

function mediaTypeOf(header: string | undefined): string {
  return (header ?? 'application/octet-stream').split(';')[0]?.trim().toLowerCase() || 'application/octet-stream'
}

function withoutCookies(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'set-cookie' && name !== 'set-cookie2'))
}
