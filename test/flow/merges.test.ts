import { beforeAll, expect, test } from 'vitest'
import { verifyLedger } from '../../src/archive/verify-ledger.ts'
import { publishChanges } from '../../src/publish/publish-changes.ts'
import { getBrandProfile } from '../../src/publish/read-queries.ts'
import { decideClaim } from '../../src/review/decide-claim.ts'
import { listClaims } from '../../src/review/queries.ts'
import { judge } from '../../src/resolve/judge.ts'
import { upsertOrganisation } from '../../src/resolve/organisation-queries.ts'
import { regroup } from '../../src/resolve/regroup.ts'
import { judgeByIdentifier } from '../../src/resolve/judge.ts'
import { refreshConnects } from '../../src/resolve/suggest-merges.ts'
import { listJudgements, listSuggestions } from '../../src/resolve/suggest-queries.ts'
import { runInline } from '../../workers/run-inline.ts'
import { pipeline } from '../support/pipeline.ts'
import { localSite } from '../support/site.ts'

const page = (text: string) => (_: unknown, response: import('node:http').ServerResponse) =>
  void response.writeHead(200, { 'content-type': 'text/html' }).end(`<html><body><p>${text}</p></body></html>`)
const site = await localSite({
  '/robots.txt': (_request, response) => void response.writeHead(404).end(),
  '/list': page('Primark sources cotton yarn from Hotan Haolin Hair Accessories Co., Ltd. in China.'),
  '/other': page('Matalan sources cotton yarn from Hotan Haolin Hair Accessories Co., Ltd. in China.'),
  '/report': page('Hetian Haolin Hair Accessory Co., Ltd. takes part in the labour transfer scheme of Xinjiang.'),
})
const line = await pipeline({ UNPICK_ALLOW_HOSTS: site.host })
const deps = { db: line.db, now: () => new Date() }
const base = { decidedBy: 'reviewer', reason: 'The same address and the same Chinese name.' }
const sameAs = async (id: string) => (await line.db.selectFrom('organisation').select('sameAs').where('id', '=', id).executeTakeFirstOrThrow()).sameAs
const make = (name: string, country: string | undefined = 'CN', identifiers: string[] = []) =>
  line.db.transaction().execute(async (tx) => {
    const { id } = await upsertOrganisation(tx, { name, country, identifiers }, false)
    await regroup(tx, [id])
    return id
  })

beforeAll(async () => {
  await line.add(`${site.origin}/list`)
  await line.add(`${site.origin}/other`)
  await line.add(`${site.origin}/report`)
  await line.run()
  for (const claim of await listClaims(line.db, { status: 'candidate' }, 50))
    await decideClaim(deps, { claimId: claim.id, ruling: 'accept', decidedBy: 'reviewer', reason: 'Read.' })
  while ((await publishChanges(deps)) > 0);
})

test('two spellings of one factory are suggested, first of all those that would complete a chain', async () => {
  await make('Golden Sunrise Knitwear Ltd')
  await make('Golden Sunrice Knitwear Limited')
  await runInline(line.deps, { stopping: new AbortController().signal })
  const { items } = await listSuggestions(line.db, 20)
  expect(items.length).toBeGreaterThanOrEqual(2)
  expect(items[0]?.connects).toBe(2)
  expect(items.some(({ connects, reasons }) => connects === 0 && reasons.join().includes('differ by a letter or two'))).toBe(true)
})

test('judged the same they are one: the brand gets its chain; judged different again, it is as before', async () => {
  const [first] = (await listSuggestions(line.db, 1)).items
  const [oneId, otherId] = [first?.leftId as string, first?.rightId as string]
  const before = await line.db.selectFrom('organisation').selectAll().where('id', 'in', [oneId, otherId]).orderBy('id').execute()
  expect((await getBrandProfile(line.web, 'primark')).chains).toHaveLength(0)
  await judge(deps, { oneId, otherId, ruling: 'same', ...base })
  while ((await publishChanges(deps)) > 0);
  expect((await getBrandProfile(line.web, 'primark')).chains).toHaveLength(1)
  expect((await listSuggestions(line.db, 20)).items.some((item) => item.leftId === oneId && item.rightId === otherId)).toBe(false)
  await judge(deps, { oneId, otherId, ruling: 'different', decidedBy: 'another', reason: 'Two works of one owner.' })
  while ((await publishChanges(deps)) > 0);
  expect((await getBrandProfile(line.web, 'primark')).chains).toHaveLength(0)
  const after = await line.db.selectFrom('organisation').selectAll().where('id', 'in', [oneId, otherId]).orderBy('id').execute()
  expect(after.map(({ known: _, suggestVersion: __, ...row }) => row)).toEqual(before.map(({ known: _, suggestVersion: __, ...row }) => row))
  expect((await listJudgements(line.db, 10, oneId)).map((each) => [each.ruling, each.holds])).toEqual([
    ['different', true],
    ['same', false],
  ])
})

