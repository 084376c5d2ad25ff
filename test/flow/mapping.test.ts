/** A list that drifted is mended at the desk: somebody says which column is what, and the next edition is read by itself. */
import { expect, test } from 'vitest'
import { registerSource, setSource } from '../../src/archive/source-queries.ts'
import { MAPPED_ROLES } from '../../src/model/mapping.ts'
import { ownSupplierList } from '../../scrapers/kit/supplier-list.ts'
import { everyMinutes, revisitMinutes } from '../../scrapers/source.ts'
import { deskOf } from '../support/desk.ts'
import { pipeline } from '../support/pipeline.ts'
import { localSite } from '../support/site.ts'

let edition = 'Alpha,Beta,Gamma\nLantern North,12 Mill Road,Oranmore\nAshmere Works,3 Dyke Lane,Port Ellis\nHarl Shed,9 Quay,Port Ellis\n'
const site = await localSite((request, response) => {
  if (request.url === '/robots.txt') return void response.writeHead(404).end()
  if (request.url === '/list.csv') return void response.writeHead(200, { 'content-type': 'text/csv' }).end(edition)
  response.writeHead(200, { 'content-type': 'text/html' }).end('<a href="/list.csv">Our supplier list (CSV)</a>')
})
const line = await pipeline({ UNPICK_ALLOW_HOSTS: site.host })
const { get, post, somebody } = deskOf(line)
const source = ownSupplierList({ brand: 'Kestrel Kids', sector: 'clothing', title: 'Kestrel Kids supplier list', home: `${site.origin}/` })
;(line.deps.sources as Map<string, typeof source>).set('test-list', source)
await registerSource(line.db, {
  ...source,
  id: 'test-list',
  everyMinutes: everyMinutes(source),
  revisitMinutes: revisitMinutes(source),
  budget: null,
  byHand: null,
  demonstration: false,
})

async function collect(): Promise<void> {
  await setSource(line.db, 'test-list', { enabled: true, dueAt: new Date() })
  await line.db.updateTable('document').set({ fetchDueAt: new Date() }).where('sourceId', '=', 'test-list').execute()
  await line.db.deleteFrom('hostPace').execute()
  await line.run()
}
const document = () => line.db.selectFrom('document').selectAll().where('sourceId', '=', 'test-list').executeTakeFirstOrThrow()
const bought = async () =>
  (
    await line.db
      .selectFrom('claim as c')
      .innerJoin('organisation as s', 's.id', 'c.subjectId')
      .innerJoin('organisation as o', 'o.id', 'c.objectOrganisationId')
      .select(['s.name as buyer', 'o.name as supplier', 'c.status', 'c.acceptRule'])
      .where('c.predicate', '=', 'sources_from')
      .orderBy('o.name')
      .execute()
  ).map(({ buyer, supplier, status, acceptRule }) => [buyer, supplier, status, acceptRule])
const columns = (of: Record<string, string>) => Object.fromEntries(MAPPED_ROLES.map((role) => [role, of[role] ?? '']))
const SAID = { buyer: 'Kestrel Kids', list: '', ...columns({ name: 'Alpha', address: 'Beta', city: 'Gamma' }) }

test('a drift shows the rows it found and the guess at each column; nothing is kept until somebody says so', async () => {
  const { cookie } = await somebody('researcher')
  await collect()
  const drifted = await document()
  expect(drifted).toMatchObject({ state: 'failed', problemKind: 'drift', problem: expect.stringContaining('Say at the desk which column is what') })
  expect(await (await get('/desk', cookie)).text()).toContain(`/desk/columns/${drifted.id}`)
  const page = await (await get(`/desk/columns/${drifted.id}`, cookie)).text()
  for (const words of ['Which column is what?', 'Lantern North', 'Only a guess', 'Kestrel Kids', 'Gamma']) expect(page).toContain(words)
  const shown = await post(`/desk/columns/${drifted.id}`, { ...SAID, do: 'show' }, { cookie })
  expect(shown.status).toBe(200)
  expect(await shown.text()).toMatch(/3 claims.*Lantern North.*12 Mill Road, Oranmore/s)
  expect(await line.db.selectFrom('columnMapping').selectAll().execute()).toEqual([])
})

test.each([
  ['no buyer', { ...SAID, buyer: ' ' }, /Say who buys/],
  ['no column of names', { ...SAID, name: '' }, /which column holds the names/],
  ['one column for two things', { ...SAID, city: 'Alpha' }, /chosen for two things/],
  ['a column that is not there', { ...SAID, city: 'Delta' }, /no such column/],
])('%s is refused with a sentence, and nothing is kept', async (_what, said, sentence) => {
  const { cookie } = await somebody('researcher')
  const answer = await post(`/desk/columns/${(await document()).id}`, { ...said, do: 'keep' }, { cookie })
  expect(answer.status).toBe(400)
  expect(await answer.text()).toMatch(sentence)
  expect(await line.db.selectFrom('columnMapping').selectAll().execute()).toEqual([])
})

