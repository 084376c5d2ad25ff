import ICAL from 'ical.js'
import { beforeAll, expect, test } from 'vitest'
import { countBallots } from '../../src/campaigns/ballots.ts'
import { verifyLedger } from '../../src/archive/verify-ledger.ts'
import { listClaims } from '../../src/review/queries.ts'
import { deskOf } from '../support/desk.ts'
import { pipeline } from '../support/pipeline.ts'
import { localSite } from '../support/site.ts'

const site = await localSite({
  '/thread':
    '<p>Zara buys shirts from Lantern Garments Ltd.</p><p>In 2020, Lantern Garments Ltd accepted 320 surplus rural labourers under a labour transfer programme.</p>',
})
const line = await pipeline({ UNPICK_ALLOW_HOSTS: site.host })
const { somebody, get, post } = deskOf(line)
type Somebody = Awaited<ReturnType<typeof somebody>>
let [admin, first, second, third, reviewer]: Somebody[] = []
const page = async (path: string, who?: Somebody) => await (await get(path, who?.cookie)).text()
const act = (path: string, who: Somebody | undefined, form: Record<string, string>) => post(path, form, { cookie: who?.cookie ?? '' })
const inAWeek = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 16)
const today = new Date().toISOString().slice(0, 10)
const openBallot = async (path: string, form: Record<string, string>) => {
  const answer = await act(path, admin, { reason: 'It has not answered.', closes: inAWeek, ...form })
  expect([answer.status, await answer.clone().text()]).toEqual([303, ''])
  return answer.headers.get('location') as string
}
const count = async () => {
  await line.run()
  await countBallots(line.deps)
  await line.run()
}

beforeAll(async () => {
  ;[admin, first, second, third, reviewer] = [
    await somebody('admin'),
    await somebody('committee'),
    await somebody('committee'),
    await somebody('committee'),
    await somebody('reviewer'),
  ]
  await line.add(`${site.origin}/thread`)
  await line.run()
  for (const each of await listClaims(line.db, { status: 'candidate' }, 10))
    await act(`/desk/claims/${each.id}`, reviewer, { do: 'rule', ruling: 'accept', reason: 'Read.' })
  await line.run()
})

test('the founding group is admitted by an admin, once; delegates are seated, two to a seat at most, and one seat each', async () => {
  expect(
    (await post('/affiliates/apply', { name: 'Leeds Trades Council', kind: 'trades council', about: 'Branches of the city.', contact: 'x@y.example' })).status,
  ).toBe(303)
  expect((await post('/affiliates/apply', { name: 'Leeds Trades Council', kind: 'trades council', about: 'Again.', contact: 'x' })).status).toBe(409)
  expect((await post('/affiliates/apply', { name: 'Pickers', kind: 'union branch', about: 'Pickers of Barnsley.', contact: 'x@y.example' })).status).toBe(303)
  expect((await act('/desk/committee/groups/leeds-trades-council/admit', reviewer, { seats: '2' })).status).toBe(403)
  expect((await act('/desk/committee/groups/leeds-trades-council/admit', admin, { seats: '2' })).status).toBe(303)
  expect((await act('/desk/committee/groups/pickers/admit', admin, { seats: '1' })).status).toBe(409)
  const seat = (person: string | undefined, number: string) =>
    act('/desk/committee/groups/leeds-trades-council/seat', admin, { person: person ?? '', seat: number })
  expect((await seat(first?.pseudonym, '1')).status).toBe(303)
  expect((await seat(second?.pseudonym, '1')).status).toBe(303)
  expect((await seat(third?.pseudonym, '1')).status).toBe(400)
  expect((await seat(third?.pseudonym, '3')).status).toBe(400)
  expect((await seat(third?.pseudonym, '2')).status).toBe(303)
  expect((await seat(reviewer?.pseudonym, '2')).status).toBe(403)
  await line.run()
  expect(await page('/affiliates')).toContain('Leeds Trades Council')
  expect(await page('/affiliates')).not.toContain('Pickers')
  expect(await page('/affiliates')).not.toContain('x@y.example')
})

