/** Feeds: the entries of RSS, RDF, Atom and JSON feeds. One that is broken gives what can be had of it. */
import { load } from 'cheerio'
import { isTag } from 'domhandler'
import { parseFeed } from 'feedsmith'
import { DriftError } from '../../src/errors.ts'
import { dayOfInstant } from '../../src/model/day.ts'
import { decodeBytes } from '../../src/read/charset.ts'
import { squeeze } from '../../src/read/text-builder.ts'

export type Entry = { readonly url: string; readonly title: string | null; readonly day: string | null }
type AnyEntry = { readonly url: string | null; readonly title: string | null; readonly day: string | null }
type Answer = { readonly bytes: Uint8Array; readonly headers: Readonly<Record<string, string>>; readonly finalUrl: string }

/** A feed's entries that have an address, each address once, in the feed's order. @throws DriftError when it is no feed at all */
export function entriesOf(answer: Answer): Entry[] {
  const once = new Map<string, Entry>()
  for (const { url, ...entry } of readFeed(answer)) if (url !== null && !once.has(url)) once.set(url, { url, ...entry })
  return [...once.values()]
}

/**
 * Every entry of a feed, with an address made absolute or without one. The strict reader is asked first; where it gives less
 * than what stands there, the entries are taken as they stand.
 * @throws DriftError when it is no feed at all
 */
export function readFeed(answer: Answer): AnyEntry[] {
  const { text } = decodeBytes(answer.bytes, answer.headers['content-type'], true)
  let strict: AnyEntry[] = []
  try {
    strict = parsed(text, answer.finalUrl)
  } catch {
    // Not well formed, or no feed.
  }
  if (/^\s*\{/.test(text) && strict.length > 0) return strict
  const loose = salvaged(text, answer.finalUrl)
  return strict.length >= loose.length ? strict : loose
}

function parsed(text: string, base: string): AnyEntry[] {
  const { format, feed } = parseFeed(text)
  if (format === 'rss')
    return (feed.items ?? []).flatMap((item) => entry(base, item.link ?? permalinkOf(item.guid), item.title, item.pubDate ?? item.dc?.dates?.[0]))
  if (format === 'rdf') return (feed.items ?? []).flatMap((item) => entry(base, item.link, item.title, item.dc?.dates?.[0]))
  if (format === 'atom')
    return (feed.entries ?? []).flatMap((item) =>
      entry(
        base,
        (item.links?.find((link) => link.rel === undefined || link.rel === 'alternate') ?? item.links?.[0])?.href,
        wordsOf(item.title),
        item.published ?? item.updated,
      ),
    )
  return (feed.items ?? []).flatMap((item) => entry(base, item.url ?? item.external_url, item.title, item.date_published as string | undefined))
}

/** Items and entries wherever they stand, by their elements' own names whatever their prefix. @throws DriftError when there is no feed around them */
function salvaged(text: string, base: string): AnyEntry[] {
  const $ = load(text, { xml: { xmlMode: true, recognizeCDATA: true } })
  const items = $('*').filter((_, node) => isTag(node) && /^(?:[\w-]+:)?(?:item|entry)$/i.test(node.name))
  const isFeed = $('*').filter((_, node) => isTag(node) && /^(?:[\w-]+:)?(?:rss|feed|rdf|channel)$/i.test(node.name)).length > 0
  if (!isFeed && items.length === 0)
    throw new DriftError('This is no feed: it has neither entries nor a feed around them. Look at the address in a browser, and follow it as a page or a site.')
  return items.toArray().flatMap((item) => {
    const child = (pattern: RegExp) =>
      $(item)
        .children()
        .filter((_, element) => pattern.test(element.tagName))
    const link = child(/^(?:[\w-]+:)?link$/i)
    const guid = child(/^(?:[\w-]+:)?(?:guid|id)$/i)
      .first()
      .text()
    const url = link.filter('[href]').first().attr('href') ?? link.first().text()
    return entry(
      base,
      url.trim() || guid.trim(),
      child(/^(?:[\w-]+:)?title$/i)
        .first()
        .text(),
      child(/^(?:[\w-]+:)?(?:pubDate|published|updated|date|issued|modified)$/i)
        .first()
        .text(),
    )
  })
}

const wordsOf = (title: unknown): string | undefined => (typeof title === 'string' ? title : (title as { value?: string } | undefined)?.value)
const permalinkOf = (guid: { value?: string; isPermaLink?: boolean } | undefined): string | undefined => (guid?.isPermaLink === false ? undefined : guid?.value)

function entry(base: string, address: string | undefined, title: string | undefined, date: unknown): AnyEntry[] {
  return [
    {
      url: webAddress(address, base),
      title: squeeze(title ?? '').slice(0, 500) || null,
      day: dayOfInstant(new Date(String(date ?? ''))),
    },
  ]
}

function webAddress(address: string | undefined, base: string): string | null {
  if (!address || !URL.canParse(address.trim(), base)) return null
  const url = new URL(address.trim(), base)
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null
}
