import { expect, test } from 'vitest'
import { upsertOrganisation } from '../../src/resolve/organisation-queries.ts'
import { regroup } from '../../src/resolve/regroup.ts'
import { freshDb } from '../support/fresh-db.ts'

const { db } = await freshDb()
const names = [
  { name: 'Golden Star Textile Ltd' },
  { name: 'GOLDEN STAR TEXTILE LIMITED', country: 'Bangladesh' },
  { name: 'Golden Star Textile', country: 'BD' },
]

async function linked(order: readonly number[]) {
  return db.transaction().execute(async (tx) => {
    for (const i of order) {
      const { id } = await upsertOrganisation(tx, names[i] as (typeof names)[number], false)
      await regroup(tx, [id])
    }
    const rows = await tx.selectFrom('organisation').select(['id', 'sameAs', 'country']).orderBy('id').execute()
    await tx.deleteFrom('organisationName').execute()
    await tx.updateTable('organisation').set({ sameAs: null }).execute()
    await tx.deleteFrom('organisation').execute()
    return rows
  })
}

test('a name without a country is the one with a country, in whichever order they came', async () => {
  const first = await linked([0, 1, 2])
  expect(first).toHaveLength(2)
  expect(first.filter((row) => row.sameAs !== null)).toHaveLength(1)
  for (const order of [
    [1, 0, 2],
    [2, 1, 0],
    [1, 2, 0],
  ])
    expect(await linked(order)).toEqual(first)
})

test('with two countries, the name without one stands for itself', async () => {
  await db.transaction().execute(async (tx) => {
    for (const country of [undefined, 'BD', 'CN']) await regroup(tx, [(await upsertOrganisation(tx, { name: 'Silver Moon Mill', country }, false)).id])
    expect((await tx.selectFrom('organisation').select('sameAs').where('nameKey', '=', 'silver moon mill').execute()).every((row) => row.sameAs === null)).toBe(
      true,
    )
  })
})

test('a name that a row states stands before one found in prose, in whichever order they came', async () => {
  const shown = async (order: readonly (readonly [string, boolean])[]) => {
    const ids = await db.transaction().execute(async (tx) => {
      const made: string[] = []
      for (const [name, isStated] of order) made.push((await upsertOrganisation(tx, { name }, false, isStated)).id)
      return made
    })
    const row = await db
      .selectFrom('organisation')
      .select('name')
      .where('id', '=', ids[0] as string)
      .executeTakeFirstOrThrow()
    await db.deleteFrom('organisationName').execute()
    await db.deleteFrom('organisation').execute()
    return row.name
  }
  const [prose, stated, longer] = [
    ['Lantern Garments', false],
    ['Lantern Garments Ltd', true],
    ['Lantern Garments Limited', true],
  ] as const
  for (const order of [
    [prose, stated],
    [stated, prose],
    [longer, prose, stated],
    [prose, stated, longer],
  ])
    expect(await shown(order)).toBe('Lantern Garments Ltd')
})
