/** Kept lists and watches: what is sealed, who is told of what, once. */
import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { parseFeed } from 'feedsmith'
import { decideClaim } from '../../src/review/decide-claim.ts'
import { listClaims } from '../../src/review/queries.ts'
import { LIST, watching } from '../support/watching.ts'

const { hooks, line, mails, state, get, post, accept, tell, begin, keepAndWatch, news } = await watching()

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
  state.today = new Date(Date.now() + 91 * 86_400_000)
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
      at: state.today,
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
  state.answer = 503
  await news()
  await tell()
  expect(hooks).toHaveLength(2)
  state.answer = 204
  state.today = new Date(Date.now() + 60_000)
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
