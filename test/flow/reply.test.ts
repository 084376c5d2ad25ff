import { beforeAll, expect, test } from 'vitest'
import { workHash } from '../../src/http/give/gate.ts'
import { getBrandProfile, getClaim } from '../../src/publish/read-queries.ts'
import { listClaims } from '../../src/review/queries.ts'
import { deskOf } from '../support/desk.ts'
import type { Json } from '../support/json.ts'
import { ORIGIN } from '../support/people.ts'
import { pipeline } from '../support/pipeline.ts'
import { localSite } from '../support/site.ts'

const site = await localSite({
  '/thread':
    '<p>Zara buys shirts from Lantern Garments Ltd.</p><p>In 2020, Lantern Garments Ltd accepted 320 surplus rural labourers under a labour transfer programme.</p>',
})
const line = await pipeline({ UNPICK_ALLOW_HOSTS: site.host })
const { app, somebody, get, post } = deskOf(line)
type Somebody = Awaited<ReturnType<typeof somebody>>
let [accepter, checker, judge]: Somebody[] = []
let claim = ''
const page = async (path: string, cookie = '') => await (await get(path, cookie)).text()
const act = (path: string, who: Somebody | undefined, form: Record<string, string>) => post(path, form, { cookie: who?.cookie ?? '' })
const send = (path: string, body: object): Promise<Response> =>
  Promise.resolve(
    app.request(`${ORIGIN}/api/v1${path}`, { method: 'POST', headers: { 'content-type': 'application/json', origin: ORIGIN }, body: JSON.stringify(body) }),
  )
const answer = { from: 'Zara', text: 'We bought from another mill of that name.', disputes: 'yes', contact: 'press office, 020 7946 0000' }

beforeAll(async () => {
  ;[accepter, checker, judge] = [await somebody('reviewer'), await somebody('reviewer'), await somebody('researcher')]
  await line.add(`${site.origin}/thread`)
  await line.run()
  for (const each of await listClaims(line.db, { status: 'candidate' }, 10)) {
    expect((await act(`/desk/claims/${each.id}`, accepter, { do: 'rule', ruling: 'accept', reason: 'Read.' })).status).toBe(303)
    if (each.predicate === 'sources_from') claim = each.id
  }
  await line.run()
})

test('a company is told: the notice has the claim, the quote and a link that is shown once; the page says so, with the day', async () => {
  const { subjectId } = await line.db.selectFrom('claim').select('subjectId').where('id', '=', claim).executeTakeFirstOrThrow()
  const form = { do: 'notify', organisation: subjectId, to: 'press@zara.example', sent: '2026-11-01', by: '2026-11-15' }
  expect((await act(`/desk/claims/${claim}`, checker, { ...form, by: '2026-11-01' })).status).toBe(400)
  const html = await (await act(`/desk/claims/${claim}`, checker, form)).text()
  const token = /reply\/([\w-]{32})/.exec(html)?.[1] as string
  expect(html).toContain('Zara buys shirts from Lantern Garments Ltd.')
  expect(html).toContain('mailto:press@zara.example')
  const { tokenHash, text } = await line.db.selectFrom('notice').select(['tokenHash', 'text']).executeTakeFirstOrThrow()
  expect([tokenHash.includes(token), text.includes(token)]).toEqual([false, false])
  await line.run()
  expect(await getClaim(line.web, claim)).toMatchObject({ notices: [{ to: { name: 'Zara' }, sent: '2026-11-01', answerBy: '2026-11-15' }] })
  expect(await getBrandProfile(line.web, 'zara')).toMatchObject({ told: { answerBy: '2026-11-15' } })
  expect(await page(`/claims/${claim}`)).toContain('asked to answer by 15 November 2026')
  expect(await page('/desk/replies', checker?.cookie)).toMatch(/15 November 2026.*overdue/s)
  expect(await page(`/claims/${claim}`)).not.toContain('press@zara.example')
  expect(await page(`/reply/${token}`)).toContain('Zara buys shirts from Lantern Garments Ltd.')
  expect((await get('/reply/wrong')).status).toBe(404)
  await expect(line.db.updateTable('notice').set({ text: 'x' }).execute()).rejects.toThrow(/sealed/)
  expect((await post(`/reply/${token}`, answer)).status).toBe(200)
})

test('an answer waits until somebody has made sure who wrote it; then it stands beside the claim, which is contested with a clock', async () => {
  await line.run()
  expect((await getClaim(line.web, claim)).responses).toEqual([])
  const html = await page('/desk/replies', checker?.cookie)
  expect(html).toContain('press@zara.example')
  expect(html).toContain('020 7946 0000')
  const id = /action="\/desk\/replies\/(rpl_\w+)"/.exec(html)?.[1] as string
  expect((await act(`/desk/replies/${id}`, checker, { do: 'publish', checked: '' })).status).toBe(400)
  expect((await act(`/desk/replies/${id}`, checker, { do: 'publish', checked: 'It came by the link in our notice.' })).status).toBe(303)
  expect((await act(`/desk/replies/${id}`, judge, { do: 'decline', checked: 'late' })).status).toBe(409)
  expect(await line.db.selectFrom('reply').select(['state', 'contact']).execute()).toEqual([{ state: 'published', contact: null }])
  await line.run()
  expect(await getClaim(line.web, claim)).toMatchObject({
    status: 'contested',
    decisionDue: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    responses: [{ from: 'Zara', text: answer.text, told: '2026-11-01', checked: 'It came by the link in our notice.' }],
  })
  expect(await getBrandProfile(line.web, 'zara')).toMatchObject({ headline: 'Contested', responses: [{ from: 'Zara' }] })
  expect(await page('/desk/replies', checker?.cookie)).toContain('a contested claim about Zara is to be decided')
})

