/** Interfaces: where an operator opens one to programs under its own terms, those hold; everywhere else robots.txt does. */
import { expect, test } from 'vitest'
import { createFetch } from '../../src/archive/fetch.ts'
import { BlockedError, InvalidError, UnavailableError } from '../../src/errors.ts'
import type { ProgramInterface } from '../../src/model/program-interface.ts'
import { pipeline } from '../support/pipeline.ts'
import { type Answer, localSite } from '../support/site.ts'

const agents: (string | undefined)[] = []
const answer: Answer = (request, response) => {
  agents.push(request.headers['user-agent'])
  const path = new URL(request.url ?? '/', 'http://x').pathname
  if (path === '/robots.txt') return void response.writeHead(200, { 'content-type': 'text/plain' }).end('User-agent: *\nDisallow: /\n')
  if (path === '/query/away') return void response.writeHead(302, { location: '/page' }).end()
  if (path === '/query/large') return void response.writeHead(200).end('x'.repeat(3_000))
  if (path === '/query/slow') return void setTimeout(() => response.writeHead(200).end('late'), 1_500)
  response.writeHead(200, { 'content-type': 'text/html' }).end('<p>here</p>')
}
const site = await localSite(answer)
const outside = await localSite((request, response) => {
  if (request.url === '/robots.txt') return void response.writeHead(404).end()
  response.writeHead(302, { location: `${site.origin}/query` }).end()
})
const terms: ProgramInterface = {
  origin: site.origin,
  path: '/query',
  documentation: `${site.origin}/manual`,
  terms: `${site.origin}/terms`,
  paceMs: 300,
  mostBytes: 2_000,
  timeoutMs: 700,
}
const fetcher = createFetch({
  limits: { delayMs: 0, connections: 1, timeoutMs: 20_000, maxBytes: 1_000_000 },
  allowHosts: [site.host, outside.host],
  contact: 'us@example.org',
  interfaces: [terms],
})

test('an interface is asked though robots.txt forbids crawlers, under our own name with an address', async () => {
  expect((await fetcher.fetch(`${site.origin}/query?ask=1`))?.status).toBe(200)
  expect((await fetcher.fetch(`${site.origin}/query/part`))?.status).toBe(200)
  expect(site.asked).not.toContain('/robots.txt')
  expect(agents.every((agent) => agent?.startsWith('Unpick/') && agent.includes('us@example.org'))).toBe(true)
})

test.each(['/', '/page', '/query-of-others', '/querypage', '/query/../page', '/query/%2e%2e/page', '/QUERY', '//query'])(
  '“%s” beside the interface obeys robots.txt',
  async (path) => {
    await expect(fetcher.fetch(`${site.origin}${path}`)).rejects.toBeInstanceOf(BlockedError)
  },
)

test('neither a redirect out of the interface nor one into it from a page opens anything', async () => {
  await expect(fetcher.fetch(`${site.origin}/query/away`)).rejects.toBeInstanceOf(BlockedError)
  await expect(fetcher.fetch(`${outside.origin}/page`)).rejects.toBeInstanceOf(BlockedError)
  expect(site.asked).not.toContain('/page')
})

test('its terms are kept: the pause between two requests, the size and the time of an answer', async () => {
  const from = performance.now()
  await fetcher.fetch(`${site.origin}/query?ask=2`)
  await fetcher.fetch(`${site.origin}/query?ask=3`)
  expect(performance.now() - from).toBeGreaterThanOrEqual(terms.paceMs)
  await expect(fetcher.fetch(`${site.origin}/query/large`)).rejects.toBeInstanceOf(InvalidError)
  await expect(fetcher.fetch(`${site.origin}/query/slow`)).rejects.toBeInstanceOf(UnavailableError)
  await fetcher.close()
})

test('an interface that is registered is one of a source, over https, with its documentation and its terms', async () => {
  const { deps } = await pipeline()
  const registered = [...deps.sources.values()].flatMap((source) => source.interface ?? [])
  expect(registered.map(({ origin, path }) => `${origin}${path}`).sort()).toEqual([
    'https://overpass-api.de/api/interpreter',
    'https://query.wikidata.org/sparql',
  ])
  for (const each of registered) {
    for (const address of [each.origin, each.documentation, each.terms]) expect(new URL(address).protocol).toBe('https:')
    expect(each.paceMs).toBeGreaterThanOrEqual(1_000)
  }
})
