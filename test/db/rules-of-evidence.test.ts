import { beforeAll, expect, test } from 'vitest'
import { acceptByRule } from '../../src/review/accept-by-rule.ts'
import { decideClaim } from '../../src/review/decide-claim.ts'
import { ConflictError, ForbiddenError, InvalidError, NotFoundError } from '../../src/errors.ts'
import { localSite } from '../support/site.ts'
import { pipeline } from '../support/pipeline.ts'

const site = await localSite({
  '/report':
    '<title>Report</title><p>Zara bought cotton yarn from Ashmere Spinning Co., Ltd. in 2025.</p><p>Primark sources shirts from Ashmere Spinning Co., Ltd.</p>',
})
const line = await pipeline({ UNPICK_ALLOW_HOSTS: site.host })
let claims: string[] = []
const decide = (ruling: 'accept' | 'reject' | 'contest' | 'uphold' | 'retract', decidedBy = 'reviewer', claimId = claims[0] as string) =>
  decideClaim(line.deps, { claimId, ruling, decidedBy, reason: 'It was read.' })

beforeAll(async () => {
  await line.add(`${site.origin}/report`)
  await line.run()
  claims = (await line.db.selectFrom('claim').select('id').orderBy('id').execute()).map((row) => row.id)
})

test('the report yields two candidates', () => {
  expect(claims).toHaveLength(2)
})

test('a passage that is not a literal part of its reading is refused by the database', async () => {
  const reading = await line.db.selectFrom('reading').select('id').executeTakeFirstOrThrow()
  await expect(line.db.insertInto('passage').values({ id: 'psg_x', readingId: reading.id, startAt: 0, endAt: 5, quote: 'wrong' }).execute()).rejects.toThrow(
    /not a literal part/,
  )
})

test('captures and decisions are sealed', async () => {
  await expect(line.db.updateTable('capture').set({ bytes: 1 }).execute()).rejects.toThrow(/sealed/)
  await expect(line.db.deleteFrom('capture').execute()).rejects.toThrow(/sealed/)
})

test('a claim cannot become public without a decision', async () => {
  await expect(
    line.db
      .updateTable('claim')
      .set({ status: 'accepted' })
      .where('id', '=', claims[1] as string)
      .execute(),
  ).rejects.toThrow(/no decision/)
})

test('whoever submitted a claim cannot accept it', async () => {
  await expect(decide('accept', 'adder')).rejects.toBeInstanceOf(ForbiddenError)
})

test('the database holds the rule of two by itself', async () => {
  const row = { id: 'dec_x', claimId: claims[0] as string, sequence: 1, ruling: 'accept' as const, decidedBy: 'adder', reason: 'mine', decidedAt: new Date() }
  await expect(line.db.insertInto('decision').values(row).execute()).rejects.toThrow(/cannot accept/)
})

test('a claim is decided once, with a reason, from the status that allows it', async () => {
  await expect(decideClaim(line.deps, { claimId: claims[0] as string, ruling: 'accept', decidedBy: 'reviewer', reason: ' ' })).rejects.toBeInstanceOf(
    InvalidError,
  )
  await expect(decide('retract')).rejects.toBeInstanceOf(ConflictError)
  expect(await decide('accept')).toBe('accepted')
  await expect(decide('accept')).rejects.toBeInstanceOf(ConflictError)
  await expect(decide('accept', 'reviewer', 'clm_none')).rejects.toBeInstanceOf(NotFoundError)
})

test('of ten reviewers at once, one decides', async () => {
  const results = await Promise.allSettled(Array.from({ length: 10 }, (_, i) => decide('reject', `reviewer ${i}`, claims[1])))
  expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1)
  expect(
    await line.db
      .selectFrom('decision')
      .select('id')
      .where('claimId', '=', claims[1] as string)
      .execute(),
  ).toHaveLength(1)
})

test('the web role reads what is published and nothing else', async () => {
  await expect(line.web.selectFrom('published.brand').select('slug').execute()).resolves.toBeDefined()
  for (const table of ['claim', 'capture', 'document', 'organisation', 'decision', 'instance'] as const)
    await expect(line.web.selectFrom(table).selectAll().execute()).rejects.toThrow(/permission denied/)
  await expect(line.web.deleteFrom('published.brand').execute()).rejects.toThrow(/permission denied/)
})

test('accepting by rule takes only claims that a source lets it take', async () => {
  expect(await acceptByRule(line.deps)).toBe(0)
})
