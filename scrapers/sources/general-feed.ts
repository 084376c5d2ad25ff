/**
 * Followed feeds: RSS, RDF, Atom and JSON feeds that somebody here follows (`unpick follow ADDRESS --as feed`).
 * Read: the page each entry leads to. Left alone: enclosures.
 */
import { entriesOf } from '../kit/feed.ts'
import { GENERAL } from '../kit/general.ts'
import { defineSource } from '../source.ts'

export default defineSource({
  ...GENERAL,
  title: 'Followed feeds',
  home: 'urn:unpick:followed-feeds',
  every: 'hour',

  async *discover({ fetch, followed }) {
    for (const feed of await followed('feed')) {
      const answer = await fetch(feed.url)
      if (answer === null) continue
      for (const entry of entriesOf(answer).slice(0, feed.most))
        yield { url: entry.url, as: 'article', title: entry.title, publishedOn: entry.day, publisher: feed.publisher, followedId: feed.id }
    }
  },
})
