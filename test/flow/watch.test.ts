/** Kept lists and watches: what is sealed, who is told of what, once. */
import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { parseFeed } from 'feedsmith'
import { decideClaim } from '../../src/review/decide-claim.ts'
import { listClaims } from '../../src/review/queries.ts'
import deliver from '../../workers/deliver.ts'
import digest from '../../workers/digest.ts'
import watch from '../../workers/watch.ts'
import { deskOf } from '../support/desk.ts'
import { pipeline } from '../support/pipeline.ts'
import { localSite } from '../support/site.ts'
import { ORIGIN } from '../support/people.ts'
import type { WorkerDeps } from '../../workers/deps.ts'

const site = await localSite({
  '/one':
    '<p>Zara buys shirts from Lantern Garments Ltd.</p><p>In 2020, Lantern Garments Ltd accepted 320 surplus rural labourers under a labour transfer programme.</p>',
  '/two': '<p>In 2021, Orrin Weaving Co., Ltd. accepted 200 surplus rural labourers under a labour transfer programme.</p>',
  '/three': '<p>Harbour Tailoring Ltd buys cloth from Orrin Weaving Co., Ltd.</p>',
})
const hooks: { headers: Record<string, string>; body: string }[] = []
let answer = 200
const receiver = createServer((request, response) => {
  let body = ''
  request.on('data', (chunk: Buffer) => (body += chunk.toString()))
  request.on('end', () => {
    hooks.push({ headers: request.headers as Record<string, string>, body })
    response.writeHead(answer).end()
  })
})
await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done))
afterAll(() => void receiver.close())
const { port } = receiver.address() as { port: number }
const line = await pipeline({ UNPICK_ALLOW_HOSTS: `${site.host},127.0.0.1:${port},localhost:${port}` })
const mails: { to: string; subject: string; text: string; outUrl?: string }[] = []
let today = new Date()
/** As the real one, but for the rule that an address must be public: what is public is not there in tests. `slow.example` never answers. */
const postHere: WorkerDeps['post'] = async (url, headers, body, signal) => {
  if (new URL(url).hostname === 'slow.example') await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  return (await fetch(`http://127.0.0.1:${port}/hook`, { method: 'POST', headers, body })).status
}
const mailer = { send: async (mail: (typeof mails)[number]) => void mails.push(mail), close: () => undefined }
const deps: WorkerDeps = { ...line.deps, now: () => today, mailer, post: postHere }
const { app, get, post } = deskOf(line)

const LIST = 'Supplier,Country\nLANTERN GARMENTS LIMITED,\nOrrin Weaveing,China\nHarbour Tailoring,\nQuite Another Firm,\n'
const accept = async (path: string) => {
  await line.add(`${site.origin}${path}`)
  await line.run()
  for (const each of await listClaims(line.db, { status: 'candidate' }, 10))
    await decideClaim(line.deps, { claimId: each.id, ruling: 'accept', decidedBy: 'one', reason: 'Read.' })
  await line.run()
}
const tell = async () => {
  today = new Date(Math.max(today.getTime(), Date.now()))
  for (const payload of await watch.due(deps)) await watch.run(deps, payload, new AbortController().signal)
  await send()
}
const send = async (by = deps) => {
  today = new Date(Math.max(today.getTime(), Date.now()))
  for (const payload of await deliver.due(by)) await deliver.run(by, payload, new AbortController().signal)
}
const begin = async (list: string): Promise<string> => {
  const form = new FormData()
  form.set('file', new File([list], 'our suppliers.csv'))
  const started = await post('/check', form)
  expect(started.status).toBe(303)
  const at = started.headers.get('location') as string
  for (let i = 0; i < 100 && !(await (await get(at)).text()).includes('Take it along'); i += 1) await new Promise((done) => setTimeout(done, 20))
  return at
}
const keepAndWatch = async (list: string): Promise<string> => {
  const at = await begin(list)
  expect((await post(`${at}/keep`, { days: '90' })).status).toBe(303)
  const watching = await post(`${at}/watch`, {})
  expect(watching.headers.get('location')).toBe(at.replace('/checks/', '/watches/'))
  return at.replace('/checks/', '/watches/')
}

beforeAll(() => accept('/one'))
beforeEach(async () => {
  await line.db.deleteFrom('supplierCheck').execute()
  await line.db.deleteFrom('claimNews').execute()
  await line.db.deleteFrom('mailQuestion').execute()
  await line.db.deleteFrom('follower').execute()
  hooks.length = 0
  mails.length = 0
  answer = 200
  today = new Date()
})

