/** Feed: what changed, as Atom (RFC 4287). */
import { generateAtomFeed } from 'feedsmith'
import type { Context } from 'hono'

export type Entry = { readonly id: string; readonly title: string; readonly at: Date; readonly href: string; readonly summary?: string }

/** An Atom feed as an answer. Addresses are paths of this site; entries newest first. */
export function answerFeed(c: Context, origin: string, feed: { title: string; self: string; page: string; entries: readonly Entry[]; now: Date }): Response {
  const body = generateAtomFeed({
    id: `${origin}${feed.self}`,
    title: { value: feed.title },
    updated: feed.entries[0]?.at ?? feed.now,
    links: [{ href: `${origin}${feed.self}`, rel: 'self' }, { href: `${origin}${feed.page}` }],
    authors: [{ name: 'Unpick' }],
    entries: feed.entries.map(({ id, title, at, href, summary }) => ({
      id: `${origin}${id}`,
      title: { value: title },
      updated: at,
      links: [{ href: `${origin}${href}` }],
      authors: [{ name: 'Unpick' }],
      ...(summary ? { summary: { value: summary } } : {}),
    })),
  })
  return c.body(body, 200, { 'Content-Type': 'application/atom+xml; charset=utf-8' })
}

/** A title that says so where what it is about was made up. */
export const markedTitle = (title: string, isMadeUp: boolean): string => (isMadeUp ? `${title} (made up)` : title)