test('a group is admitted by ballot: a shared seat has one vote, which either holder may change while it is open', async () => {
  const at = await openBallot('/desk/committee/groups/pickers/ballot', { seats: '1' })
  expect((await act(at, reviewer, { choice: 'yes' })).status).toBe(403)
  expect((await act(at, admin, { choice: 'yes' })).status).toBe(403)
  expect((await act(at, first, { choice: 'no' })).status).toBe(303)
  expect((await act(at, second, { choice: 'yes' })).status).toBe(303)
  expect(await page(at, second)).toContain('1 of 2 seats have voted')
  expect((await act('/desk/committee/groups/pickers/ballot', admin, { seats: '1', reason: 'x', closes: inAWeek })).status).toBe(409)
  expect((await act(at, third, { choice: 'abstain' })).status).toBe(303)
  await count()
  const id = at.split('/').at(-1) as string
  expect(await page(`/ballots/${id}`)).toMatch(/carried, 1 to 0.*Leeds Trades Council.*yes.*abstain/s)
  expect((await act(at, first, { choice: 'no' })).status).toBe(409)
  expect(await page('/affiliates')).toContain('Pickers')
  await expect(line.db.updateTable('ballot').set({ yes: 9 }).where('id', '=', id).execute()).rejects.toThrow(/sealed/)
  await expect(line.db.updateTable('vote').set({ choice: 'no' }).execute()).rejects.toThrow(/closed/)
})

const demand = { 'demand 0 kind': 'publish the chain', 'demand 0 text': 'Publish the whole chain.', 'demand 0 state': 'open', 'demand 0 since': '2026-01-05' }
const campaign = {
  slug: 'open-the-chain',
  brand: 'zara',
  title: 'Open the chain',
  summary: 'Zara is asked to publish its chain.',
  'group leeds-trades-council': 'yes',
  ...demand,
}

test('a campaign is made by affiliated groups; what shows a demand is a published claim; words against a people are stopped', async () => {
  expect((await act('/desk/campaigns', reviewer, campaign)).status).toBe(403)
  expect((await act('/desk/campaigns', admin, { ...campaign, 'group leeds-trades-council': '', 'group nobody': 'yes' })).status).toBe(400)
  expect((await act('/desk/campaigns', admin, { ...campaign, 'demand 0 claims': 'clm_none' })).status).toBe(400)
  const refused = await act('/desk/campaigns', admin, { ...campaign, summary: 'The Chinese are thieves.' })
  expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining('never a people')])
  const [claim] = await listClaims(line.db, { status: 'published' }, 1)
  expect((await act('/desk/campaigns', first, { ...campaign, 'demand 0 claims': claim?.id as string })).status).toBe(303)
  await line.run()
  const html = await page('/campaigns/open-the-chain')
  expect(html).toContain('Publish the whole chain.')
  expect(html).toContain('Shown by')
  expect(html).toContain('No call has been decided')
  expect(await page('/brands/zara')).toContain('Open the chain')
})

