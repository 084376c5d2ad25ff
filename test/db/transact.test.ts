import { expect, test } from 'vitest'
import { setTimeout as sleep } from 'node:timers/promises'
import { transact } from '../../src/db/client.ts'
import { setInstance } from '../../src/db/instance-queries.ts'
import { freshDb } from '../support/fresh-db.ts'

const { db } = await freshDb()

test('of two transactions that wait for each other both are done in the end', async () => {
  await setInstance(db, 'a', 0)
  await setInstance(db, 'b', 0)
  const inOrder = (first: string, second: string) =>
    transact(db, async (tx) => {
      await tx
        .updateTable('instance')
        .set({ value: JSON.stringify(first) })
        .where('key', '=', first)
        .execute()
      await sleep(200)
      await tx
        .updateTable('instance')
        .set({ value: JSON.stringify(second) })
        .where('key', '=', second)
        .execute()
    })
  await expect(Promise.all([inOrder('a', 'b'), inOrder('b', 'a')])).resolves.toBeDefined()
})

test('what fails for another reason fails once, and nothing of it stays', async () => {
  let tries = 0
  await expect(
    transact(db, async (tx) => {
      tries += 1
      await tx.insertInto('instance').values({ key: 'left', value: '1' }).execute()
      throw new Error('no')
    }),
  ).rejects.toThrow('no')
  expect(tries).toBe(1)
  expect(await db.selectFrom('instance').select('key').where('key', '=', 'left').execute()).toEqual([])
})
