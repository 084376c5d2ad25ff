import { beforeAll, expect, test } from 'vitest'
import { publishChanges } from '../../src/publish/publish-changes.ts'
import { decideClaim } from '../../src/review/decide-claim.ts'
import { placeClaims } from '../../src/review/place-claims.ts'
import { deskOf } from '../support/desk.ts'
import { pipeline } from '../support/pipeline.ts'
import { localSite } from '../support/site.ts'

const MILLS = 40
const mill = (i: number) =>
  `${['Amber', 'Birch', 'Cedar', 'Dune', 'Ember'][i % 5]} ${['Hollow', 'Ridge', 'Vale', 'Ford'][Math.floor(i / 5) % 4]} ${i < 20 ? 'Spinning' : 'Weaving'} Co., Ltd.`
const page = (body: string) => `<html lang="en"><body>${body}</body></html>`
const site = await localSite({
  '/mills': (_request, response) =>
    void response
      .writeHead(200, { 'content-type': 'text/html' })
      .end(page(Array.from({ length: MILLS }, (_, i) => `<p>${mill(i)} supplies yarn to Tarn Weaving Mill Ltd.</p>`).join(''))),
  '/thread': (_request, response) =>
    void response
      .writeHead(200, { 'content-type': 'text/html' })
      .end(
        page(
          '<p>Zara buys shirts from Lantern Garments Ltd.</p><p>Lantern Garments Ltd buys yarn from Ashmere Spinning Co., Ltd.</p><p>In 2020, Ashmere Spinning Co., Ltd. accepted 320 surplus rural labourers under a labour transfer programme.</p>',
        ),
      ),
})
const line = await pipeline({ UNPICK_ALLOW_HOSTS: site.host })
const { somebody, get, post } = deskOf(line)
const deps = { db: line.db, now: () => new Date() }
const look = async (cookie: string, putOff = '') => await (await get(`/desk/review?putoff=${putOff}`, cookie)).text()
const say = (cookie: string, id: string, form: Record<string, string>) => post(`/desk/review/${id}`, form, { cookie })
const shown = (html: string) => /action="\/desk\/review\/(clm_\w+)" class="stack/.exec(html)?.[1] ?? null
const heading = (html: string) => (/<h1[^>]*>([^<]*)/.exec(html)?.[1] ?? '').trim()
const statusOf = async (id: string) => (await line.db.selectFrom('claim').select('status').where('id', '=', id).executeTakeFirstOrThrow()).status

let reviewer: Awaited<ReturnType<typeof somebody>>
beforeAll(async () => {
  reviewer = await somebody('reviewer')
  await line.add(`${site.origin}/mills`)
  await line.add(`${site.origin}/thread`)
  await line.run()
  while ((await placeClaims(deps)) > 0);
})

test('what would connect a brand with a programme comes first, then the oldest; the quote stands lit among its words', async () => {
  const html = await look(reviewer.cookie)
  expect(html).toContain('would connect 1 brand')
  expect([
    'Zara buys from Lantern Garments Ltd',
    'Lantern Garments Ltd buys from Ashmere Spinning Co., Ltd.',
    'Ashmere Spinning Co., Ltd. takes part in Xinjiang labour transfers',
  ]).toContain(heading(html))
  expect(html).toMatch(/<mark>[^<]*(?:Zara|Ashmere)/)
  const reading = await look((await somebody('committee')).cookie)
  expect([heading(reading), shown(reading)]).toEqual([heading(html), null])
})

test('accepting publishes; undo takes it back; the record keeps both', async () => {
  const id = shown(await look(reviewer.cookie)) as string
  const next = await (await say(reviewer.cookie, id, { do: 'accept' })).text()
  expect(next).toContain('Accepted')
  expect(shown(next)).not.toBe(id)
  while ((await publishChanges(deps)) > 0);
  expect(await statusOf(id)).toBe('published')
  const back = await (await say(reviewer.cookie, id, { do: 'undo' })).text()
  expect(shown(back)).toBe(id)
  expect(await statusOf(id)).toBe('candidate')
  const other = await somebody('reviewer')
  await say(reviewer.cookie, id, { do: 'reject', reason: 'The report does not name the mill.' })
  expect((await say(other.cookie, id, { do: 'undo' })).status).toBe(403)
  await say(reviewer.cookie, id, { do: 'undo' })
  const rulings = await line.db.selectFrom('decision').select(['ruling', 'decidedBy', 'reason']).where('claimId', '=', id).orderBy('sequence').execute()
  expect(rulings.map(({ ruling }) => ruling)).toEqual(['accept', 'reopen', 'reject', 'reopen'])
  expect(rulings[2]).toMatchObject({ decidedBy: reviewer.pseudonym, reason: 'The report does not name the mill.' })
})

