/**
 * Followed pages: single pages and files that somebody here follows (`unpick follow ADDRESS --as page`).
 * Read: the page itself, by its format, each day. Left alone: what it links to.
 */
import { GENERAL } from '../kit/general.ts'
import { defineSource } from '../source.ts'

export default defineSource({
  ...GENERAL,
  title: 'Followed pages',
  home: 'urn:unpick:followed-pages',
  every: 'day',
  revisit: 'hour',

  async *discover({ followed }) {
    for (const page of await followed('page')) yield { url: page.url, as: 'page', publisher: page.publisher, followedId: page.id }
  },
})