test('the queue follows the claims: what would connect nothing may connect something later', async () => {
  const [a, b] = [await make('Silver Brook Spinning Ltd'), await make('Silver Brock Spinning Limited')].sort() as [string, string]
  await runInline(line.deps, { stopping: new AbortController().signal })
  const place = async () => (await listSuggestions(line.db, 100)).items.find((item) => item.leftId === a && item.rightId === b)?.connects
  expect(await place()).toBe(0)
  const primark = (await line.db.selectFrom('organisation').select('id').where('slug', '=', 'primark').executeTakeFirstOrThrow()).id
  const programme = (await line.db.selectFrom('programme').select('id').orderBy('id').executeTakeFirstOrThrow()).id
  await line.db
    .insertInto('claim')
    .values([
      { id: 'clm_test_1', subjectId: primark, predicate: 'sources_from', objectOrganisationId: a },
      { id: 'clm_test_2', subjectId: b, predicate: 'takes_part_in', objectProgrammeId: programme },
    ])
    .execute()
  const later = { db: line.db, now: () => new Date(Date.now() + 1_000) }
  while ((await refreshConnects(later, 0)) > 0);
  expect(await place()).toBe(1)
  await line.db.deleteFrom('claim').where('id', 'like', 'clm_test_%').execute()
})

test('a judgement that would join what was judged different is refused with both names', async () => {
  const [a, b, c] = [await make('Amber Mill One'), await make('Amber Mill Two'), await make('Amber Mill Three')]
  await judge(deps, { oneId: a, otherId: b, ruling: 'different', ...base })
  await judge(deps, { oneId: a, otherId: c, ruling: 'same', ...base })
  await expect(judge(deps, { oneId: b, otherId: c, ruling: 'same', ...base })).rejects.toThrow(
    /"Amber Mill \w+" and "Amber Mill \w+" one, and they were judged different/,
  )
  await expect(judge(deps, { oneId: a, otherId: c, ruling: 'same', ...base })).rejects.toThrow(/already/)
  await expect(judge(deps, { oneId: a, otherId: 'org_none', ruling: 'same', ...base })).rejects.toThrow(/no organisation/)
  await expect(judge(deps, { oneId: a, otherId: c, ruling: 'different', decidedBy: 'x', reason: ' ' })).rejects.toThrow(/reason/)
})

test('only an equal strong identifier joins by itself, and never against a person', async () => {
  const lei = 'lei:5493001KJTIIGC8Y1R12'
  const [a, b, c] = [
    await make('Blue River Cotton', 'CN', [lei]),
    await make('BRC Textile', 'CN', [lei]),
    await make('Blue Rivers Cotton', 'CN', ['sic:13100']),
  ]
  const d = await make('Green River Cotton', 'CN', ['sic:13100'])
  await line.db.transaction().execute((tx) => judgeByIdentifier(tx, [a, b, c, d], new Date()))
  expect((await sameAs(a)) ?? a).toBe((await sameAs(b)) ?? b)
  expect([await sameAs(c), await sameAs(d)]).toEqual([null, null])
  await judge(deps, { oneId: a, otherId: b, ruling: 'different', ...base })
  await line.db.transaction().execute((tx) => judgeByIdentifier(tx, [a, b], new Date()))
  expect([await sameAs(a), await sameAs(b)]).toEqual([null, null])
})

test('a brand that is one with another leaves no profile of its own behind, and has it again when put apart', async () => {
  const brands = await line.db.selectFrom('organisation').select('id').where('slug', 'in', ['primark', 'matalan']).orderBy('id').execute()
  const [one, other] = brands.map((row) => row.id) as [string, string]
  const profiles = () =>
    line.web.selectFrom('published.brand').select('organisationId').where('organisationId', 'in', [one, other]).orderBy('organisationId').execute()
  const before = await profiles()
  await judge(deps, { oneId: one, otherId: other, ruling: 'same', ...base })
  while ((await publishChanges(deps)) > 0);
  expect(await profiles()).toHaveLength(1)
  await judge(deps, { oneId: one, otherId: other, ruling: 'different', ...base })
  while ((await publishChanges(deps)) > 0);
  expect(await profiles()).toEqual(before)
})

test('judgements cannot be changed, and are leaves of the ledger', async () => {
  await expect(line.db.updateTable('judgement').set({ reason: 'other' }).execute()).rejects.toThrow(/sealed/)
  await line.run()
  const leaves = await line.db.selectFrom('ledger.leaf').select('ref').where('kind', '=', 'judgement').execute()
  expect(leaves.length).toBe((await line.db.selectFrom('judgement').select('id').execute()).length)
  expect(await verifyLedger(line.db)).toMatchObject({ changed: [], wrongNodes: [], wrongHeads: [], wrongKeys: [] })
})

test('brands that have items of their own in Wikidata are not suggested as one, however alike their names', async () => {
  const suggested = await line.db
    .selectFrom('mergeSuggestion as s')
    .innerJoin('organisationIdentifier as l', (join) => join.onRef('l.organisationId', '=', 's.leftId').on('l.scheme', '=', 'wikidata'))
    .innerJoin('organisationIdentifier as r', (join) => join.onRef('r.organisationId', '=', 's.rightId').on('r.scheme', '=', 'wikidata'))
    .select(['s.leftId', 's.rightId'])
    .execute()
  expect(suggested).toEqual([])
  const seeded = await line.db.selectFrom('organisation').select('suggestVersion').where('kind', '=', 'brand').execute()
  expect(seeded.filter(({ suggestVersion }) => suggestVersion > 0).length).toBeGreaterThan(2_000) // they were looked for
})
