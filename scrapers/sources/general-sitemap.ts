/**
 * Followed sitemaps: the pages that a site lists for robots (`unpick follow ADDRESS --as sitemap`), through indexes and gzip.
 * Read: each page it lists, again when its date says that it changed. Left alone: pictures and videos listed beside them.
 */
import { GENERAL } from '../kit/general.ts'
import { listSitemap } from '../kit/sitemap.ts'
import { defineSource } from '../source.ts'

export default defineSource({
  ...GENERAL,
  title: 'Followed sitemaps',
  home: 'urn:unpick:followed-sitemaps',
  every: 'day',

  async *discover({ fetch, followed, signal }) {
    for (const sitemap of await followed('sitemap')) {
      let count = 0
      for await (const { url, changedAt } of listSitemap(fetch, sitemap.url, signal)) {
        if ((count += 1) > sitemap.most) break
        yield { url, as: 'page', publisher: sitemap.publisher, changedAt, followedId: sitemap.id }
      }
    }
  },
})
