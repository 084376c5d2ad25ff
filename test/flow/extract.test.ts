import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { createExtractor } from '../../src/extract/extract-capture.ts'
import { createExtractThread } from '../../src/extract/extract-thread.ts'
import { createModel } from '../../src/extract/model.ts'
import { createReadingRoom } from '../../src/read/reading-room.ts'
import { deskOf } from '../support/desk.ts'
import { ORIGIN } from '../support/people.ts'
import { pipeline } from '../support/pipeline.ts'
import { localSite } from '../support/site.ts'
import { extractTextWith } from '../../workers/extract-text.ts'
import type { Json } from '../support/json.ts'

const REPORT = `<html lang="en"><title>Yarn</title><p>Ashmere Spinning Co., Ltd. supplies yarn to Lantern Garments Ltd.</p>
<p>People in the town say that shirts of Lantern Garments Ltd close with what Osk Button Works Ltd presses, and nobody wrote it down.</p></html>`
const site = await localSite({
  '/report': (_request, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end(REPORT),
})
const line = await pipeline({ UNPICK_ALLOW_HOSTS: site.host })
const room = createReadingRoom()
const texts = createExtractThread(line.url)
afterAll(async () => {
  room.close()
  await texts.close()
})
const { app, accounts, somebody, get, post } = deskOf(line, { extract: extractTextWith(room, texts) })
const researcher = await somebody('researcher')
const who = await accounts.whoIs(new Headers({ cookie: researcher.cookie }))
const key = await accounts.makeKey(who as never, 'test', ['extract'], 1)
const bearer = { authorization: `Bearer ${key}` }
const ask = (body: string | FormData, headers: Record<string, string> = {}) =>
  app.request(`${ORIGIN}/api/v1/extract`, { method: 'POST', body, headers: { ...bearer, ...headers } })
const read = async () => {
  await line.add(`${site.origin}/report`)
  await line.run()
  return ((await line.db.selectFrom('document').select('id').where('url', 'like', '%/report').executeTakeFirstOrThrow()) as { id: string }).id
}

test('a text is searched for whoever has a key with the scope, and for nobody else', async () => {
  const json = { 'content-type': 'application/json' }
  const body = JSON.stringify({ text: 'Ashmere Spinning Co., Ltd. supplies yarn to Lantern Garments Ltd in 2024.' })
  expect((await ask(body, { ...json, authorization: 'Bearer wrong' })).status).toBe(401)
  expect((await app.request(`${ORIGIN}/api/v1/extract`, { method: 'POST', body, headers: json })).status).toBe(401)
  const found = (await (await ask(body, json)).json()) as Json
  expect(found).toMatchObject({ language: 'en', pages: null, programmes: [] })
  expect(found.organisations.map(({ name }: Json) => name)).toEqual(['Ashmere Spinning Co., Ltd.', 'Lantern Garments Ltd'])
  expect(found.claims).toMatchObject([
    {
      subject: 'Lantern Garments Ltd',
      predicate: 'sources_from',
      object: 'Ashmere Spinning Co., Ltd.',
      product: 'yarn',
      period: '2024',
      stance: 'supports',
      rule: 'supplies',
      start: 0,
    },
  ])
  expect(found.claims[0].why).toContain('supplies yarn to')
})

test('files are searched as a form or as bytes; what cannot be read is refused with advice', async () => {
  const form = new FormData()
  form.append('file', new File(['Supplier,Brand\nAshmere Spinning,Kestrel Kids\nTarn Weaving Mill,Halden & Row\n'], 'list.csv', { type: 'text/csv' }))
  const found = (await (await ask(form)).json()) as Json
  expect(found.claims.map((claim: Json) => [claim.subject, claim.object, claim.row])).toEqual([
    ['Kestrel Kids', 'Ashmere Spinning', 2],
    ['Halden & Row', 'Tarn Weaving Mill', 3],
  ])
  expect((await ask('%PDF-1.4 broken', { 'content-type': 'application/pdf' })).status).toBe(400)
  expect((await ask('', { 'content-type': 'text/plain' })).status).toBe(400)
  expect((await ask('{', { 'content-type': 'application/json' })).status).toBe(400)
})

test('the desk shows what a file says', async () => {
  const form = new FormData()
  form.append('text', 'Ashmere Spinning Co., Ltd. supplies yarn to Lantern Garments Ltd <b>now</b>.')
  const answer = await post('/desk/extract', form, { cookie: researcher.cookie })
  const page = await answer.text()
  expect(page).toContain('1 claim in the text')
  expect(page).toContain('&lt;b&gt;now')
})

test('the reader shows the text with what was found marked, and takes a claim by hand that a new search does not take away', async () => {
  const id = await read()
  const page = await (await get(`/documents/${id}/read`, researcher.cookie)).text()
  expect(page).toMatch(/<mark data-claims="can_\w+"><span id="mark-can_\w+"><\/span>(?:<span class="name \w+">)?Ashmere Spinning Co\., Ltd\./)
  const reading = /name="reading" value="([^"]+)"/.exec(page)?.[1] as string
  const add = (form: Record<string, string>) =>
    post(
      `/documents/${id}/claims`,
      { reading, near: '0', subject: 'Lantern Garments Ltd', predicate: 'sources_from', object: 'Osk Button Works Ltd', ...form },
      { cookie: researcher.cookie },
    )
  expect((await add({ quote: 'Lantern buys buttons' })).status).toBe(400)
  expect((await add({ quote: 'close with what', reading: 'rdg_old' })).status).toBe(409)
  expect((await add({ quote: 'Lantern Garments Ltd  close with what\nOsk Button Works Ltd presses' })).status).toBe(303)
  await line.run()
  await line.db.updateTable('captureProgress').set({ extractVersion: 0 }).execute()
  await line.run()
  const evidence = await line.db
    .selectFrom('evidence as e')
    .innerJoin('passage as p', 'p.id', 'e.passageId')
    .select(['p.quote', 'p.language', 'e.submittedBy'])
    .where('e.rule', '=', 'by hand')
    .execute()
  expect(evidence).toEqual([{ quote: 'Lantern Garments Ltd close with what Osk Button Works Ltd presses', language: 'en', submittedBy: researcher.pseudonym }])
})

