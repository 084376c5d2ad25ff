import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { entriesOf, readFeed } from '../../scrapers/kit/feed.ts'
import { readSitemap } from '../../scrapers/kit/sitemap.ts'
import { DriftError } from '../../src/errors.ts'

const SAMPLES = join(import.meta.dirname, '../../../shared/data/robustness/feeds')
const answer = (text: string | Buffer) => ({
  bytes: Buffer.from(text as string),
  headers: { 'content-type': 'application/xml' },
  finalUrl: 'https://example.org/feeds/f.xml',
})
/** Entries found by plain search and not by any parser, without comments and without what is quoted inside. */
const countItems = (text: string) => [...text.replace(/<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>/g, '').matchAll(/<(?:\w+:)?(?:item|entry)(?=[\s>/])/gi)].length

test.skipIf(!existsSync(SAMPLES))('every sample feed yields its entries, what can be had of them, or a clear refusal', () => {
  const counts = { files: 0, entries: 0, addresses: 0, refused: 0 }
  const missed: string[] = []
  for (const file of readdirSync(SAMPLES)) {
    const bytes = readFileSync(join(SAMPLES, file))
    const expected = countItems(bytes.toString('latin1').replaceAll('\0', ''))
    counts.files += 1
    try {
      const entries = readFeed(answer(bytes))
      counts.entries += entries.length
      counts.addresses += entries.filter((entry) => entry.url !== null).length
      if (entries.length < expected) missed.push(`${file}: ${entries.length} of ${expected}`)
      for (const entry of entriesOf(answer(bytes))) expect(entry.url).toMatch(/^https?:\/\//)
    } catch (error) {
      expect(error, file).toBeInstanceOf(DriftError)
      counts.refused += 1
      if (expected > 0) missed.push(`${file}: refused`)
    }
  }
  console.log(`${counts.files} feeds: ${counts.entries} entries, ${counts.addresses} of them with an address; ${counts.refused} files refused as no feed`)
  expect(missed).toEqual([])
})

test('entries keep their order, come once, with absolute addresses and days', () => {
  const found = entriesOf(
    answer(
      '<rss version="2.0"><channel><item><title>A &lt;b&gt;x&lt;/b&gt;</title><link>/a</link><pubDate>Tue, 03 Nov 2026 08:00:00 GMT</pubDate></item><item><link>https://example.org/b</link></item><item><link>/a</link></item><item><link>javascript:alert(1)</link></item></channel></rss>',
    ),
  )
  expect(found.map((entry) => [entry.url, entry.day])).toEqual([
    ['https://example.org/a', '2026-11-03'],
    ['https://example.org/b', null],
  ])
})

test('a JSON feed is a feed too', () => {
  const feed = {
    version: 'https://jsonfeed.org/version/1.1',
    title: 'T',
    items: [{ id: '1', url: 'https://example.org/1', title: 'One', date_published: '2026-11-01T00:00:00Z' }],
  }
  expect(entriesOf(answer(JSON.stringify(feed)))).toEqual([{ url: 'https://example.org/1', title: 'One', day: '2026-11-01' }])
})

test('a sitemap that unpacks without end is refused, a broken one gives what it has', async () => {
  const { gzipSync } = await import('node:zlib')
  expect(() => readSitemap(answer(gzipSync(Buffer.alloc(60_000_000, ' '))))).toThrow(DriftError)
  const broken = readSitemap(answer('<urlset><url><loc>https://example.org/a</loc></url><url><loc>https://example.org/b'))
  expect(broken.pages.map((page) => page.url)).toEqual(['https://example.org/a', 'https://example.org/b'])
  expect(readSitemap(answer(gzipSync('<urlset><url><loc>/c</loc></url></urlset>'))).pages[0]?.url).toBe('https://example.org/c')
})