test('a call is opened by ballot and shows on the brand; a boycott needs two thirds; too few votes decide nothing; a call ends by ballot', async () => {
  const vote = async (form: Record<string, string>, votes: readonly (readonly [Somebody | undefined, string])[]) => {
    const at = await openBallot('/desk/campaigns/open-the-chain/ballot', { opensOn: today, closesOn: '', ...form })
    for (const [who, choice] of votes) expect((await act(at, who, { choice })).status).toBe(303)
    return at.split('/').at(-1) as string
  }
  await vote({ call: 'picket' }, [
    [first, 'yes'],
    [third, 'abstain'],
  ])
  await count()
  expect(await page('/brands/zara')).toMatch(/Call to picket, 1 to 0 <a href="\/ballots\/[^"]+">by ballot/)
  await vote({ call: 'boycott' }, [
    [second, 'yes'],
    [third, 'no'],
  ])
  await count()
  expect(await page('/campaigns/open-the-chain')).toMatch(/The call: picket.*not carried, 1 to 1/s)
  expect((await act('/desk/campaigns/open-the-chain/end', admin, { do: 'end' })).status).toBe(409)
  const secret = await vote({ call: 'end', secret: 'yes' }, [[third, 'yes']])
  expect((await act(`/desk/committee/ballots/${secret}`, third, { choice: 'no' })).status).toBe(409)
  expect(await line.db.selectFrom('vote').selectAll().where('ballotId', '=', secret).execute()).toEqual([])
  expect((await act(`/desk/committee/ballots/${secret}`, first, { choice: 'yes' })).status).toBe(303)
  await count()
  const html = await page(`/ballots/${secret}`)
  expect(html).toContain('carried, 2 to 0')
  expect(html).not.toContain('How each seat voted')
  expect(await page('/brands/zara')).not.toContain('Call to picket')
  expect((await act('/desk/campaigns/open-the-chain/end', admin, { do: 'end' })).status).toBe(303)
  expect((await act('/desk/campaigns/open-the-chain/ballot', admin, { call: 'picket', opensOn: today, reason: 'x', closes: inAWeek })).status).toBe(409)
})

test('a ballot whose time is up without enough votes decides nothing; every count is in the ledger', async () => {
  await act('/desk/campaigns/open-the-chain/end', admin, { do: 'again' })
  const at = await openBallot('/desk/campaigns/open-the-chain/ballot', { call: 'leaflet', opensOn: today, closesOn: '' })
  await countBallots({ db: line.db, now: () => new Date(Date.now() + 8 * 86_400_000) })
  await line.run()
  expect(await page(`/ballots/${at.split('/').at(-1)}`)).toContain('too few seats voted')
  const ballots = await line.db.selectFrom('ledger.leaf').select('ref').where('kind', '=', 'ballot').execute()
  expect(ballots).toHaveLength(5)
  expect(await verifyLedger(line.db)).toMatchObject({ changed: [], wrongNodes: [], waiting: 0 })
})

const form = {
  title: 'Picket at the shop',
  kind: 'picket',
  starts: `${new Date().getFullYear() + 1}-03-05T13:00`,
  ends: `${new Date().getFullYear() + 1}-03-05T15:00`,
  repeats: 'every month',
  place: 'Outside the shop',
  town: 'Leeds',
  organisedBy: 'Leeds Trades Council',
  access: 'Step-free',
  brand: 'zara',
  public: 'yes',
}

test('anybody plans an action: it waits for somebody to look at it, then stands on the pages and in calendars; a member’s stands at once', async () => {
  expect((await post('/actions/plan', { ...form, note: 'Smash the windows on Saturday.' })).status).toBe(400)
  expect((await post('/actions/plan', { ...form, starts: 'tomorrow' })).status).toBe(400)
  expect((await post('/actions/plan', { ...form, starts: '2020-01-01T12:00', ends: '', repeats: '' })).status).toBe(400)
  const planned = await post('/actions/plan', form)
  expect(planned.status).toBe(303)
  const mine = (planned.headers.get('location') as string).split('?')[0] as string
  await line.run()
  expect(await page('/actions')).not.toContain('Picket at the shop')
  expect(await page('/desk/actions', reviewer)).toContain('Picket at the shop')
  const { id } = await line.db.selectFrom('action').select('id').where('title', '=', form.title).executeTakeFirstOrThrow()
  expect((await act(`/desk/actions/${id}`, reviewer, { do: 'show' })).status).toBe(303)
  await line.run()
  expect(await page('/actions?town=leeds')).toContain('Picket at the shop')
  expect(await page('/brands/zara')).toContain('Picket at the shop')
  expect(await page(`/actions/${id}`)).toContain('the 5th of every month')
  for (const query of ['', '?town=Leeds', '?brand=zara']) {
    const [event] = new ICAL.Component(ICAL.parse(await page(`/actions.ics${query}`))).getAllSubcomponents('vevent')
    expect(event?.getFirstPropertyValue('summary')).toBe('Picket at the shop')
    expect(String(event?.getFirstPropertyValue('rrule'))).toContain('BYMONTHDAY=5')
    expect(event?.getFirstProperty('dtstart')?.getParameter('tzid')).toBe('Europe/London')
  }
  expect(await page('/actions.ics?town=York')).not.toContain('VEVENT')
  // Called off by its key: calendars that follow it are told.
  expect((await post(`${mine}x/call-off`, {})).status).toBe(404)
  expect((await post(`${mine}/call-off`, {})).status).toBe(303)
  await line.run()
  expect(await page('/actions.ics')).toMatch(/STATUS:CANCELLED/)
  expect((await act('/actions/plan', first, { ...form, title: 'Stall of a delegate' })).status).toBe(303)
  await line.run()
  expect(await page('/actions')).toContain('Stall of a delegate')
})