test('put off, asked about or one’s own, a claim is not shown; others see the question', async () => {
  const first = shown(await look(reviewer.cookie)) as string
  expect(shown(await (await say(reviewer.cookie, first, { do: 'later' })).text())).not.toBe(first)
  expect((await say(reviewer.cookie, first, { do: 'ask' })).status).toBe(400)
  await say(reviewer.cookie, first, { do: 'ask', reason: 'Is this the mill in Aksu or the other one?' })
  expect(shown(await look(reviewer.cookie))).not.toBe(first)
  const other = await somebody('researcher')
  const theirs = await look(other.cookie)
  expect(shown(theirs)).toBe(first)
  expect(theirs).toContain('Is this the mill in Aksu')
  await line.db.updateTable('evidence').set({ submittedBy: other.pseudonym }).where('claimId', '=', first).execute()
  expect(shown(await look(other.cookie))).not.toBe(first)
  expect((await say(other.cookie, first, { do: 'accept' })).status).toBe(403)
  await line.db.updateTable('evidence').set({ submittedBy: 'adder' }).where('claimId', '=', first).execute()
})

test('names that may be one with an end of the claim are judged beside it, and the claim stays', async () => {
  const id = shown(await look(reviewer.cookie)) as string
  const { subjectId } = await line.db.selectFrom('claim').select('subjectId').where('id', '=', id).executeTakeFirstOrThrow()
  await line.db.insertInto('organisation').values({ id: 'org_other', kind: 'company', name: 'Another Spelling Co', nameKey: 'another spelling co' }).execute()
  const [leftId, rightId] = [subjectId, 'org_other'].sort() as [string, string]
  await line.db
    .insertInto('mergeSuggestion')
    .values({ leftId, rightId, score: 0.9, verdict: 'unsure', reasons: JSON.stringify(['one letter differs']), connects: 0, madeAt: new Date() })
    .execute()
  const html = await look(reviewer.cookie)
  expect(html).toContain('Another Spelling Co')
  expect(html).toContain('one letter differs')
  const after = await (await say(reviewer.cookie, id, { do: 'same', one: leftId, other: rightId })).text()
  expect(shown(after)).toBe(id)
  expect((await line.db.selectFrom('judgement').select(['ruling', 'decidedBy']).execute()).at(-1)).toEqual({ ruling: 'same', decidedBy: reviewer.pseudonym })
  await say(reviewer.cookie, id, { do: 'different', one: leftId, other: rightId })
})

test('ten reviewers at once: each claim is decided once, and whoever comes late is told and goes on', async () => {
  const ten = await Promise.all(Array.from({ length: 10 }, () => somebody('reviewer')))
  const waiting = (await line.db.selectFrom('claim').select('id').where('status', '=', 'candidate').execute()).length
  let late = 0
  await Promise.all(
    ten.map(async ({ cookie }) => {
      for (let id = shown(await look(cookie)); id;) {
        const answer = await say(cookie, id, { do: 'accept' })
        if (answer.status === 409) late += 1
        else expect(answer.status).toBe(200)
        const html = await answer.text()
        id = shown(html)
        // Nobody is told that nothing waits while something does.
        if (!id) expect(html).toContain('Every claim that was found has been decided')
      }
    }),
  )
  expect(await line.db.selectFrom('claim').select('id').where('status', '=', 'candidate').execute()).toEqual([])
  const { rows } = {
    rows: await line.db
      .selectFrom('decision')
      .select('claimId')
      .where('ruling', '=', 'accept')
      .where(
        'decidedBy',
        'in',
        ten.map(({ pseudonym }) => pseudonym),
      )
      .execute(),
  }
  expect(rows.length).toBe(waiting)
  expect(new Set(rows.map(({ claimId }) => claimId)).size).toBe(waiting)
  // Each is shown another claim, so that they seldom meet.
  expect(late).toBeLessThan(waiting / 2)
  expect(await look(reviewer.cookie)).toContain('Nothing waits for you')
})

test('what is contested or withdrawn after publication stands in the log of corrections and its feed, with the reason', async () => {
  expect(await (await get('/corrections')).text()).toContain('Nothing has been contested')
  while ((await publishChanges(deps)) > 0);
  const { id } = await line.db.selectFrom('claim').select('id').where('status', '=', 'published').orderBy('id').executeTakeFirstOrThrow()
  await decideClaim(deps, { claimId: id, ruling: 'contest', decidedBy: 'one', reason: 'The mill says <b>otherwise</b>.' })
  await decideClaim(deps, { claimId: id, ruling: 'retract', decidedBy: 'two', reason: 'The report was about another mill.' })
  while ((await publishChanges(deps)) > 0);
  const page = await (await get('/corrections')).text()
  expect(page.indexOf('The report was about another mill.')).toBeLessThan(page.indexOf('The mill says &lt;b&gt;otherwise'))
  expect(page).toContain(`href="/claims/${id}"`)
  const feed = await get('/corrections.atom')
  expect(feed.headers.get('content-type')).toContain('application/atom+xml')
  const atom = await feed.text()
  expect(atom.match(/<entry>/g)).toHaveLength(2)
  expect(atom).toContain('Withdrawn: ')
  expect(atom).toContain('<![CDATA[The mill says <b>otherwise</b>.]]>')
})
