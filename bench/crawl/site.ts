/** The site that the crawl bench crawls: pages of 30 KB with 20 links each, all reached from the first. Prints its address. */
import { createServer } from 'node:http'

const pages = Number(process.argv[2] ?? 5_000)
const LINKS = 20
const SIZE = 30_000
const WORDS = 'mill yarn cotton weaving county port buyer list audit union worker shift garment invoice shipment supplier factory report region order'.split(
  ' ',
)

/** A number that is the same for the same seed. Source: mulberry32 (public domain). */
function random(seed: number): () => number {
  let a = seed
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

const next = random(1)
const PARAGRAPHS = Array.from({ length: 400 }, () => {
  const words = Array.from({ length: 60 }, () => WORDS[Math.floor(next() * WORDS.length)])
  return `<p class="body-text">${words.join(' ')}.</p>\n`
})

function pageOf(number: number): string {
  const pick = random(number + 7)
  const links = Array.from({ length: LINKS }, (_, i) => {
    const child = number * LINKS + i + 1
    const to = child < pages ? child : Math.floor(pick() * pages)
    return `<li><a href="/page/${to}.html">Report number ${to}</a></li>`
  })
  let html = `<!doctype html><html lang="en"><head><title>Report ${number}</title><link rel="stylesheet" href="/style.css"></head><body><nav><ul>${links.join('')}</ul></nav><main><article><h1>Report ${number}</h1>`
  while (html.length < SIZE) html += PARAGRAPHS[Math.floor(pick() * PARAGRAPHS.length)] as string
  return `${html}</article></main></body></html>`
}

const server = createServer({ keepAliveTimeout: 30_000 }, (request, response) => {
  const number = /^\/page\/(\d+)\.html$/.exec(request.url ?? '')?.[1]
  if (number === undefined) return void response.writeHead(404).end()
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(pageOf(Number(number)))
})
server.listen(0, '127.0.0.1', () => process.stdout.write(`http://127.0.0.1:${(server.address() as { port: number }).port}/page/0.html\n`))
process.once('disconnect', () => process.exit(0))
