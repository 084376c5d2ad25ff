/** Under way: an item belongs to one worker at a time, and to none that lives once its worker has died over it. */
import { beforeEach, expect, test } from 'vitest'
import { sql } from 'kysely'
import {
  beginItems,
  finishItems,
  forgetWorker,
  hasApart,
  listApart,
  listTaken,
  noteWorker,
  restApart,
  setApart,
  takeApart,
} from '../../src/db/under-way-queries.ts'
import { freshDb } from '../support/fresh-db.ts'

const { db } = await freshDb()
const age = (seconds: number) => sql`update under_way set since = now() - ${seconds} * interval '1 second'`.execute(db)
const silence = (worker: string, seconds: number) =>
  sql`update worker_seen set seen_at = now() - ${seconds} * interval '1 second' where worker = ${worker}`.execute(db)
beforeEach(async () => {
  await sql`delete from under_way`.execute(db)
  await sql`delete from worker_seen`.execute(db)
  await noteWorker(db, 'one')
  await noteWorker(db, 'two')
})

test('what one worker has begun no other begins; what is finished anyone may', async () => {
  expect(await beginItems(db, 'one', 'read', ['a', 'b'])).toEqual(['a', 'b'])
  expect(await beginItems(db, 'two', 'read', ['b', 'c'])).toEqual(['c'])
  expect(await beginItems(db, 'two', 'extract', ['b'])).toEqual(['b'])
  expect(await beginItems(db, 'one', 'read', ['b'])).toEqual(['b'])
  await finishItems(db, 'two', 'read', ['b'])
  expect(await beginItems(db, 'two', 'read', ['b'])).toEqual([])
  await finishItems(db, 'one', 'read', ['b'])
  expect(await beginItems(db, 'two', 'read', ['b'])).toEqual(['b'])
})

test('a worker that lives keeps a long item; what a dead one was doing is set apart, and nobody begins it', async () => {
  await beginItems(db, 'one', 'read', ['long'])
  await beginItems(db, 'two', 'read', ['fatal'])
  await age(600)
  await silence('two', 40)
  await setApart(db)
  expect([...(await listApart(db))]).toEqual(['read fatal'])
  expect(await beginItems(db, 'one', 'read', ['fatal'])).toEqual([])
})

test('a worker that is the only one left sets apart all that was under way, at once', async () => {
  await beginItems(db, 'one', 'publish', ['{"of":"all"}'])
  await setApart(db, true)
  expect([...(await listApart(db))]).toEqual(['publish {"of":"all"}'])
})

test('each item set apart is taken once, those that ended a process last; what is due still rests, longer each time', async () => {
  await beginItems(db, 'two', 'read', ['a', 'b'])
  await setApart(db, true)
  const first = await takeApart(db, 'apart-1')
  const second = await takeApart(db, 'apart-2')
  expect([first?.item, second?.item].sort()).toEqual(['a', 'b'])
  expect(await takeApart(db, 'apart-3')).toBeNull()
  expect(await listTaken(db, 'apart-1')).toEqual([first])
  for (const hours of [1, 2, 4, 8, 16, 24, 24]) {
    const [taken] = await listTaken(db, 'apart-1')
    await restApart(db, taken as NonNullable<typeof first>)
    expect(await hasApart(db)).toBe(false)
    const { rows } = await sql<{ hours: number }>`
      select round(extract(epoch from rests_until - now()) / 3600)::int as hours from under_way where rests_until is not null`.execute(db)
    expect(rows).toEqual([{ hours }])
    await sql`update under_way set rests_until = now() - interval '1 second' where rests_until is not null`.execute(db)
    expect(await hasApart(db)).toBe(true)
    expect((await takeApart(db, 'apart-1'))?.item).toBe(taken?.item)
  }
  await forgetWorker(db, 'apart-1')
  await forgetWorker(db, 'apart-2')
  expect(await listApart(db)).toEqual(new Set())
})
