/** Sitemaps: the addresses that a site lists for robots, through indexes and gzip. Source: sitemaps.org protocol 0.9. */
import { gunzipSync } from 'node:zlib'
import { load } from 'cheerio'
import { isTag } from 'domhandler'
import { DriftError, messageOf } from '../../src/errors.ts'
import { decodeBytes } from '../../src/read/charset.ts'
import type { FetchLike } from './fetch.ts'

const MOST_BYTES = 52_428_800 // the protocol's own limit, unpacked
const MOST_MAPS = 500
const DEEPEST = 2

export type Listed = { readonly url: string; readonly changedAt: Date | null }

/** Every address of a sitemap and of the sitemaps it names. @throws DriftError when it is no sitemap */
export async function* listSitemap(fetch: FetchLike, address: string, signal: AbortSignal): AsyncGenerator<Listed> {
  const waiting = [{ address, depth: 0 }]
  const known = new Set([address])
  for (let next = waiting.shift(); next !== undefined && !signal.aborted; next = waiting.shift()) {
    const answer = await fetch(next.address)
    if (answer === null) continue
    const { maps, pages } = readSitemap(answer)
    yield* pages
    for (const map of maps) {
      if (known.has(map) || known.size >= MOST_MAPS || next.depth >= DEEPEST) continue
      known.add(map)
      waiting.push({ address: map, depth: next.depth + 1 })
    }
  }
}

/** What one sitemap file lists: other sitemaps, and pages. @throws DriftError */
export function readSitemap(answer: Awaited<ReturnType<FetchLike>> & object): { maps: string[]; pages: Listed[] } {
  const { text } = decodeBytes(unpacked(answer.bytes), answer.headers['content-type'], true)
  if (!/<\s*(?:\w+:)?(?:urlset|sitemapindex)\b/i.test(text)) {
    const lines = text.split(/\r?\n/).map((line) => line.trim())
    const pages = lines.filter((line) => /^https?:\/\/\S+$/.test(line))
    if (pages.length === 0)
      throw new DriftError('This is no sitemap: it has neither a list of addresses nor a list of sitemaps in it. Look at the address in a browser.')
    return { maps: [], pages: pages.map((url) => ({ url, changedAt: null })) }
  }
  const $ = load(text, { xml: { xmlMode: true, recognizeCDATA: true } })
  const maps: string[] = []
  const pages: Listed[] = []
  for (const element of $('*').toArray().filter(isTag)) {
    const name = element.tagName.replace(/^\w+:/, '').toLowerCase()
    if (name !== 'url' && name !== 'sitemap') continue
    const child = (wanted: string) =>
      $(element)
        .children()
        .filter((_, each) => each.tagName.replace(/^\w+:/, '').toLowerCase() === wanted)
        .first()
        .text()
        .trim()
    const address = child('loc')
    if (!URL.canParse(address, answer.finalUrl)) continue
    const url = new URL(address, answer.finalUrl).href
    const time = Date.parse(child('lastmod'))
    if (name === 'sitemap') maps.push(url)
    else pages.push({ url, changedAt: Number.isNaN(time) ? null : new Date(time) })
  }
  return { maps, pages }
}

function unpacked(bytes: Uint8Array): Uint8Array {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes
  try {
    return gunzipSync(bytes, { maxOutputLength: MOST_BYTES })
  } catch (cause) {
    throw new DriftError(`This sitemap does not unpack: ${messageOf(cause)}.`, { cause })
  }
}
