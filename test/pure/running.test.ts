/** Running checks: which list is checked when, where many are sent. */
import { expect, test } from 'vitest'
import type { CheckDeps } from '../../src/checks/run-check.ts'
import { createCheckRoom } from '../../src/checks/running.ts'
import type { SupplierTable } from '../../src/model/check.ts'

const tableOf = (rows: number, word = 'Mill'): SupplierTable => ({
  sheet: null,
  headings: ['Name', 'Other'],
  rows: Array.from({ length: rows }, (_, i) => ({ row: i + 1, cells: [`${word} ${i}`, `Other ${word} ${i}`] })),
})
const COLUMNS = { name: 'Name', otherName: null, country: null, address: null, city: null }

/** A room whose names are answered a group at a time, each when it is let go on. */
function roomOf() {
  const asked: string[] = []
  const waiting: (() => void)[] = []
  const match: CheckDeps['match'] = (queries, _limit, asker) =>
    new Promise((resolve, reject) => {
      asked.push(queries[0]?.name ?? '')
      waiting.push(() => (asker?.signal?.aborted ? reject(asker.signal.reason as Error) : resolve(queries.map(() => []))))
    })
  const room = createCheckRoom({ match, findLinks: async () => new Map(), now: () => new Date() })
  const goOn = async () => {
    waiting.shift()?.()
    for (let i = 0; i < 3; i += 1) await new Promise((go) => setImmediate(go))
  }
  return { room, asked, goOn, underWay: () => waiting.length }
}

test('a list that is checked again and again has one place, and is checked by the newest columns', async () => {
  const { room, asked, goOn, underWay } = roomOf()
  const check = room.start('A list', tableOf(100))
  for (let i = 0; i < 200; i += 1) room.recheck(check.token, { ...COLUMNS, name: i % 2 === 0 ? 'Name' : 'Other' })
  for (let i = 0; underWay() > 0; i += 1) await goOn()
  expect(room.get(check.token)).toMatchObject({ state: 'done', done: 100, report: { columns: { name: 'Other' } } })
  expect(asked.length).toBeLessThanOrEqual(5) // one group that was under way, and the three of the list
})

test('a short list goes before long ones that were there first', async () => {
  const { room, goOn, underWay } = roomOf()
  const long = Array.from({ length: 6 }, (_, i) => room.start(`Long ${i}`, tableOf(10_000, `Mill${i}`)))
  const short = room.start('Short', tableOf(10, 'Weaver'))
  for (let i = 0; room.get(short.token).state !== 'done'; i += 1) {
    expect(i).toBeLessThan(10)
    await goOn()
  }
  expect(long.map(({ token }) => room.get(token).state)).not.toContain('done')
  while (underWay() > 0) await goOn()
  expect(new Set(long.map(({ token }) => room.get(token).state))).toEqual(new Set(['done']))
})

test('letters count too: lists of few rows that are as large as long ones have no more room than those', () => {
  const { room } = roomOf()
  const wide = { ...tableOf(10), rows: tableOf(10).rows.map(({ row }) => ({ row, cells: Array.from({ length: 500 }, () => 'x'.repeat(2_000)) })) }
  const sent = Array.from({ length: 40 }, () => {
    try {
      return room.start('Wide', wide).token
    } catch {
      return null
    }
  })
  expect(sent.filter((token) => token !== null).length).toBeLessThan(12)
  expect(room.start('Short', tableOf(10)).state).not.toBe('failed')
})

test('long lists fill their own room only: a short one is taken in, and short ones stay', () => {
  const { room } = roomOf()
  const first = room.start('Short', tableOf(10))
  const long = () => room.start('Long', tableOf(50_000))
  for (let i = 0; i < 4; i += 1) long()
  expect(long).toThrow(/Very many lists.*Try again/)
  expect(room.start('Short too', tableOf(10)).state).not.toBe('failed')
  expect(room.has(first.token)).toBe(true)
})
