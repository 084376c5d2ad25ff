/** Export archive: sealed copies written out as one WARC 1.1 file. */
import { createWriteStream } from 'node:fs'
import { basename } from 'node:path'
import { rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import type { Db } from '../db/client.ts'
import { UnavailableError } from '../errors.ts'
import { listCapturesToExport } from './export-queries.ts'
import type { Store } from './store.ts'
import { warcInfo, warcRecord } from './warc.ts'

/**
 * Writes every real sealed copy, or those of one source. The file appears whole or not at all. Copies that are
 * damaged are left out and named.
 */
export async function exportWarc(
  deps: { db: Db; store: Store; origin: string },
  path: string,
  filter: { sourceId?: string | undefined },
  progress: (count: number) => void,
): Promise<{ records: number; damaged: string[] }> {
  const draft = `${path}.${process.pid}.new`
  const damaged: string[] = []
  let records = 0
  async function* whole() {
    yield await warcInfo(basename(path), deps.origin)
    for await (const capture of listCapturesToExport(deps.db, filter)) {
      try {
        yield await warcRecord({ ...capture, bytes: await deps.store.get(capture.sha256) })
        progress((records += 1))
      } catch (error) {
        if (!(error instanceof UnavailableError)) throw error
        damaged.push(capture.sha256)
      }
    }
  }
  try {
    await pipeline(whole, createWriteStream(draft, { flags: 'wx' }))
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
  return { records, damaged }
}
