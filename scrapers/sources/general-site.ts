/**
 * Followed sites: sites or parts of one that somebody here follows (`unpick follow ADDRESS --as site`).
 * Read: every page and file below the address, by the links of the pages, up to the most that were asked for. Left alone: other
 * hosts, pictures, scripts, and what robots.txt keeps.
 */
import { GENERAL } from '../kit/general.ts'
import { defineSource } from '../source.ts'

export default defineSource({
  ...GENERAL,
  title: 'Followed sites',
  home: 'urn:unpick:followed-sites',
  every: 'week',

  async *discover({ followed }) {
    for (const site of await followed('site')) yield { url: site.url, as: 'page', publisher: site.publisher, followedId: site.id }
  },
})
