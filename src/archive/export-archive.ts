/** Export archive: sealed copies written out as one WARC 1.1 file. */
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { basename } from 'node:path'
import { rename, rm } from 'node:fs/promises'
import { finished } from 'node:stream/promises'
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
  const file = createWriteStream(draft, { flags: 'wx' })
  const damaged: string[] = []
  let records = 0
  const write = async (bytes: Uint8Array) => {
    if (!file.write(bytes)) await once(file, 'drain')
  }
  try {
    await write(await warcInfo(basename(path), deps.origin))
    for await (const capture of listCapturesToExport(deps.db, filter)) {
      try {
        await write(await warcRecord({ ...capture, bytes: await deps.store.get(capture.sha256) }))
        progress((records += 1))
      } catch (error) {
        if (!(error instanceof UnavailableError)) throw error
        damaged.push(capture.sha256)
      }
    }
    file.end()
    await finished(file)
    await rename(draft, path)
  } catch (error) {
    file.destroy()
    await rm(draft, { force: true })
    throw error
  }
  return { records, damaged }
}
