import { createServer } from 'node:net'
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { createFetch } from '../../src/archive/fetch.ts'
import { BlockedError } from '../../src/errors.ts'
import { localSite } from '../support/site.ts'

const zeros = Buffer.alloc(100_000_000, ' ')
const packed = (coding: string, body: Buffer) => [coding, body] as const
const BOMBS = [
  packed('gzip', gzipSync(zeros)),
  packed('br', brotliCompressSync(zeros, { params: {} })),
  packed('deflate', deflateSync(zeros)),
  packed('zstd', zstdCompressSync(zeros)),
  packed('gzip, gzip', gzipSync(gzipSync(zeros))),
]
const site = await localSite((request, response) => {
  const path = request.url ?? '/'
  const bomb = /^\/bomb\/(\d)/.exec(path)?.[1]
  if (path === '/robots.txt') return void response.writeHead(404).end()
  if (bomb !== undefined) {
    const [coding, body] = BOMBS[Number(bomb)] as (typeof BOMBS)[number]
    return void response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': coding }).end(body)
  }
  if (path === '/endless') {
    response.writeHead(200, { 'content-type': 'text/html' })
    const chunk = Buffer.alloc(100_000, 'x')
    const send = () => {
      while (!response.destroyed && response.write(chunk));
      if (!response.destroyed) response.once('drain', send)
    }
    return send()
  }
  if (path === '/drip') {
    response.writeHead(200, { 'content-type': 'text/html' })
    const drip = setInterval(() => response.write('x'), 40)
    return void response.on('close', () => clearInterval(drip))
  }
  if (path === '/more-than-said')
    return void request.socket.end('HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\nfive!and more than it said')
  if (path === '/less-than-said') return void request.socket.end('HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5000\r\n\r\nfive!')
  if (path === '/negative') return void request.socket.end('HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: -1\r\n\r\nx')
  if (path === '/many-headers') {
    request.socket.write('HTTP/1.1 200 OK\r\n')
    const flood = setInterval(() => request.socket.write(`X-${Math.random()}: ${'y'.repeat(2_000)}\r\n`.repeat(20)), 5)
    return void request.socket.on('close', () => clearInterval(flood)).on('error', () => clearInterval(flood))
  }
  const coding = /^\/coding\/(.+)/.exec(path)?.[1]
  if (coding !== undefined)
    return void response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': decodeURIComponent(coding) }).end('<p>plain words</p>')
  if (path.startsWith('/to/')) return void response.writeHead(302, { location: decodeURIComponent(path.slice(4)) }).end()
  response.writeHead(200, { 'content-type': 'text/html' }).end('<p>fine</p>')
})
const silent = createServer(() => undefined).listen(0, '127.0.0.1')
afterAll(() => void silent.close())
await new Promise((resolve) => silent.once('listening', resolve))
const silentHost = `127.0.0.1:${(silent.address() as { port: number }).port}`
const fetcher = createFetch({
  limits: { delayMs: 0, connections: 1, timeoutMs: 1_500, maxBytes: 5_000_000 },
  allowHosts: [site.host, silentHost],
  contact: 'x',
})
afterAll(() => fetcher.close())

/** What a fetch ended with, how long it took, and how much memory it left behind. */
async function outcome(url: string) {
  const before = process.memoryUsage().rss
  const startedAt = Date.now()
  const problem = await fetcher.fetch(url).then(
    (fetched) => `came: ${fetched?.bytes.toString('utf8')}`,
    (error: Error) => error.message,
  )
  expect(Date.now() - startedAt, problem).toBeLessThan(6_000)
  expect(process.memoryUsage().rss - before, problem).toBeLessThan(150_000_000)
  // The next job runs.
  expect((await fetcher.fetch(`${site.origin}/fine`))?.bytes.toString()).toBe('<p>fine</p>')
  return problem
}

test.each([
  ['a gzip bomb', '/bomb/0', /decompression bomb/],
  ['a brotli bomb', '/bomb/1', /decompression bomb/],
  ['a deflate bomb', '/bomb/2', /decompression bomb/],
  ['a zstd bomb', '/bomb/3', /decompression bomb/],
  ['a bomb packed twice', '/bomb/4', /decompression bomb/],
  ['a body without end', '/endless', /larger than 5 MB|did not arrive/],
  ['a body that drips', '/drip', /did not arrive within/],
  ['a body longer than it says', '/more-than-said', /could not be reached|broke off|came: five!/],
  ['a body shorter than it says', '/less-than-said', /broke off|could not be reached/],
  ['a length that is none', '/negative', /could not be reached/],
  ['a flood of headers', '/many-headers', /could not be reached|did not arrive/],
])('%s ends bounded in time and memory, and the next fetch runs', async (_what, path, says) => {
  expect(await outcome(site.origin + path)).toMatch(says)
})

test.each(['utf-8', 'UTF-8', 'none', 'binary', '8bit', 'text/html', '*', 'constructor'])('an encoding that is none is passed over: %s', async (coding) => {
  expect(await outcome(`${site.origin}/coding/${encodeURIComponent(coding)}`)).toBe('came: <p>plain words</p>')
})

test.each([
  ['compress', /packed this document as "compress"/],
  ['dcz', /packed this document as "dcz"/],
  ['gzip', /does not unpack/],
  ['gzip, br, gzip', /more than twice/],
])('a body that cannot be unpacked is refused, and ends nothing else: %s', async (coding, says) => {
  const heard: unknown[] = []
  const hear = (error: unknown) => heard.push(error)
  process.on('uncaughtException', hear)
  expect(await outcome(`${site.origin}/coding/${encodeURIComponent(coding)}`)).toMatch(says)
  process.off('uncaughtException', hear)
  expect(heard).toEqual([])
})

test('a server that says nothing is left after the time limit', async () => {
  expect(await outcome(`http://${silentHost}/`)).toMatch(/did not arrive within/)
})

test.each([
  'http://169.254.169.254/latest/',
  'http://[::1]/',
  'http://0x7f000001/',
  'file:///etc/passwd',
  'gopher://127.0.0.1/',
  'http://user:pass@example.org/',
  'ftp://example.org/',
  'http://10.0.0.1:22/',
  'http://127.0.0.1:1/',
])('a redirect to %s is refused', async (to) => {
  await expect(fetcher.fetch(`${site.origin}/to/${encodeURIComponent(to)}`)).rejects.toBeInstanceOf(BlockedError)
})

test('a name whose address changes between two look-ups is checked at each connection', async () => {
  let looked = 0
  const answers = ['93.184.216.34', '127.0.0.1']
  const rebinding = createFetch({
    limits: { delayMs: 0, connections: 1, timeoutMs: 1_000, maxBytes: 1_000 },
    allowHosts: [],
    contact: 'x',
    lookup: ((_name: string, _options: unknown, answer: (error: null, found: unknown) => void) =>
      answer(null, [
        { address: '127.0.0.1', family: 4 },
        { address: answers[(looked += 1) % 2], family: 4 },
      ])) as never,
  })
  await expect(rebinding.fetch('http://rebinding.example/')).rejects.toThrow(/not a public address/)
  await expect(rebinding.fetch('http://rebinding.example/')).rejects.toThrow(/not a public address/)
  expect(looked).toBeGreaterThanOrEqual(2)
  await rebinding.close()
})
