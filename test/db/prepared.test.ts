import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { freshDb } from '../support/fresh-db.ts'

const { owner: db } = await freshDb() // tables of its own
const prepared = async () =>
  (await sql<{ statement: string; n: number }>`select statement, (generic_plans + custom_plans)::int as n from pg_prepared_statements`.execute(db)).rows

test('what is often asked is planned once, and answers the same', async () => {
  const ask = async (value: number) => (await sql<{ twice: number }>`select (${value}::int * 2) as twice`.execute(db)).rows[0]?.twice
  for (let i = 0; i < 40; i += 1) expect(await ask(i)).toBe(i * 2)
  expect((await prepared()).some(({ statement, n }) => statement.includes('as twice') && n > 5)).toBe(true)
})

test('a column added while we run costs one answer, not the others', async () => {
  await sql`create table changing (a int)`.execute(db)
  await sql`insert into changing values (1)`.execute(db)
  const ask = () => sql`select * from changing where a = ${1}`.execute(db).then(({ rows }) => rows[0])
  for (let i = 0; i < 12; i += 1) expect(await ask()).toEqual({ a: 1 })
  await sql`alter table changing add column b int default 2`.execute(db)
  const answers = []
  for (let i = 0; i < 12; i += 1) answers.push(await ask().catch(() => 'refused'))
  expect(answers.filter((answer) => answer === 'refused').length).toBeLessThan(3)
  expect(answers.at(-1)).toEqual({ a: 1, b: 2 })
})

test('rows of any number, and texts made anew each time, are not kept', async () => {
  for (let i = 1; i < 60; i += 1) await sql`select ${sql.raw(String(i))} + ${1}::int as n`.execute(db)
  expect((await prepared()).filter(({ statement }) => /select \d+ \+/.test(statement))).toEqual([])
})
