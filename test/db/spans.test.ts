import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { down, up } from '../../migrations/20261126T0015-spans.ts'
import { packSpans, unpackSpans } from '../../src/model/spans.ts'
import { freshDb } from '../support/fresh-db.ts'

const fresh = { db: (await freshDb()).owner }

const SPANS = [
  { start: 0, end: 10, element: 'main:nth-of-type(1) > p:nth-of-type(1)' },
  { start: 11, end: 20, element: 'main:nth-of-type(1) > p:nth-of-type(12)', note: '3' },
  { start: 21, end: 40, page: 2, row: 4, cells: [0, -1, 7], head: true },
  { start: 41, end: 50 },
]

test('spans written out by an earlier version are kept in short, and can be written out again', async () => {
  await sql`alter table reading drop constraint reading_capture_id_fkey`.execute(fresh.db)
  for (const [id, spans] of [['rdg_some', SPANS] as const, ['rdg_none', []] as const])
    await sql`insert into reading (id, capture_id, read_version, text, spans, stated, read_at) values (${id}, 'cap_x', 1, 'Words.', ${JSON.stringify(packSpans(spans))}, '[]', now())`.execute(
      fresh.db,
    )
  const kept = async () => (await fresh.db.selectFrom('reading').select('spans').orderBy('id', 'desc').execute()).map(({ spans }) => spans)
  await down(fresh.db as never)
  expect(await kept()).toEqual([SPANS, []])
  await up(fresh.db as never)
  expect((await kept()).map(unpackSpans)).toEqual([SPANS, []])
})
