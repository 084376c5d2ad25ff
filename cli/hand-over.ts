/** unpick scrape SOURCE --from FILE: hands a source a file that it cannot fetch, and shows what became of it. */
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { handOver } from '../src/archive/hand-over.ts'
import { listDocuments } from '../src/archive/document-queries.ts'
import { InvalidError } from '../src/errors.ts'
import { describe } from './add.ts'
import type { Say } from './say.ts'
import type { Work } from './work.ts'

type HandOverOptions = { readonly from: string; readonly url?: string; readonly fetched?: string; readonly by: string }

/** Hands a file over and waits until it is read. @returns 1 when the source could not read it */
export async function handOverCommand({ deps, until }: Work, say: Say, source: string | undefined, options: HandOverOptions): Promise<number> {
  if (source === undefined) throw new InvalidError('Say whose file it is: unpick scrape SOURCE --from FILE. "unpick sources" lists the sources.')
  const bytes = await readFile(options.from).catch(() => null)
  if (bytes === null) throw new InvalidError(`There is no file ${options.from}.`)
  const savedAt = options.fetched === undefined ? null : new Date(options.fetched)
  const { documentId, isNew } = await handOver({ ...deps, maxBytes: deps.config.fetch.maxBytes }, source, {
    name: basename(options.from),
    bytes,
    url: options.url ?? null,
    savedAt,
    by: options.by,
  })
  const find = async () => (await listDocuments(deps.db, { id: documentId }, 1))[0]
  await until(
    async () => ['done', 'failed', 'gone'].includes((await find())?.state ?? 'gone'),
    async () => 'The file is being read',
    ['collect', 'archive'],
  )
  const document = await find()
  say.result({ document, isNew }, () => [
    ...(document ? describe(document) : []),
    isNew
      ? `Somebody else confirms it at the desk: /desk/sources/${source}. Until then each claim waits for a reviewer.`
      : 'These bytes were handed over before; nothing was added twice.',
  ])
  return document?.state === 'failed' ? 1 : 0
}
