/** Try sources: asks each for the first document that it lists, fetches and reads that one, and says how it went. Nothing is stored. */
import type { Fetch, Fetched } from '../src/archive/fetch.ts'
import { type LocalFolders, isLocal, readLocal } from '../src/archive/local.ts'
import { AppError, BlockedError, DriftError, InvalidError, NotFoundError, UnavailableError, messageOf } from '../src/errors.ts'
import type { Reading, Request } from '../src/model/document.ts'
import type { ReadingRoom } from '../src/read/reading-room.ts'
import type { BrandItem, Source } from '../scrapers/source.ts'

export type TrySourcesDeps = {
  readonly fetch: Pick<Fetch, 'fetch'>
  readonly room: Pick<ReadingRoom, 'read'>
  readonly folders: LocalFolders
  readonly maxBytes: number
  readonly brandItems: readonly BrandItem[]
  /** Whether a key is set. */
  readonly hasKey: (variable: string) => boolean
  readonly now: () => Date
}

export type Tried = {
  readonly id: string
  readonly title: string
  /** Its publisher answered with a document. */
  readonly reached: boolean
  /** The document has a shape that the source knows. */
  readonly read: boolean
  /** Claims that its rows state; null where it was not read. */
  readonly rows: number | null
  /** The first row as it is written, or the first line of a text. */
  readonly first: string | null
  readonly document: string | null
  readonly problem: string | null
  readonly drift: boolean
  /** What a person can do about the problem. */
  readonly todo: string | null
}

/** Requests that a listing may need before it names its first document. */
const MOST_LISTING_FETCHES = 3
const MOST_MS = 180_000
const AT_ONCE = 4
const LONGEST_FIRST = 160

/** Tries sources, some at once, each within its time; hosts keep their pace. In the order they were given. */
export async function trySources(
  sources: readonly (readonly [string, Source])[],
  deps: TrySourcesDeps,
  options: { readonly signal?: AbortSignal; readonly mostMs?: number; readonly done?: (tried: Tried) => void } = {},
): Promise<Tried[]> {
  const tried: Tried[] = []
  const waiting = sources.map((entry, i) => ({ entry, i }))
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const limit = AbortSignal.timeout(options.mostMs ?? MOST_MS)
      const outcome = await trySource(next.entry, deps, options.signal ? AbortSignal.any([options.signal, limit]) : limit)
      tried[next.i] = outcome
      options.done?.(outcome)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return tried
}

async function trySource([id, source]: readonly [string, Source], deps: TrySourcesDeps, signal: AbortSignal): Promise<Tried> {
  let tried: Tried = { id, title: source.title, reached: false, read: false, rows: null, first: null, document: null, problem: null, drift: false, todo: null }
  try {
    if (source.needsKey && !deps.hasKey(source.needsKey.variable))
      return {
        ...tried,
        problem: 'It needs a key.',
        todo: `Get one at ${source.needsKey.from}, and set ${source.needsKey.variable} to it. ${source.byHand ?? ''}`.trim(),
      }
    const request = await firstOf(source, deps, signal)
    if (request === null) return { ...tried, reached: true, problem: 'It lists nothing now.', todo: source.byHand ?? null }
    tried = { ...tried, document: request.url }
    const fetched = await fetchOne(request.url, deps, signal)
    tried = { ...tried, reached: true }
    const capture = {
      url: request.url,
      as: request.as ?? 'document',
      title: request.title ?? null,
      bytes: fetched.bytes,
      headers: fetched.headers,
      fetchedAt: fetched.fetchedAt,
    }
    const reading = await (source.parse ?? deps.room.read)(capture)
    const rows = reading.claims.length
    return { ...tried, read: true, rows, first: firstRow(reading) }
  } catch (error) {
    return {
      ...tried,
      problem: signal.aborted ? 'It took too long.' : messageOf(error),
      drift: error instanceof DriftError,
      todo: todoOf(id, source, error, signal.aborted),
    }
  }
}

/** The first document that a source lists; null where it lists none. */
async function firstOf(source: Source, deps: TrySourcesDeps, signal: AbortSignal): Promise<Request | null> {
  let fetches = 0
  const listing = source.discover({
    origin: 'http://localhost',
    today: deps.now().toISOString().slice(0, 10),
    signal,
    inbox: async () => [],
    followed: async () => [],
    brands: async () => deps.brandItems.map(({ name }) => name),
    brandItems: async () => deps.brandItems,
    cursor: null,
    keep: async () => undefined,
    fetch: async (url) => {
      fetches += 1
      if (fetches > MOST_LISTING_FETCHES) throw new InvalidError(`Its listing names no document on its first ${MOST_LISTING_FETCHES} pages.`)
      return deps.fetch.fetch(url, { signal })
    },
  })
  for await (const request of listing) return request
  return null
}

async function fetchOne(url: string, deps: TrySourcesDeps, signal: AbortSignal): Promise<Fetched> {
  const fetched = isLocal(url) ? await readLocal(deps.folders, url, deps.now(), deps.maxBytes) : await deps.fetch.fetch(url, { signal })
  if (fetched === null || fetched.bytes.length === 0) throw new InvalidError('The document is empty: nothing came but its headers.')
  return fetched
}

function firstRow({ text, claims }: Reading): string | null {
  const claim = claims[0]
  const line = claim ? text.slice(claim.start, claim.end) : (text.split('\n').find((each) => each.trim() !== '') ?? '')
  const plain = line.replace(/\s+/g, ' ').trim()
  return plain === '' ? null : plain.length > LONGEST_FIRST ? `${plain.slice(0, LONGEST_FIRST)}…` : plain
}

/** What a person can do when a source cannot be fetched or read. */
function todoOf(id: string, source: Source, error: unknown, isLate: boolean): string {
  const handOver = source.byHand ?? `Open ${source.home} in a browser, save the document, and hand it over: unpick scrape ${id} --from FILE`
  if (isLate || error instanceof UnavailableError) return `Try again later. If it stays so: ${handOver}`
  if (error instanceof BlockedError || error instanceof NotFoundError) return handOver
  if (error instanceof DriftError) return `Compare the document with scrapers/sources/${id}.ts, and put that right. ${source.byHand ?? ''}`.trim()
  return error instanceof AppError ? handOver : 'This is a fault of ours. Please report it.'
}