test('nothing of a list is written down unless somebody asks; what is kept opens with its link alone', async () => {
  const at = await begin(LIST)
  expect(await line.db.selectFrom('supplierCheck').selectAll().execute()).toEqual([])
  expect(await (await get(at)).text()).toContain('LANTERN GARMENTS LIMITED')
  await post(`${at}/keep`, { days: '30' })
  const [row] = await line.db.selectFrom('supplierCheck').selectAll().execute()
  expect(row?.sealed.toString('latin1')).not.toContain('LANTERN')
  expect(at).not.toContain(row?.id)
  expect((await get(`${at.slice(0, -1)}${at.endsWith('A') ? 'B' : 'A'}`)).status).toBe(404)
  await post(`${at}/forget`, {})
  expect((await get(at)).status).toBe(404)
  expect(await line.db.selectFrom('supplierCheck').selectAll().execute()).toEqual([])
})

test('a kept list goes on its day, with its watch', async () => {
  const at = await keepAndWatch(LIST)
  today = new Date(Date.now() + 91 * 86_400_000)
  await tell()
  expect(await line.db.selectFrom('supplierCheck').selectAll().execute()).toEqual([])
  expect((await get(at)).status).toBe(404)
})

test('a new claim, another grade and a withdrawal reach the watch once each, though no name stands in the database', async () => {
  const at = await keepAndWatch(LIST)
  const { rows } = { rows: JSON.stringify(await line.db.selectFrom('watch').selectAll().execute()).toLowerCase() }
  expect(rows).not.toContain('orrin')
  await accept('/two')
  await tell()
  await tell()
  const page = await (await get(at)).text()
  expect(page).toContain('Orrin Weaving')
  expect(page.match(/<b>New<\/b>/g)).toHaveLength(1)
  const [claim] = await listClaims(line.db, { status: 'published' }, 50).then((all) => all.filter(({ quote }) => quote?.includes('Orrin')))
  await decideClaim(line.deps, { claimId: claim?.id as string, ruling: 'contest', decidedBy: 'two', reason: 'They say it is another firm.' })
  await line.run()
  await tell()
  await decideClaim(line.deps, { claimId: claim?.id as string, ruling: 'retract', decidedBy: 'three', reason: 'It was another firm.' })
  await line.run()
  await tell()
  const after = await (await get(at)).text()
  expect(after).toContain('<b>Contested</b>')
  expect(after).toContain('<b>Withdrawn</b>')
  const feed = await (await get(`${at}/feed.atom`)).text()
  expect(parseFeed(feed).feed).toMatchObject({ entries: expect.objectContaining({ length: 3 }) })
})

test('news of somebody whom no list names tells nobody; news further down the chain tells those above', async () => {
  await accept('/two')
  await accept('/three')
  const at = await keepAndWatch('Name\nHarbour Tailoring\n')
  const other = await keepAndWatch('Name\nQuite Another Firm\n')
  const [claim] = await listClaims(line.db, { status: 'retracted' }, 50).then((all) => all.filter(({ quote }) => quote?.includes('200 surplus')))
  const standing = claim ?? (await listClaims(line.db, { status: 'published' }, 50)).find(({ quote }) => quote?.includes('200 surplus'))
  expect(standing).toBeDefined()
  await line.db
    .insertInto('claimNews')
    .values({
      claimId: standing?.id as string,
      subjectId: await orrin(),
      kind: 'graded',
      statement: 'Orrin Weaving takes part.',
      gradeBefore: 'B3',
      grade: 'B2',
      at: today,
    })
    .execute()
  await tell()
  expect(await (await get(at)).text()).toContain('Orrin Weaving takes part.')
  expect(await (await get(other)).text()).toContain('Nothing yet.')
})
const orrin = async () =>
  (await line.db.selectFrom('published.organisation').select('canonicalId').where('name', 'like', 'Orrin%').executeTakeFirstOrThrow()).canonicalId

