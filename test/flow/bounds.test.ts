/** Bounds: what is too much is refused before it costs anything, with a sentence. */
import { expect, test } from 'vitest'
import { ORIGIN } from '../support/people.ts'
import { deskOf } from '../support/desk.ts'
import { pipeline } from '../support/pipeline.ts'
import type { Json } from '../support/json.ts'

const line = await pipeline()
const { app } = deskOf(line)
const send = async (path: string, body: RequestInit['body'], headers: Record<string, string> = {}) =>
  await app.request(`${ORIGIN}${path}`, {
    method: 'POST',
    body,
    headers: { origin: ORIGIN, accept: 'application/json', ...headers },
    duplex: 'half',
  } as RequestInit)
const JSON_TYPE = { 'content-type': 'application/json' }
const FORM_TYPE = { 'content-type': 'application/x-www-form-urlencoded' }
const junk = (keys: number) => Array.from({ length: keys }, (_, i) => `"k${i}":1`).join(',')

/** A body that says how much of it was read. */
function body(pieces: number, size = 100_000) {
  const read = { pieces: 0 }
  const stream = new ReadableStream(
    {
      pull(controller) {
        if (read.pieces === pieces) return controller.close()
        read.pieces += 1
        controller.enqueue(new Uint8Array(size).fill(120))
      },
    },
    { highWaterMark: 0 },
  )
  return { read, stream }
}

test.each([
  ['60,000 keys', '/api/v1/match', `{"queries":{${junk(60_000)}}}`, /more than 1000 values/],
  ['400,000 levels', '/api/v1/match', `{"queries":${'['.repeat(400_000)}${']'.repeat(400_000)}}`, /more than 20 levels/],
  ['a hundred thousand values in small lists', '/api/v1/match', `{"queries":[${`[${'1,'.repeat(199)}1],`.repeat(500)}1]}`, /more than 20000 values/],
  ['levels where evidence is sent', '/api/v1/submissions', '['.repeat(400_000), /more than 20 levels/],
  ['levels where a claim is answered', '/api/v1/claims/clm_x/responses', '{"a":'.repeat(100_000), /more than 20 levels/],
])('%s at %s are refused at once', async (_what, path, text, sentence) => {
  const from = performance.now()
  const answer = await send(path, text, JSON_TYPE)
  const problem = await answer.text()
  expect(performance.now() - from).toBeLessThan(500)
  expect(answer.status).toBe(400)
  expect((JSON.parse(problem) as Json).detail).toMatch(sentence)
  expect(problem.length).toBeLessThan(1_000)
})

test('so are keys in a form’s field', async () => {
  const answer = await send('/api/v1/reconcile', new URLSearchParams({ queries: `{${junk(30_000)}}` }).toString(), FORM_TYPE)
  expect(answer.status).toBe(400)
  expect(((await answer.json()) as Json).detail).toMatch(/more than 1000 values/)
})

test.each([
  ['/api/v1/match', `{"queries":{${junk(500)}}}`, JSON_TYPE],
  ['/api/v1/reconcile', new URLSearchParams({ queries: `{${junk(500)}}` }).toString(), FORM_TYPE],
])('at most twenty problems of a request are told at %s', async (path, text, headers) => {
  const answer = await send(path, text, headers)
  const problem = (await answer.json()) as Json
  expect(answer.status).toBe(400)
  expect(problem.issues).toHaveLength(20)
  expect(problem.detail).toMatch(/and 480 faults more$/)
  expect(problem.detail.length).toBeLessThan(4_000)
})

test('what is no JSON, or no form, is the sender’s fault and not ours', async () => {
  expect((await send('/api/v1/match', '{"queries":', JSON_TYPE)).status).toBe(400)
  const answer = await send('/check', '--b\r\nno form', { 'content-type': 'multipart/form-data; boundary=b' })
  expect(answer.status).toBe(400)
  expect(((await answer.json()) as Json).detail).toMatch(/Open the page again/)
})

test('a form of more fields than any of ours is refused before it is taken apart', async () => {
  const part = '--b\r\ncontent-disposition: form-data; name="a"\r\n\r\nx\r\n'
  const from = performance.now()
  const many = await send('/check', `${part.repeat(250_000)}--b--\r\n`, { 'content-type': 'multipart/form-data; boundary=b' })
  expect(many.status).toBe(400)
  expect(((await many.json()) as Json).detail).toMatch(/at most 1000 fields/)
  expect((await send('/sign-in', 'a&'.repeat(400_000), FORM_TYPE)).status).toBe(400)
  expect(performance.now() - from).toBeLessThan(2_000)
})