test('a key does only what its scope says', async () => {
  const answer = await app.request(`${ORIGIN}/documents/doc_x/read`, { headers: { ...bearer, accept: 'text/html' } })
  expect(answer.status).toBe(403)
  expect((await get('/documents/doc_x/read', researcher.cookie)).status).toBe(404)
})

test('a model may propose what rules missed, of texts whose publisher allows it, and only in the text’s own words', async () => {
  const quote = 'People in the town say that shirts of Lantern Garments Ltd close with what Osk Button Works Ltd presses, and nobody wrote it down.'
  const claim = { predicate: 'sources_from', quote, stance: 'supports' }
  const asked: Json[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (piece) => (body += piece))
    request.on('end', () => {
      asked.push({ path: request.url, key: request.headers.authorization, body: JSON.parse(body) })
      const claims = [
        { ...claim, subject: 'Lantern Garments Ltd', object: 'Osk Button Works Ltd', product: 'shirts' },
        { ...claim, subject: 'Lantern Garments Ltd', object: 'A Mill That Is Not Named' },
        { ...claim, subject: 'Lantern Garments Ltd', object: 'Osk Button Works Ltd', quote: 'Lantern Garments Ltd admits it.' },
      ]
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ choices: [{ message: { content: JSON.stringify({ claims }) } }] }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
    const extractor = await createExtractor(line.db, createModel({ url, name: 'stub', key: 'secret' }))
    await read()
    const { captureId, readingId } = (await line.db
      .selectFrom('captureProgress as p')
      .innerJoin('capture as c', 'c.id', 'p.captureId')
      .innerJoin('document as d', 'd.id', 'c.documentId')
      .select(['p.captureId', 'p.readingId'])
      .where('d.url', 'like', '%/report')
      .executeTakeFirstOrThrow()) as { captureId: string; readingId: string }
    await line.db.deleteFrom('candidate').where('rule', '=', 'by hand').execute()
    await extractor.extract(captureId)
    expect(asked).toEqual([])
    await line.db.updateTable('publisher').set({ modelMayRead: true }).execute()
    await extractor.extract(captureId)
    expect(asked).toMatchObject([{ path: '/v1/chat/completions', key: 'Bearer secret', body: { model: 'stub' } }])
    const proposed = await line.db
      .selectFrom('candidate')
      .select(['rule', 'confidence', 'product', 'subject', 'object'])
      .where('readingId', '=', readingId)
      .where('rule', 'like', 'model:%')
      .execute()
    expect(proposed).toMatchObject([{ rule: 'model: stub', confidence: 0.5, product: 'shirts', object: { organisation: { name: 'Osk Button Works Ltd' } } }])
    const troubles: unknown[] = []
    const failing = await createExtractor(line.db, createModel({ url: 'http://127.0.0.1:1/v1', name: 'gone', key: null }), (problem) => troubles.push(problem))
    await failing.extract(captureId)
    expect(troubles).toHaveLength(1)
    expect(await line.db.selectFrom('candidate').select('rule').where('readingId', '=', readingId).execute()).toEqual([{ rule: 'supplies' }])
  } finally {
    await new Promise((resolve) => server.close(resolve))
  }
})
