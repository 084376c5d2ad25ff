import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { pipeline } from '../support/pipeline.ts'
import { localSite } from '../support/site.ts'

const chunk = Buffer.alloc(1_000_000, 'x')
const site = await localSite({
  '/large': (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' })
    let sent = 0
    const send = () => {
      while (sent < 300 && !response.destroyed) {
        sent += 1
        if (!response.write(chunk)) return void response.once('drain', send)
      }
      response.end()
    }
    send()
  },
  '/declared-large': (_request, response) => response.writeHead(200, { 'content-type': 'text/html', 'content-length': '300000000' }).write('x'),
  '/really-a-pdf': (_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('%PDF-1.7\n%âãÏÓ\n1 0 obj'),
  '/empty': (_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(),
  '/blank': '   \n ',
  '/bomb': (_request, response) =>
    response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(80_000_000, ' '))),
  '/lying-gzip': (_request, response) => response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' }).end('not gzip'),
  '/loop': (_request, response) => response.writeHead(302, { location: '/loop' }).end(),
  '/inside': (_request, response) => response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/' }).end(),
  '/forbidden': (_request, response) => response.writeHead(403).end(),
  '/broken': (_request, response) => response.writeHead(500).end(),
  '/cut-off': (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html', 'content-length': '1000' }).write('part')
    setTimeout(() => response.destroy(), 50)
  },
  '/list.csv': (_request, response) => response.writeHead(200, { 'content-type': 'text/csv' }).end('Alpha,Beta\nXan,Yon\nZed,Yon\n'),
  '/robots.txt': (_request, response) => response.writeHead(200, { 'content-type': 'text/plain' }).end('User-agent: *\nDisallow: /private\n'),
  '/private/x': '<p>no</p>',
  '/fine': '<p>Zara bought yarn from Ashmere Spinning Co., Ltd. in 2025.</p>',
})
const line = await pipeline({ UNPICK_ALLOW_HOSTS: site.host })

/** Adds, runs until nothing is due, skipping the pauses between tries, and gives the document. */
async function settled(url: string, extra = {}) {
  const { id } = await line.add(url, extra)
  for (let round = 0; round < 6; round += 1) {
    await line.run()
    await line.db.deleteFrom('hostPace').execute()
    await line.db.updateTable('document').set({ fetchDueAt: new Date() }).where('id', '=', id).where('fetchDueAt', 'is not', null).execute()
  }
  return line.document(id)
}

test.each([
  ['a 404', '/nowhere', /nothing at this address \(404\).*add the file/],
  ['a 300 MB body', '/large', /larger than 50 MB.*add the part you need/],
  ['a declared 300 MB body', '/declared-large', /300 MB, and at most 50 MB/],
  ['an HTML that is really a PDF', '/really-a-pdf', /PDF cannot be opened|No page of this PDF can be read/],
  ['an empty document', '/empty', /empty: nothing came but its headers.*add the file/],
  ['a blank document', '/blank', /empty: there are bytes, but no words/],
  ['a gzip bomb', '/bomb', /unpacks to more than 20 times/],
  ['a lying content encoding', '/lying-gzip', /does not unpack/],
  ['a redirect loop', '/loop', /sends on more than 5 times/],
  ['a redirect into the cloud’s metadata', '/inside', /not a public address/],
  ['a refusal', '/forbidden', /refuses to show this document \(403\)/],
  ['a server fault', '/broken', /fault \(500\).*Tried 4 times/],
  ['a body that breaks off', '/cut-off', /broke off|other side closed|could not be reached/],
  ['an address that robots may not read', '/private/x', /asks robots not to fetch/],
])('%s ends as failed with a sentence that says what to do', async (_what, path, sentence) => {
  expect(await settled(site.origin + path)).toMatchObject({ state: 'failed', problem: expect.stringMatching(sentence) })
})

test.each([
  ['an unreachable host', 'http://127.0.0.1:9/', /not a public address/],
  ['a host that is not there', 'http://no-such-host.invalid/', /no host no-such-host\.invalid.*slips/],
  ['a file address', 'file:///etc/passwd', /Only http and https/],
])('%s ends so too', async (_what, url, sentence) => {
  expect(await settled(url)).toMatchObject({ state: 'failed', problem: expect.stringMatching(sentence) })
})

test('a supplier list whose columns are not known says which there are, and what to do', async () => {
  const document = await settled(`${site.origin}/list.csv`, { sourceId: 'gb-asos-factory-list', as: 'supplier-list' })
  expect(document).toMatchObject({
    state: 'failed',
    problem: expect.stringMatching(/No column of this list is known to hold names. Its columns are "Alpha", "Beta".*Say at the desk/),
  })
  expect(document?.sha256).toMatch(/^[0-9a-f]{64}$/)
})

test('the pipeline goes on after all of them', async () => {
  expect(await settled(`${site.origin}/fine`)).toMatchObject({ state: 'done', candidates: 1 })
})

test('a document that failed can be added again', async () => {
  const { id, isNew } = await line.add(`${site.origin}/nowhere`)
  expect(isNew).toBe(false)
  expect((await line.document(id))?.dueAt).not.toBeNull()
  await line.run()
})
