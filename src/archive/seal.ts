/** Seal: fetches one document and keeps what came as a capture, before anything reads it. */
import type { Db } from '../db/client.ts'
import { AppError, InvalidError, NotFoundError, RateLimitedError, UnavailableError, messageOf } from '../errors.ts'
import { hashId } from '../model/id.ts'
import type { Fetch } from './fetch.ts'
import { type LocalFolders, isLocal, readLocal } from './local.ts'
import { failDocument, findDocumentToFetch, insertCapture, noteUnchanged, postponeFetch } from './queries.ts'
import type { Store } from './store.ts'

export type ArchiveDeps = {
  readonly db: Db
  readonly fetch: Fetch
  readonly store: Store
  readonly folders: LocalFolders
  readonly maxBytes: number
  readonly now: () => Date
}

const MOST_ATTEMPTS = 4
const FIRST_PAUSE_MS = 2_000

/**
 * Seals one document. A document that is not due is left alone; one that fails for good ends as `failed` with a sentence;
 * one whose server is down or asks us to wait falls due again later, with longer pauses each time, and ends as `failed`
 * after four tries. Running it twice makes no second capture of the same bytes.
 */
export async function sealDocument(deps: ArchiveDeps, documentId: string, signal: AbortSignal): Promise<void> {
  const document = await findDocumentToFetch(deps.db, documentId, deps.now())
  if (!document) return
  try {
    const fetched = isLocal(document.url)
      ? await readLocal(deps.folders, document.url, deps.now(), deps.maxBytes)
      : await deps.fetch.fetch(document.url, { validators: document.hasCapture ? document : {}, signal })
    if (fetched === null) return await noteUnchanged(deps.db, documentId, deps.now())
    if (fetched.bytes.length === 0)
      throw new InvalidError('The document is empty: nothing came but its headers. Open the address in a browser; if there is text, save it and add the file.')
    const sha256 = await deps.store.put(fetched.bytes)
    await insertCapture(
      deps.db,
      {
        id: hashId('cap', documentId, sha256),
        documentId,
        sha256,
        bytes: fetched.bytes.length,
        url: document.url,
        finalUrl: fetched.finalUrl,
        status: fetched.status,
        headers: withoutCookies(fetched.headers),
        mediaType: mediaTypeOf(fetched.headers['content-type']),
        fetchedAt: fetched.fetchedAt,
      },
      { etag: fetched.headers['etag'] ?? null, lastModified: fetched.headers['last-modified'] ?? null },
    )
  } catch (error) {
    if (signal.aborted || !(error instanceof AppError)) throw error
    const attempts = document.attempts + 1
    const canRetry = error instanceof UnavailableError || error instanceof RateLimitedError
    if (canRetry && attempts < MOST_ATTEMPTS) {
      const pause = error instanceof RateLimitedError ? error.retryAfterMs : FIRST_PAUSE_MS * 4 ** (attempts - 1) * (0.75 + Math.random() / 2)
      return await postponeFetch(deps.db, documentId, attempts, new Date(deps.now().getTime() + pause), messageOf(error))
    }
    const given = canRetry
      ? messageOf(error).replace(/ ?It will be tried again[^.]*\./, '') +
        ` Tried ${attempts} times. Add it again to try once more, or save it yourself and add the file.`
      : messageOf(error)
    await failDocument(deps.db, documentId, error.kind, given, error instanceof NotFoundError && document.hasCapture ? 'gone' : 'failed')
  }
}

function mediaTypeOf(header: string | undefined): string {
  return (header ?? 'application/octet-stream').split(';')[0]?.trim().toLowerCase() || 'application/octet-stream'
}

function withoutCookies(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'set-cookie' && name !== 'set-cookie2'))
}