test('a private action is seen by its key only', async () => {
  const { public: _, ...privately } = form
  const planned = await post('/actions/plan', { ...privately, title: 'Among ourselves' })
  const mine = planned.headers.get('location') as string
  await line.run()
  expect(await page(mine)).toContain('Nobody else can see this action')
  expect(await page('/actions')).not.toContain('Among ourselves')
  expect(await page('/actions.ics')).not.toContain('Among ourselves')
  const { id } = await line.db.selectFrom('action').select('id').where('title', '=', 'Among ourselves').executeTakeFirstOrThrow()
  expect((await get(`/actions/${id}`)).status).toBe(404)
})

/** A JPEG of one grey pixel with a comment and an EXIF part that names somebody. */
const JPEG = Buffer.from(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AN//Z',
  'base64',
)

test('how it went is told by the key, looked at, and stands with the action; photos lose their metadata and can be left out', async () => {
  const planned = await act('/actions/plan', first, {
    ...form,
    title: 'Here already',
    starts: new Date(Date.now() - 3_600_000).toISOString().slice(0, 16),
    ends: '',
    repeats: '',
  })
  const mine = (planned.headers.get('location') as string).split('?')[0] as string
  const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, 14]), Buffer.from('by Jane Doe.')])
  const photo = new File([Buffer.concat([JPEG.subarray(0, 2), comment, JPEG.subarray(2)])], 'jane.jpg', { type: 'image/jpeg' })
  const tell = async (more: Record<string, string>, withPhoto: boolean) => {
    const body = new FormData()
    for (const [name, value] of Object.entries({ on: today, text: 'Forty people took a leaflet.', people: '12', shopSaid: '', ...more })) body.set(name, value)
    if (withPhoto) body.set('photo', photo)
    return await post(`${mine}/tell`, body)
  }
  expect((await tell({ text: '' }, false)).status).toBe(400)
  expect((await tell({ on: '2020-01-01' }, false)).status).toBe(400)
  expect((await tell({}, true)).status).toBe(400) // nobody said that no face can be made out
  expect((await tell({ faceless: 'yes' }, true)).status).toBe(303)
  expect((await tell({ faceless: 'yes', text: 'Once more.' }, true)).status).toBe(303)
  const [one, other] = await line.db.selectFrom('actionReport').select(['id', 'actionId', 'photo']).orderBy('toldAt').execute()
  expect(one?.photo?.includes('Jane')).toBe(false)
  await line.run()
  expect(await page(`/actions/${one?.actionId}`)).not.toContain('Forty people')
  expect((await get(`/desk/actions/reports/${one?.id}/photo`, reviewer?.cookie)).status).toBe(200)
  expect((await act(`/desk/actions/reports/${one?.id}`, reviewer, { do: 'publish' })).status).toBe(303)
  expect((await act(`/desk/actions/reports/${other?.id}`, reviewer, { do: 'publish without photo' })).status).toBe(303)
  await line.run()
  const html = await page(`/actions/${one?.actionId}`)
  expect(html).toContain('Forty people')
  expect((await get(`/actions/${one?.actionId}/photos/${one?.id}`)).headers.get('content-type')).toBe('image/jpeg')
  expect((await get(`/actions/${one?.actionId}/photos/${other?.id}`)).status).toBe(404)
})
