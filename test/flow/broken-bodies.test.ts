/** Broken bodies: whatever somebody sends to any route, the answer says what is wrong, and is never a fault of ours. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { deskOf } from '../support/desk.ts'
import { ORIGIN } from '../support/people.ts'
import { pipeline } from '../support/pipeline.ts'

const line = await pipeline()
const { app, somebody, accounts } = deskOf(line)
const admin = await somebody('admin')
const key = await accounts.makeServiceKey('breaker', 'reviewer', ['extract', 'decide'], 1)
type Operation = { readonly requestBody?: unknown }
const contract = JSON.parse(readFileSync(join(import.meta.dirname, '../../openapi.json'), 'utf8')) as { paths: Record<string, Record<string, Operation>> }
const JSON_TYPE = 'application/json'
const FORM = 'application/x-www-form-urlencoded'
const MULTIPART = 'multipart/form-data; boundary=x'
/** What is sent: the type that is said, and the body. */
const BROKEN: readonly (readonly [what: string, type: string | null, body: string | Uint8Array<ArrayBuffer> | null])[] = [
  ['nothing at all', null, null],
  ['an empty body', JSON_TYPE, ''],
  ['JSON that breaks off', JSON_TYPE, '{"queries":{"q1":{"name":'],
  ['JSON with a comma too many', JSON_TYPE, '{"a":1,}'],
  ['null', JSON_TYPE, 'null'],
  ['a list', JSON_TYPE, '[1,2,3]'],
  ['a number', JSON_TYPE, '1e999'],
  ['bytes that are no text', JSON_TYPE, new Uint8Array([0xff, 0xfe, 0x00, 0xd8])],
  ['NUL and half a character', JSON_TYPE, '{"text":"\\u0000\\ud800","reason":"\\u0000","name":"\\u0000"}'],
  ['plain text', 'text/plain', 'Lantern Garments'],
  ['a type that is none', ';;;', '{}'],
  ['another kind of bytes', 'application/octet-stream', new Uint8Array([1, 2, 3])],
  ['a form that breaks off', MULTIPART, '--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nName'],
  ['a form without its boundary', 'multipart/form-data', '--x--'],
  ['a form of signs', FORM, '%%%=%E0%A4&&=&reason=%00'],
  ['an empty form', FORM, ''],
]
const paths = Object.entries(contract.paths).flatMap(([path, methods]) =>
  Object.keys(methods)
    .filter((method) => method !== 'get')
    .map((method) => [method.toUpperCase(), path.replace(/\{[^}]+\}/g, 'clm_0000000000000000')] as const),
)
const FORMS = [...new Set(app.routes.filter(({ method, path }) => method === 'POST' && !path.startsWith('/api/')).map(({ path }) => path))].map(
  (path) => ['POST', path.replace(/:[a-z]+(?:\{[^}]+\})?/gi, 'x'.repeat(32))] as const,
)

async function sent(method: string, path: string, headers: Record<string, string>) {
  const answers = []
  for (const [what, type, body] of BROKEN) {
    const answer = await app.request(`${ORIGIN}${path}`, {
      method,
      body,
      headers: { origin: ORIGIN, ...(type === null ? {} : { 'content-type': type }), ...headers },
    })
    answers.push({ what, status: answer.status, text: await answer.text() })
  }
  return answers
}

test('the contract has routes that take something, and so do the pages', () => {
  expect(paths.length).toBeGreaterThan(6)
  expect(FORMS.length).toBeGreaterThan(60)
})

test.each(paths)('%s %s answers every broken body with a refusal in words', async (method, path) => {
  for (const headers of [{}, { authorization: `Bearer ${key}` }])
    for (const { what, status, text } of await sent(method, path, { accept: 'application/json', ...headers })) {
      expect([what, status, status < 500]).toEqual([what, status, true])
      if (status >= 400) expect(JSON.parse(text)).toMatchObject({ status, detail: expect.stringMatching(/\S/), kind: expect.not.stringMatching(/bug/) })
    }
})

test.each(FORMS)('%s %s answers every broken form with a page', async (method, path) => {
  for (const headers of [{}, { cookie: admin.cookie }]) {
    if (path === '/account/leave' || path === '/sign-out') continue // they take nothing, and end the visit
    for (const { what, status } of await sent(method, path, { accept: 'text/html', ...headers }))
      expect([what, status, status < 500]).toEqual([what, status, true])
  }
})

test.each([
  ['{"queries":{"q1":{"name":', /ends too early|line 1/i],
  ['{"a":1,}', /position|line 1/i],
  ['', /empty/i],
])('broken JSON is told where it breaks: %j', async (body, says) => {
  const answer = await app.request(`${ORIGIN}/api/v1/match`, { method: 'POST', body, headers: { 'content-type': JSON_TYPE } })
  expect(answer.status).toBe(400)
  expect(((await answer.json()) as { detail: string }).detail).toMatch(says)
})