test('mail goes to an address that confirmed it asked, names the claim and never the list; one click ends it', async () => {
  const at = await keepAndWatch(LIST)
  await post(`${at}/mail`, { email: 'rep@example.org' })
  await tell()
  expect(mails).toHaveLength(1)
  const link = /\/watches\/mail\/[\w-]+/.exec(mails[0]?.text ?? '')?.[0] as string
  await news()
  await tell()
  expect(mails).toHaveLength(1)
  expect((await post(link, {})).status).toBe(200)
  await news()
  await tell()
  expect(mails).toHaveLength(2)
  expect(mails[1]?.text).toContain('Lantern Garments takes part.')
  expect(mails[1]?.text).not.toContain('LIMITED')
  expect(mails[1]?.text).not.toContain(at.slice('/watches/'.length))
  await post(`${link}/stop`, {})
  await news()
  await tell()
  expect(mails).toHaveLength(2)
  expect((await line.db.selectFrom('watch').select('mailSealed').executeTakeFirstOrThrow()).mailSealed).toBeNull()
})

test('a webhook is signed, tried again until it is taken, and logged', async () => {
  const at = await keepAndWatch(LIST)
  await post(`${at}/webhook`, { url: 'https://hooks.example/hook' })
  await tell()
  expect(hooks).toHaveLength(1)
  answer = 503
  await news()
  await tell()
  expect(hooks).toHaveLength(2)
  answer = 204
  today = new Date(Date.now() + 60_000)
  await tell()
  expect(hooks).toHaveLength(3)
  const [, , last] = hooks
  const key = /whsec_[\w+/=]+/.exec(await (await get(at)).text())?.[0].replace('whsec_', '') as string
  const signed = createHmac('sha256', Buffer.from(key, 'base64'))
    .update(`${last?.headers['webhook-id']}.${last?.headers['webhook-timestamp']}.${last?.body}`)
    .digest('base64')
  expect(last?.headers['webhook-signature']).toBe(`v1,${signed}`)
  expect(last?.headers['webhook-id']).toBe(hooks[1]?.headers['webhook-id'])
  expect(JSON.parse(last?.body ?? '')).toMatchObject({ type: 'claim.graded', data: { statement: 'Lantern Garments takes part.' } })
  expect(await (await get(at)).text()).toContain('arrived')
  expect((await line.db.selectFrom('watchDelivery').select('sealed').execute()).every(({ sealed }) => sealed === null)).toBe(true)
})

test('an address is asked once a day whether it wants mail, however often it is saved, from whichever list or page', async () => {
  const at = await keepAndWatch(LIST)
  const other = await keepAndWatch('Name\nHarbour Tailoring\n')
  for (let i = 0; i < 12; i += 1) {
    await post(`${at}/mail`, { email: 'rep@example.org' })
    await tell()
    await post(`${at}/mail`, { email: '' })
  }
  await post(`${at}/mail`, { email: 'Rep@example.org' })
  await post(`${other}/mail`, { email: 'r.ep+again@example.org' })
  await post('/follow', { email: 'rep@example.org' })
  await tell()
  for (const payload of await digest.due(deps)) await digest.run(deps, payload, new AbortController().signal)
  expect(mails).toHaveLength(1)
  const kept = await line.db.selectFrom('mailQuestion').selectAll().execute()
  expect(kept).toHaveLength(1)
  expect(kept[0]?.mailbox.toString('latin1')).not.toContain('rep')
  today = new Date(Date.now() + 25 * 3_600_000)
  await tell()
  expect(mails).toHaveLength(2)
  today = new Date(Date.now() + 60 * 3_600_000)
  await tell()
  expect(mails).toHaveLength(2)
  expect(await line.db.selectFrom('mailQuestion').selectAll().execute()).toEqual([])
  expect((await line.db.selectFrom('watch').select('mailSealed').execute()).map(({ mailSealed }) => mailSealed)).toEqual([null, null])
})

test('an address that said yes is not asked again when it is saved again', async () => {
  const at = await keepAndWatch(LIST)
  await post(`${at}/mail`, { email: 'rep@example.org' })
  await tell()
  await post(/\/watches\/mail\/[\w-]+/.exec(mails[0]?.text ?? '')?.[0] as string, {})
  await post(`${at}/mail`, { email: 'rep@example.org' })
  today = new Date(Date.now() + 25 * 3_600_000)
  await tell()
  expect(mails).toHaveLength(1)
  await news()
  await tell()
  expect(mails).toHaveLength(2)
})

