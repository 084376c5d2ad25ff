/**
 * Web archives: where an address is dead, the newest copy that an archive kept of it.
 * Source: Wayback CDX server API (https://github.com/internetarchive/wayback/tree/master/wayback-cdx-server), which others speak too.
 */
import { z } from 'zod'
import { UnavailableError } from '../errors.ts'
import { isDay } from '../model/day.ts'
import type { Fetch, Fetched } from './fetch.ts'

export type Archived = { readonly fetched: Fetched; readonly archivedAt: Date }
export type WebArchive = {
  /** The newest good copy of an address, its bytes as they were first served; null when the archive has none. @throws whatever the fetch does */
  readonly find: (url: string) => Promise<Archived | null>
}

/** `[["timestamp","original","mimetype","statuscode","digest"], [...]]`, the headings first; nothing at all when there is no copy. */
const Rows = z.array(z.array(z.string()).length(5))

/** An archive at an origin such as https://web.archive.org. */
export function createWebArchive(origin: string, fetch: Fetch): WebArchive {
  return {
    async find(url) {
      const query = new URLSearchParams({ url, output: 'json', fl: 'timestamp,original,mimetype,statuscode,digest', filter: 'statuscode:200', limit: '-1' })
      const answer = await fetch.fetch(`${origin}/cdx/search/cdx?${query.toString()}`)
      const rows = Rows.safeParse(jsonOf(answer?.bytes))
      if (!rows.success) throw new UnavailableError('The web archive answered with something else than a list of copies.')
      const [timestamp, original] = rows.data[1] ?? []
      if (timestamp === undefined || original === undefined) return null
      const archivedAt = dateOf(timestamp)
      if (archivedAt === null) return null
      const fetched = await fetch.fetch(`${origin}/web/${timestamp}id_/${original}`) // id_: as it was served, without the archive's own frame
      return fetched && fetched.bytes.length > 0 ? { fetched, archivedAt } : null
    },
  }
}

/** The time of a `YYYYMMDDhhmmss` stamp (UTC), or null. */
function dateOf(timestamp: string): Date | null {
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(timestamp)
  if (!parts) return null
  const day = `${parts[1]}-${parts[2]}-${parts[3]}`
  const date = new Date(`${day}T${parts[4]}:${parts[5]}:${parts[6]}Z`)
  if (!isDay(day)) return null
  return Number.isNaN(date.getTime()) ? null : date
}

function jsonOf(bytes: Uint8Array | undefined): unknown {
  try {
    const text = Buffer.from(bytes ?? [])
      .toString('utf8')
      .trim()
    return text === '' ? [] : JSON.parse(text)
  } catch {
    return null
  }
}
