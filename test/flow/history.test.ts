import { beforeAll, expect, test } from 'vitest'
import { publishChanges } from '../../src/publish/publish-changes.ts'
import { changesBetween } from '../../src/publish/changes-between.ts'
import { getBrandProfile, getBrandProfileOn } from '../../src/publish/read-queries.ts'
import { decideClaim } from '../../src/review/decide-claim.ts'
import { listClaims } from '../../src/review/queries.ts'
import { deskOf } from '../support/desk.ts'
import { pipeline } from '../support/pipeline.ts'
import { localSite } from '../support/site.ts'

const site = await localSite({
  '/thread':
    '<p>Zara buys shirts from Lantern Garments Ltd.</p><p>In 2020, Lantern Garments Ltd accepted 320 surplus rural labourers under a labour transfer programme.</p>',
})
const line = await pipeline({ UNPICK_ALLOW_HOSTS: site.host })
const { get, app } = deskOf(line)
const at = (day: string) => ({ db: line.db, now: () => new Date(`${day}T12:00:00Z`) })
const publish = async (day: string) => {
  while ((await publishChanges(at(day))) > 0);
}
const page = async (path: string) => await (await get(path)).text()
let [sources, takes] = ['', '']

beforeAll(async () => {
  await line.add(`${site.origin}/thread`)
  await line.run()
  for (const claim of await listClaims(line.db, { status: 'candidate' }, 10)) {
    await decideClaim(at('2027-02-01'), { claimId: claim.id, ruling: 'accept', decidedBy: 'one', reason: 'Read.' })
    if (claim.predicate === 'sources_from') sources = claim.id
    else takes = claim.id
  }
  await publish('2027-02-01')
  await decideClaim(at('2027-03-05'), { claimId: takes, ruling: 'contest', decidedBy: 'two', reason: 'The mill says otherwise.' })
  await publish('2027-03-05')
  await decideClaim(at('2027-04-09'), { claimId: takes, ruling: 'retract', decidedBy: 'three', reason: 'It was another mill.' })
  await publish('2027-04-09')
})

test('what a brand’s page said on any day is shown by its address, as it was graded then', async () => {
  const said = async (day: string) => (await getBrandProfileOn(line.web, 'zara', day)).profile.headline
  expect([await said('2027-02-01'), await said('2027-03-04'), await said('2027-03-05'), await said('2027-04-08'), await said('2027-04-09')]).toEqual([
    'Substantial',
    'Substantial',
    'Contested',
    'Contested',
    'None found',
  ])
  expect((await get('/brands/zara?on=2026-11-01')).status).toBe(404)
  expect((await get('/brands/zara?on=2027-02-30')).status).toBe(400)
  expect((await get('/brands/zara?on=')).status).toBe(400)
  const html = await page('/brands/zara?on=2027-03-01')
  expect(html).toContain('This is what the page said on 1 March 2027.')
  expect(html).toContain('noindex')
  expect(await (await app.request('http://localhost:3000/api/v1/brands/zara?on=2027-03-01')).json()).toMatchObject({ headline: 'Substantial' })
})

test('what was withdrawn since is said, and its quotes are not put before anybody again', async () => {
  const { profile, withdrawn } = await getBrandProfileOn(line.web, 'zara', '2027-03-01')
  expect([...withdrawn.keys()]).toEqual([takes])
  const steps = profile.chains[0]?.steps ?? []
  expect(steps.map(({ claim, evidence }) => [claim, evidence.length])).toEqual([
    [sources, 1],
    [takes, 0],
  ])
  const later = await getBrandProfileOn(line.web, 'zara', '2028-01-01')
  expect(later.profile.chains).toEqual([])
  expect(await page('/brands/zara?on=2027-03-01')).toContain('1 claim of then has been withdrawn since')
})

test('every change stands in a timeline that a person can read', async () => {
  const html = await page('/brands/zara/history')
  for (const text of [
    'First published: Substantial B2, 1 chain.',
    'From Substantial B2 to Contested B2.',
    'From Contested B2 to None found.',
    'It was another mill.',
    '9 April 2027',
  ])
    expect(html).toContain(text)
  const claim = await page(`/claims/${takes}`)
  expect(claim.indexOf('accepted by one')).toBeLessThan(claim.indexOf('marked as contested by two'))
  expect(claim.indexOf('marked as contested by two')).toBeLessThan(claim.indexOf('withdrawn by three'))
  expect(claim).toContain('graded no more')
})

test('publishing again what has not changed adds nothing to the record, and the record is only added to', async () => {
  const count = async () => (await line.db.selectFrom('published.brandVersion').select('since').execute()).length
  const before = await count()
  const { subjectId } = await line.db.selectFrom('claim').select('subjectId').where('id', '=', sources).executeTakeFirstOrThrow()
  await line.db.insertInto('unpublishedChange').values({ subjectId }).execute()
  await publish('2027-05-01')
  expect(await count()).toBe(before)
  await expect(line.db.deleteFrom('published.brandVersion').execute()).rejects.toThrow(/sealed/)
  await expect(line.db.updateTable('published.gradeChange').set({ grade: 'A1' }).execute()).rejects.toThrow(/sealed/)
})

test('a page and itself differ in nothing; a page and none say that it was published', async () => {
  const profile = await getBrandProfile(line.web, 'zara')
  expect(changesBetween(profile, profile)).toEqual([])
  expect(changesBetween(null, profile)).toEqual(['First published: None found, 0 chains.'])
  expect(changesBetween(profile, { ...profile, sites: profile.sites + 2, names: [...profile.names, 'Zara Home'] })).toEqual([
    'Also known as “Zara Home”.',
    `Shops known: from ${profile.sites} to ${profile.sites + 2}.`,
  ])
})