test('a watch posts one test a minute, and so does everybody to one host', async () => {
  const at = await keepAndWatch(LIST)
  const other = await keepAndWatch('Name\nHarbour Tailoring\n')
  for (let i = 0; i < 30; i += 1) {
    await post(`${at}/webhook`, { url: `https://hooks.example/${i}` })
    await post(`${other}/webhook`, { url: `https://hooks.example/${i}` })
    await tell()
  }
  expect(hooks).toHaveLength(1)
  await line.db
    .updateTable('watchDelivery')
    .set({ madeAt: new Date(Date.now() - 61_000) })
    .execute()
  await post(`${at}/webhook`, { url: 'https://hooks.example/again' })
  await tell()
  expect(hooks).toHaveLength(2)
})

test('a host that does not answer holds up itself alone: not the news, and not what goes to others', async () => {
  const slow = await keepAndWatch(LIST)
  const quick = await keepAndWatch(LIST)
  await post(`${slow}/webhook`, { url: 'https://slow.example/hook' })
  await post(`${quick}/webhook`, { url: 'https://hooks.example/hook' })
  today = new Date()
  const lanes = await deliver.due(deps)
  expect(lanes).toHaveLength(2)
  expect(JSON.stringify(await line.db.selectFrom('watchDelivery').select('lane').execute())).not.toContain('example')
  const stopping = new AbortController()
  const all = lanes.map((payload) => deliver.run(deps, payload, stopping.signal))
  await Promise.race(all)
  expect(hooks).toHaveLength(1)
  await news()
  for (const payload of await watch.due(deps)) await watch.run(deps, payload, new AbortController().signal)
  expect(await (await get(slow)).text()).toContain('Lantern Garments takes part.')
  const [next] = (await deliver.due(deps)).filter(({ lane }) => lane !== 'questions')
  stopping.abort()
  await Promise.all(all)
  // What waits for the slow host rests; the other's goes out.
  await send()
  expect(hooks).toHaveLength(2)
  expect(next).toBeDefined()
  expect(await (await get(slow)).text()).toContain('no answer')
  today = new Date(Date.now() + 60_000)
  expect((await deliver.due(deps)).filter(({ lane }) => lane !== 'questions')).toEqual([])
})

test('a webhook never reaches an address that is not public, whatever the fetcher may; the log says so in fixed words and names no host', async () => {
  for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`, '169.254.169.254']) {
    const at = await keepAndWatch(LIST)
    await post(`${at}/webhook`, { url: `http://${host}/hook` })
    await send({ ...deps, post: line.deps.post })
    const page = await (await get(at)).text()
    expect(page).toContain('<td>not a public address</td>')
  }
  expect(hooks).toEqual([])
  const log = await line.db.selectFrom('watchDelivery').select(['outcome', 'lane']).execute()
  expect(new Set(log.map(({ outcome }) => outcome))).toEqual(new Set(['not a public address']))
  expect(JSON.stringify(log)).not.toMatch(/localhost|127\.0|169\.254/)
  await expect(line.db.updateTable('watchDelivery').set({ outcome: 'db.internal leads to 10.0.0.5' }).execute()).rejects.toThrow('watch_delivery_outcome')
})

test('a list that is kept is forgotten by the API too: its row, its watch and what was on its way', async () => {
  const at = await keepAndWatch(LIST)
  await post(`${at}/webhook`, { url: 'https://hooks.example/hook' })
  const path = at.replace('/watches/', '/api/v1/checks/')
  expect((await app.request(`${ORIGIN}${path}`, { method: 'DELETE' })).status).toBe(204)
  expect(await line.db.selectFrom('supplierCheck').selectAll().execute()).toEqual([])
  expect(await line.db.selectFrom('watch').selectAll().execute()).toEqual([])
  expect(await line.db.selectFrom('watchDelivery').selectAll().execute()).toEqual([])
  expect((await app.request(`${ORIGIN}${path}`)).status).toBe(404)
})
const news = async () => {
  const subject = await line.db.selectFrom('published.organisation').select('canonicalId').where('name', 'like', 'Lantern%').executeTakeFirstOrThrow()
  const claim = (await listClaims(line.db, { status: 'published' }, 50)).find(({ quote }) => quote?.includes('320 surplus'))
  await line.db
    .insertInto('claimNews')
    .values({
      claimId: claim?.id as string,
      subjectId: subject.canonicalId,
      kind: 'graded',
      statement: 'Lantern Garments takes part.',
      gradeBefore: 'B3',
      grade: 'B2',
      at: today,
    })
    .execute()
}