test('its fields are counted as they come, wherever the pieces are cut', async () => {
  const part = new TextEncoder().encode('--b0undary\r\ncontent-disposition: form-data; name="a"\r\n\r\nx\r\n')
  const formIn = (fields: number, size: number) => {
    const whole = new Uint8Array(fields * part.length + 14)
    for (let i = 0; i < fields; i += 1) whole.set(part, i * part.length)
    whole.set(new TextEncoder().encode('--b0undary--\r\n'), fields * part.length)
    let [at, read] = [0, 0]
    const stream = new ReadableStream(
      {
        pull(controller) {
          if (at >= whole.length) return controller.close()
          controller.enqueue(whole.subarray(at, (at += size)))
          read = at
        },
      },
      { highWaterMark: 0 },
    )
    return { stream, read: () => read }
  }
  for (const size of [3, 7, 1_000]) {
    const many = formIn(5_000, size)
    const type = { 'content-type': 'multipart/form-data; boundary=b0undary' }
    expect((await send('/sign-in', many.stream, type)).status).toBe(400)
    expect(many.read()).toBeLessThan(1_001 * part.length + size + 14)
    expect((await send('/sign-in', formIn(990, size).stream, type)).status).toBe(401)
  }
})

test('nothing is read of a body that says it is too large, and no more than the limit of one that does not say', async () => {
  const declared = body(500)
  expect((await send('/sign-in', declared.stream, { ...FORM_TYPE, 'content-length': '50000000' })).status).toBe(400)
  expect(declared.read.pieces).toBe(0)
  const silent = body(500)
  expect((await send('/sign-in', silent.stream, FORM_TYPE)).status).toBe(400)
  expect(silent.read.pieces).toBeLessThan(13)
  expect((await send('/api/v1/match', 'x'.repeat(1_000_001), JSON_TYPE)).status).toBe(400)
})

test('a list or a file is not read before its sender is let in, nor for a check that is not there', async () => {
  for (const path of ['/check', '/api/v1/checks', '/submit', '/api/v1/submissions']) {
    const { read, stream } = body(100)
    const refused = await send(`${path}?challenge=none&nonce=none`, stream, { 'content-type': 'multipart/form-data; boundary=b' })
    expect([path, refused.status, read.pieces]).toEqual([path, 400, 0])
  }
  for (const path of ['packs', 'columns', 'judge', 'keep']) {
    const { read, stream } = body(100)
    const refused = await send(`/checks/no-such-list/${path}`, stream, { 'content-type': 'multipart/form-data; boundary=b' })
    expect([path, refused.status, read.pieces]).toEqual([path, 404, 0])
  }
})

/** Somebody who sends a large body, as far as they care to. */
function sender() {
  let feed: ReadableStreamDefaultController | null = null
  const stream = new ReadableStream({ start: (controller) => void (feed = controller) })
  const answer = send('/my-actions/none', stream, { 'content-type': 'multipart/form-data; boundary=b' })
  const safely = (work: () => void) => {
    try {
      work()
    } catch {
      // it was turned away meanwhile
    }
  }
  return { answer, more: (bytes: number) => safely(() => feed?.enqueue(new Uint8Array(bytes))), end: () => safely(() => feed?.close()) }
}
const pause = (ms: number) => new Promise((go) => setTimeout(go, ms))

test('eight large bodies at once are taken as far as there is room; who finds none is told when to come back, and small ones go in', async () => {
  const senders = Array.from({ length: 8 }, sender)
  for (const { more } of senders) more(18_000_000)
  await pause(500)
  expect((await send('/api/v1/match', '{"queries":{}}', JSON_TYPE)).status).toBe(200)
  for (const { end } of senders) end()
  const answers = await Promise.all(senders.map(({ answer }) => answer))
  const busy = answers.filter(({ status }) => status === 503)
  expect(busy.length).toBeGreaterThanOrEqual(2)
  expect(busy.length).toBeLessThan(8)
  for (const answer of busy) expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
})

test('those who stop sending make room for those who send', async () => {
  const idle = Array.from({ length: 5 }, sender)
  for (const { more } of idle) more(19_000_000)
  await pause(100)
  const statuses: number[] = []
  for (let i = 0; i < 3; i += 1) {
    const honest = sender()
    honest.more(15_000_000)
    await pause(100)
    honest.end()
    statuses.push((await honest.answer).status)
    await pause(2_100)
  }
  expect(statuses[0]).toBe(503)
  expect(statuses.at(-1)).not.toBe(503)
  for (const { end } of idle) end()
  const ended = await Promise.all(idle.map(({ answer }) => answer))
  expect(ended.filter(({ status }) => status === 503).length).toBe(1)
})
