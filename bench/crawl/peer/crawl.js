/** One crawl by Crawlee's CheerioCrawler: fetch, parse, links, article text, kept in memory. Prints what it took as JSON. */
import { CheerioCrawler, Configuration } from '@crawlee/cheerio'

const [address] = process.argv.slice(2)
let pages = 0
let characters = 0
const crawler = new CheerioCrawler(
  {
    autoscaledPoolOptions: { minConcurrency: 50, maxConcurrency: 50 },
    useSessionPool: false,
    maxRequestRetries: 1,
    async requestHandler({ $, enqueueLinks }) {
      pages += 1
      characters += $('article').text().length
      await enqueueLinks({ strategy: 'same-hostname' })
    },
  },
  new Configuration({ persistStorage: false, logLevel: 'ERROR', availableMemoryRatio: 0.9 }),
)
const startedAt = performance.now()
await crawler.run([address])
process.stdout.write(
  `${JSON.stringify({ pages, characters, seconds: (performance.now() - startedAt) / 1_000, peakRssMb: process.resourceUsage().maxRSS / 1_024 })}\n`,
)
process.exit(0)
