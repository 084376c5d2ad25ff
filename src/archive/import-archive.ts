/** Import archive: the documents of a WARC or WACZ file that others made become documents and captures here. */
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { createHash } from 'node:crypto'
import { unzipSync } from 'fflate'
import { z } from 'zod'
import { InvalidError } from '../errors.ts'
import type { PublisherInput } from '../model/organisation.ts'
import { addDocument } from './document-queries.ts'
import { insertCaptures } from './fetch-queries.ts'
import type { Db } from '../db/client.ts'
import { sealedOf } from './seal.ts'
import type { Store } from './store.ts'
import { type WarcFind, readWarc } from './warc.ts'

export type Imported = { readonly captures: number; readonly known: number; readonly leftOut: readonly { readonly url: string; readonly why: string }[] }

const TOGETHER = 50
const MOST_UNPACKED = 2_000_000_000
const Package = z.object({ resources: z.array(z.object({ path: z.string(), hash: z.string().optional() })) })

/**
 * Imports a file. Each capture keeps the time and headers that the file gives, and says that it was imported; running it twice
 * changes nothing. A broken file gives what stands before the break, and then fails.
 * @throws InvalidError when it is neither WARC nor WACZ, or a WACZ whose parts are not what it says
 */
export async function importArchive(
  deps: { db: Db; store: Store; maxBytes: number; now: () => Date },
  path: string,
  input: { publisher: PublisherInput; submittedBy: string },
  progress: (count: number) => void,
): Promise<Imported> {
  const outcome = { captures: 0, known: 0, leftOut: [] as { url: string; why: string }[] }
  let group: { find: Extract<WarcFind, { fetched: unknown }>; documentId: string }[] = []
  const flush = async () => {
    const sealed = await Promise.all(
      group.map(async ({ find, documentId }) => sealedOf(deps.store, { id: documentId, url: find.url }, find.fetched, 'imported', null)),
    )
    group = []
    const made = await insertCaptures(deps.db, sealed)
    outcome.captures += made
    outcome.known += sealed.length - made
    progress(outcome.captures + outcome.known)
  }
  try {
    for await (const find of await findsIn(path, deps.maxBytes)) {
      if ('leftOut' in find) {
        outcome.leftOut.push({ url: find.url, why: find.leftOut })
        continue
      }
      const { id } = await addDocument(deps.db, { url: find.url, ...input, as: 'imported', now: deps.now(), isFetched: true })
      group.push({ find, documentId: id })
      if (group.length >= TOGETHER) await flush()
    }
  } finally {
    await flush()
  }
  return outcome
}

async function findsIn(path: string, maxBytes: number): Promise<AsyncIterable<WarcFind>> {
  const file = await open(path, 'r').catch(() => null)
  if (file === null) throw new InvalidError(`There is no file ${path}.`)
  const head = Buffer.alloc(4)
  await file.read(head, 0, 4, 0).finally(() => file.close())
  if (head.toString('latin1') !== 'PK\u0003\u0004') return readWarc(createReadStream(path), maxBytes)
  return fromWacz(path, maxBytes)
}

/** The WARC files of a WACZ, each against the hash that its `datapackage.json` gives. Source: WACZ 1.1.1, Webrecorder. */
async function* fromWacz(path: string, maxBytes: number): AsyncGenerator<WarcFind> {
  const bytes = await readAll(path)
  const warcs: string[] = []
  let unpacked = 0
  const manifest = unzipSync(bytes, {
    filter: ({ name, originalSize }) => {
      if (/^archive\/[^/]+\.warc(?:\.gz)?$/.test(name)) warcs.push(name)
      if (warcs.includes(name)) unpacked += originalSize
      return name === 'datapackage.json' && originalSize < 50_000_000
    },
  })['datapackage.json']
  if (warcs.length === 0) throw new InvalidError('There is no WARC file below archive/ in this package: it is no WACZ file.')
  if (unpacked > MOST_UNPACKED)
    throw new InvalidError(`This package unpacks to more than ${MOST_UNPACKED / 1e9} GB. Take its WARC files out and import them one by one.`)
  const stated = Package.safeParse(manifest && jsonOf(Buffer.from(manifest).toString('utf8')))
  for (const name of warcs) {
    const warc = unzipSync(bytes, { filter: (file) => file.name === name })[name] as Uint8Array
    const hash = stated.success ? stated.data.resources.find((resource) => resource.path === name)?.hash : undefined
    if (hash?.startsWith('sha256:') && createHash('sha256').update(warc).digest('hex') !== hash.slice(7))
      throw new InvalidError(`${name} is not what this package says it is: its SHA-256 differs. Ask whoever made it for another copy.`)
    yield* readWarc(Readable.from([warc]), maxBytes)
  }
}

async function readAll(path: string): Promise<Buffer> {
  const file = await open(path, 'r')
  try {
    if ((await file.stat()).size > MOST_UNPACKED)
      throw new InvalidError('This package is larger than 2 GB. Take its WARC files out and import them one by one.')
    return await file.readFile()
  } finally {
    await file.close()
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
