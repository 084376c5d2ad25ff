import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { catalogue } from '../../catalogue/catalogue.ts'
import { up } from '../../migrations/20261129T1400-debris-of-names.ts'
import { seedCatalogue } from '../../src/resolve/seed-catalogue.ts'
import { freshDb } from '../support/fresh-db.ts'

const { db, owner } = await freshDb()

test('names that a slip had given a brand go, and texts that were read by them are searched again', async () => {
  await seedCatalogue(db, catalogue)
  const { id } = await db.selectFrom('organisation').select('id').where('name', '=', "L'Oréal").executeTakeFirstOrThrow()
  const names = async () =>
    (await db.selectFrom('organisationName').select('name').where('organisationId', '=', id).orderBy('name').execute()).map(({ name }) => name).sort()
  const meant = await names()
  expect(meant).toEqual(["L'Oreal", "L'Oréal", '欧莱雅'].sort())
  for (const name of ['L', "欧莱雅'Oreal"])
    await db.insertInto('organisationName').values({ organisationId: id, name, nameKey: name.toLowerCase(), type: 'alias' }).execute()

  await sql`alter table reading drop constraint reading_capture_id_fkey`.execute(owner)
  await sql`alter table capture_progress disable trigger all`.execute(owner)
  for (const [reading, text] of [
    ['rdg_by_debris', 'Size L shirts.'],
    ['rdg_meant', '欧莱雅 is named here.'],
    ['rdg_other', 'Nothing of it.'],
  ] as const) {
    await sql`insert into reading (id, capture_id, read_version, text, spans, stated, read_at) values (${reading}, ${`cap_${reading}`}, 1, ${text}, '[]', '[]', now())`.execute(
      db,
    )
    await sql`insert into capture_progress (capture_id, read_version, reading_id, extract_version, resolve_version) values (${`cap_${reading}`}, 1, ${reading}, 7, 7)`.execute(
      db,
    )
  }
  await db.insertInto('mention').values({ readingId: 'rdg_by_debris', startAt: 5, endAt: 6, surface: 'L', organisationId: id, method: 'known name' }).execute()
  await db.deleteFrom('unpublishedChange').execute()

  await up(owner as never)
  expect(await names()).toEqual(meant)
  const due = await db.selectFrom('captureProgress').select('readingId').where('extractVersion', '=', 0).orderBy('readingId').execute()
  expect(due.map(({ readingId }) => readingId)).toEqual(['rdg_by_debris', 'rdg_meant'])
  expect(await db.selectFrom('unpublishedChange').select('subjectId').execute()).toEqual([{ subjectId: id }])
})
