/**
 * The Guardian on Uyghurs: news and companies' answers, by the feed of its topic page.
 * Read: the article each entry leads to. Left alone: live blogs, galleries and video.
 */
import { parseFeed } from 'feedsmith'
import { DriftError, messageOf } from '../../src/errors.ts'
import { decodeBytes } from '../../src/read/charset.ts'
import { defineSource } from '../source.ts'

const FEED = 'https://www.theguardian.com/world/uyghurs/rss'

export default defineSource({
  title: 'The Guardian: Uyghurs',
  publisher: {
    name: 'The Guardian',
    kind: 'newspaper',
    reliability: 'B',
    reliabilityReason: 'A national newspaper with a corrections column and an editorial code.',
  },
  home: 'https://www.theguardian.com/world/uyghurs',
  licence: 'All rights reserved; short quotes for criticism and review',
  open: false,
  every: 'day',
  version: 1,
  accepts: null,
  onFromStart: false,
  checkedOn: null,
  expect: { claims: [0, 500] },

  async *discover({ fetch }) {
    const answer = await fetch(FEED)
    if (answer === null) return
    for (const entry of entriesOf(decodeBytes(answer.bytes, answer.headers['content-type'], true).text)) {
      if (!/\/(?:live|gallery|video|audio)\//.test(entry.url)) yield { url: entry.url, as: 'article', title: entry.title, publishedOn: entry.day }
    }
  },
})

/** A feed's entries with an address, as RSS or Atom. @throws DriftError when it is no feed */
export function entriesOf(text: string): { url: string; title: string | null; day: string | null }[] {
  try {
    const { format, feed } = parseFeed(text)
    if (format === 'rss') return (feed.items ?? []).flatMap((item) => entry(item.link, item.title, item.pubDate))
    if (format === 'atom')
      return (feed.entries ?? []).flatMap((item) =>
        entry(
          item.links?.find((link) => link.rel === undefined || link.rel === 'alternate')?.href,
          typeof item.title === 'string' ? item.title : item.title?.value,
          item.updated ?? item.published,
        ),
      )
    return []
  } catch (cause) {
    throw new DriftError(`This is no feed that can be read: ${messageOf(cause)}`, { cause })
  }
}

function entry(url: string | undefined, title: string | undefined, date: string | undefined): { url: string; title: string | null; day: string | null }[] {
  if (!url || !/^https?:\/\//.test(url)) return []
  const time = Date.parse(date ?? '')
  return [{ url, title: title ?? null, day: Number.isNaN(time) ? null : new Date(time).toISOString().slice(0, 10) }]
}