test('what is kept is the source’s and on record; its claims wait for people; the next edition is read by itself', async () => {
  const { cookie, pseudonym } = await somebody('researcher')
  const { id } = await document()
  expect((await post(`/desk/columns/${id}`, { ...SAID, do: 'keep' }, { cookie })).headers.get('location')).toBe('/desk/sources/test-list')
  await line.run()
  expect(await document()).toMatchObject({ state: 'done', problem: null })
  const waits = (supplier: string) => ['Kestrel Kids', supplier, 'candidate', null]
  expect(await bought()).toEqual(['Ashmere Works', 'Harl Shed', 'Lantern North'].map(waits))
  const audit = await line.db.selectFrom('accounts.audit').select(['doneBy', 'what', 'about']).where('about', '=', 'test-list').execute()
  expect(audit).toEqual([{ doneBy: pseudonym, about: 'test-list', what: expect.stringMatching(/name: "Alpha".*city: "Gamma".*Kestrel Kids buys from/) }])
  edition += 'Vetch Yard,1 Salt Street,Oranmore\n'
  await collect()
  expect(await bought()).toEqual(['Ashmere Works', 'Harl Shed', 'Lantern North', 'Vetch Yard'].map(waits))
})

test('columns that change again are a drift again, and what was read stays', async () => {
  const { cookie } = await somebody('researcher')
  edition = edition.replace('Alpha', 'Works')
  await collect()
  expect(await document()).toMatchObject({
    state: 'failed',
    problemKind: 'drift',
    problem: expect.stringMatching(/"Alpha" is gone; there are "Works", "Beta", "Gamma"/),
  })
  expect(await bought()).toHaveLength(4)
  const { id } = await document()
  await post(`/desk/columns/${id}`, { ...SAID, name: 'Works', do: 'keep' }, { cookie })
  await line.run()
  expect((await document()).state).toBe('done')
  await post(`/desk/columns/${id}`, { do: 'forget' }, { cookie })
  expect(await line.db.selectFrom('columnMapping').selectAll().execute()).toEqual([])
})

test('a table that somebody adds by hand is mapped too, for itself alone', async () => {
  const { cookie } = await somebody('researcher')
  const other = await localSite({
    '/theirs.csv': (_request, response) =>
      void response.writeHead(200, { 'content-type': 'text/csv' }).end('Maker,Land\nDunmere Hall,Turkey\nOsk Hall,Turkey\n'),
  })
  const own = await pipeline({ UNPICK_ALLOW_HOSTS: other.host })
  const desk = deskOf(own)
  const me = await desk.somebody('researcher')
  const { id } = await own.add(`${other.origin}/theirs.csv`)
  await own.run()
  expect(await (await desk.get(`/documents/${id}/read`, me.cookie)).text()).toContain(`/desk/columns/${id}`)
  const kept = await desk.post(`/desk/columns/${id}`, { buyer: 'Larkmoor', ...columns({ name: 'Maker', country: 'Land' }), do: 'keep' }, { cookie: me.cookie })
  expect(kept.headers.get('location')).toBe(`/documents/${id}/read`)
  await own.run()
  const found = await own.db.selectFrom('organisation').select(['name', 'country']).where('name', 'like', '% Hall').orderBy('name').execute()
  expect(found).toEqual([
    { name: 'Dunmere Hall', country: 'TR' },
    { name: 'Osk Hall', country: 'TR' },
  ])
  expect((await get(`/desk/columns/${id}`, cookie)).status).toBe(404) // another instance's
  const member = await desk.somebody('member')
  expect((await desk.get(`/desk/columns/${id}`, member.cookie)).status).toBe(403)
})

test('rows of an official list that drifted are on that list, once people have said which column is what', async () => {
  const authority = await localSite({
    '/list.csv': (_request, response) => void response.writeHead(200, { 'content-type': 'text/csv' }).end('Zeta,Eta\nOsk Works,CN\nPell Yard,CN\n'),
  })
  const there = await pipeline({ UNPICK_ALLOW_HOSTS: authority.host })
  const at = deskOf(there)
  const person = await at.somebody('researcher')
  const { id } = await there.add(`${authority.origin}/list.csv`)
  await there.run()
  const said = { list: 'uflpa-entity-list', buyer: '', ...columns({ name: 'Zeta', country: 'Eta' }) }
  expect(await (await at.post(`/desk/columns/${id}`, { ...said, do: 'show' }, { cookie: person.cookie })).text()).toMatch(
    /Osk Works<\/b> is on <b>UFLPA Entity List/,
  )
  expect((await at.post(`/desk/columns/${id}`, { ...said, do: 'keep' }, { cookie: person.cookie })).status).toBe(303)
  await there.run()
  const listed = await there.db
    .selectFrom('claim as c')
    .innerJoin('organisation as o', 'o.id', 'c.subjectId')
    .select(['o.name', 'c.objectList', 'c.status', 'c.acceptRule'])
    .where('c.predicate', '=', 'listed_on')
    .orderBy('o.name')
    .execute()
  expect(listed).toEqual(['Osk Works', 'Pell Yard'].map((name) => ({ name, objectList: 'uflpa-entity-list', status: 'candidate', acceptRule: null })))
})
