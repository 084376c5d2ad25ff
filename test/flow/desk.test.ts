import { afterAll, expect, test } from 'vitest'
import { type Queues, openQueues } from '../../src/queue/backend.ts'
import { deskOf } from '../support/desk.ts'
import { pipeline } from '../support/pipeline.ts'
import { localSite } from '../support/site.ts'

let words = 'three hundred'
const site = await localSite({
  '/changing': (_request, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end(`<p>The mill has ${words} workers.</p>`),
})
const line = await pipeline({ UNPICK_ALLOW_HOSTS: site.host })
const opened: Queues[] = []
afterAll(() => Promise.all(opened.map((queues) => queues.close())))
const { somebody, get, post } = deskOf(line, {
  openQueues: async () => {
    const queues = await openQueues({ databaseUrl: line.url, redisUrl: null }, () => undefined)
    opened.push(queues)
    return queues
  },
})
const admin = await somebody('admin')
const come = async () => admin.cookie

test('visitors are asked to sign in before the desk, its queues and its forms', async () => {
  for (const path of [
    '/desk',
    '/desk/sources/watched-folder',
    '/desk/changes/doc_x',
    '/desk/queues',
    '/desk/queues/api/queues',
    '/desk/people',
    '/documents/doc_x/read',
  ]) {
    const answer = await get(path)
    expect(answer.status, path).toBe(303)
    expect(answer.headers.get('location')).toBe(`/sign-in?${new URLSearchParams({ to: path })}`)
  }
  expect((await post('/desk/sources/watched-folder', { do: 'off' })).status).toBe(401)
  expect((await get('/desk', 'unpick.session_token=forged')).status).toBe(303)
})

test('the desk shows every source, runs one, and switches it', async () => {
  const cookie = await come()
  const page = await get('/desk', cookie)
  expect(page.headers.get('cache-control')).toBe('no-store')
  const html = await page.text()
  for (const text of ['Withhold release orders', 'Watched folder', 'No document has changed', 'every host answered']) expect(html).toContain(text)
  expect((await post('/desk/sources/watched-folder', { do: 'run' }, { cookie })).status).toBe(303)
  await line.run()
  expect(await (await get('/desk/sources/watched-folder', cookie)).text()).toMatch(/fine/)
  await post('/desk/sources/watched-folder', { do: 'off' }, { cookie })
  expect(await line.db.selectFrom('source').select('enabled').where('id', '=', 'watched-folder').executeTakeFirst()).toEqual({ enabled: false })
  expect((await get('/desk/sources/none', cookie)).status).toBe(404)
})

test('a form from another site does nothing', async () => {
  const cookie = await come()
  expect((await post('/desk/sources/watched-folder', { do: 'run' }, { cookie, origin: 'https://evil.example' })).status).toBe(403)
  expect((await post('/sign-in', { pseudonym: 'x', passphrase: 'y' }, { origin: 'https://evil.example' })).status).toBe(403)
})

test('a document that changed is shown with what was put in and taken out, as text', async () => {
  const { id } = await line.add(`${site.origin}/changing`)
  await line.run()
  words = 'four &lt;b&gt; hundred'
  await line.add(`${site.origin}/changing`, { again: true })
  await line.run()
  const html = await (await get(`/desk/changes/${id}`, await come())).text()
  expect(html).toContain('<del>three</del>')
  expect(html).toMatch(/<ins>four/)
  expect(html).toContain('&lt;b&gt;')
  expect(html).not.toContain('<b> hundred')
})

test('the board of queues is there for admins, with scripts of its own only', async () => {
  const cookie = await come()
  const page = await get('/desk/queues', cookie)
  expect(page.status).toBe(200)
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self'")
  expect((await get('/desk', cookie)).headers.get('content-security-policy')).toContain("script-src 'none'")
  const { queues } = (await (await get('/desk/queues/api/queues', cookie)).json()) as { queues: { name: string }[] }
  expect(queues.map((queue) => queue.name)).toContain('unpick-archive')
  const { cookie: other } = await somebody('reviewer')
  for (const path of ['/desk/queues', '/desk/queues/', '/desk/queues/api/queues']) expect((await get(path, other)).status, path).toBe(403)
})

test('an address, a file or a note is added, and what became of it is shown', async () => {
  const cookie = await come()
  expect((await post('/desk/add', { url: 'ftp://example.org/x' }, { cookie })).status).toBe(400)
  const note = await post('/desk/add', { note: 'Ashmere Spinning Co., Ltd. supplies yarn to Lantern Garments Ltd.', publisher: 'Note keeper' }, { cookie })
  const where = note.headers.get('location') as string
  expect(where).toMatch(/^\/desk\/add\/doc_\w+$/)
  expect(await (await get(where, cookie)).text()).toContain('http-equiv="refresh"')
  await line.run()
  const done = await (await get(where, cookie)).text()
  expect(done).toContain('It is done.')
  expect(done).toContain('1 claim to review')
  expect(done).not.toContain('http-equiv="refresh"')
  expect(
    (await post('/desk/add', { note: 'Ashmere Spinning Co., Ltd. supplies yarn to Lantern Garments Ltd.', publisher: 'Note keeper' }, { cookie })).headers.get(
      'location',
    ),
  ).toMatch(/\?known$/)
  const form = new FormData()
  form.append('file', new File(['<p>Tarn Weaving Mill Ltd supplies cloth to Lantern Garments Ltd.</p>'], '../../etc/page.html'))
  const file = await post('/desk/add', form, { cookie })
  await line.run()
  const id = (file.headers.get('location') as string).split('/').at(-1) as string
  expect(await line.document(id)).toMatchObject({ state: 'done', url: expect.stringMatching(/^upload:[a-f\d]{64}\/page\.html$/), candidates: 1 })
  expect(await line.db.selectFrom('document').select('submittedBy').where('id', '=', id).executeTakeFirst()).toEqual({ submittedBy: admin.pseudonym })
})