test('a contested claim is ruled on by somebody who has not decided on it, also when the handler is gone round; it leaves a tombstone', async () => {
  for (const who of [accepter, checker])
    expect((await act(`/desk/claims/${claim}`, who, { do: 'rule', ruling: 'uphold', reason: 'I say so.' })).status).toBe(403)
  await expect(
    line.db
      .insertInto('decision')
      .values({ id: 'dec_x', claimId: claim, sequence: 99, ruling: 'retract', decidedBy: accepter?.pseudonym as string, reason: 'x', decidedAt: new Date() })
      .execute(),
  ).rejects.toThrow(/did not decide before/)
  expect((await act(`/desk/claims/${claim}`, judge, { do: 'rule', ruling: 'retract', reason: 'The mill in the report is another one.' })).status).toBe(303)
  await line.run()
  const tombstone = await page(`/claims/${claim}`)
  expect(tombstone).toContain('We withdrew a claim about Zara')
  expect(tombstone).toContain('The mill in the report is another one.')
  expect(tombstone).not.toContain('Answer this claim')
  expect((await (await send(`/claims/${claim}/responses`, { ...answer, disputes: true, text: 'Thank you.' })).json()) as Json).toMatchObject({
    state: 'waiting',
  })
})

test('anybody may answer from the page, at the pace of people; work takes the place of waiting, and serves once', async () => {
  const other = (await listClaims(line.db, { status: 'published' }, 10))[0]?.id as string
  expect(await page(`/claims/${other}/reply`)).toContain('How we can make sure that it comes from the company')
  expect((await post(`/claims/${other}/reply`, { ...answer, contact: '' })).status).toBe(400)
  for (let i = 0; i < 5; i += 1) expect((await post(`/claims/${other}/reply`, { ...answer, text: `Answer ${i}` })).status).toBe(200)
  expect((await post(`/claims/${other}/reply`, { ...answer, text: 'One too many' })).status).toBe(429)
  expect((await line.db.selectFrom('reply').select('id').where('claimId', '=', other).execute()).length).toBe(5)

  const statuses: number[] = []
  for (let i = 0; i < 40; i += 1) statuses.push((await send('/submissions', { url: `https://example.org/${i}` })).status)
  expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(8)
  const { challenge, bits } = (await (await app.request(`${ORIGIN}/api/v1/challenge`)).json()) as { challenge: string; bits: number }
  let nonce = 0
  while (workHash(challenge, String(nonce)).readUInt32BE(0) >>> (32 - bits) !== 0) nonce += 1
  const worked = { url: 'https://example.org/worked', challenge, nonce: String(nonce) }
  expect((await send('/submissions', { ...worked, nonce: 'no' })).status).toBe(400)
  expect((await send('/submissions', worked)).status).toBe(200)
  expect((await send('/submissions', { ...worked, url: 'https://example.org/again' })).status).toBe(400)
})

test('what anybody sends waits unfetched; taken up it is the taker’s, declined it says why, and only its secret address tells', async () => {
  const waiting = await line.db.selectFrom('submission').selectAll().where('state', '=', 'waiting').orderBy('sentAt').execute()
  const [first, second] = waiting
  expect(await line.db.selectFrom('document').select('id').where('url', 'like', 'https://example.org/%').execute()).toEqual([])
  expect(await page(`/submissions/${first?.id}`)).toContain('Nobody has looked at it yet')
  expect((await act(`/desk/submissions/${first?.id}`, judge, { do: 'take', publisher: '' })).status).toBe(303)
  const document = await line.db
    .selectFrom('document')
    .select(['submittedBy', 'url'])
    .where('url', '=', first?.url as string)
    .executeTakeFirstOrThrow()
  expect(document.submittedBy).toBe(judge?.pseudonym)
  expect((await act(`/desk/submissions/${first?.id}`, judge, { do: 'take' })).status).toBe(409)
  expect((await act(`/desk/submissions/${second?.id}`, judge, { do: 'decline', reason: 'It is about a person.' })).status).toBe(303)
  expect(await page(`/submissions/${second?.id}`)).toContain('It is about a person.')
  expect((await get('/submissions/sub_none')).status).toBe(404)
  const file = new FormData()
  file.set('file', new File(['name,x\nLantern,1\n'], 'my-own-name.csv', { type: 'text/csv' }))
  const answered = await app.request(`${ORIGIN}/api/v1/submissions`, { method: 'POST', body: file, headers: { origin: ORIGIN } })
  expect(answered.status).toBe(429) // the hour's worth is spent
})
