import fc from 'fast-check'
import { expect, test } from 'vitest'
import { UnavailableError } from '../../src/errors.ts'
import { createTurns } from '../../src/turns.ts'

/** Work that ends when it is told to, and notes in which order it was begun. */
function works() {
  const begun: string[] = []
  const ends: (() => void)[] = []
  const work = (name: string) => () => {
    begun.push(name)
    return new Promise<string>((resolve) => ends.push(() => resolve(name)))
  }
  const end = async () => {
    ends.shift()?.()
    await new Promise((go) => setImmediate(go))
  }
  return { begun, work, end, isIdle: () => ends.length === 0 }
}
const turnsOf = (options: Partial<Parameters<typeof createTurns>[0]> = {}) => createTurns({ atOnce: 1, mostWaiting: 100, busy: 'Very busy.', ...options })

test('so many are done at once, and no more', async () => {
  const { begun, work, end } = works()
  const turns = turnsOf({ atOnce: 2 })
  const all = ['a', 'b', 'c'].map((name) => turns.take(work(name)))
  expect(begun).toEqual(['a', 'b'])
  expect(turns.waiting()).toBe(1)
  await end()
  expect(begun).toEqual(['a', 'b', 'c'])
  await end()
  await end()
  expect(await Promise.all(all)).toEqual(['a', 'b', 'c'])
})

test('callers take turns, however much one of them asked for first', async () => {
  const { begun, work, end, isIdle } = works()
  const turns = turnsOf()
  const [much, little] = [{}, {}]
  for (let i = 0; i < 10; i += 1) void turns.take(work(`much ${i}`), { caller: much })
  for (let i = 0; i < 3; i += 1) void turns.take(work(`little ${i}`), { caller: little })
  while (!isIdle()) await end()
  expect(begun.filter((name) => name.startsWith('much'))).toEqual(Array.from({ length: 10 }, (_, i) => `much ${i}`))
  expect(begun.indexOf('little 2')).toBeLessThanOrEqual(6)
})

test('what costs little goes before what costs much', async () => {
  const { begun, work, end, isIdle } = works()
  const turns = turnsOf()
  for (const [name, cost] of [
    ['first', 1],
    ['large', 50_000],
    ['middling', 500],
    ['small', 10],
  ] as const)
    void turns.take(work(name), { cost })
  while (!isIdle()) await end()
  expect(begun).toEqual(['first', 'small', 'middling', 'large'])
})

test('nothing waits for ever: what costs much is done though little comes again and again', async () => {
  const { begun, work, end } = works()
  const turns = turnsOf()
  void turns.take(work('first'))
  void turns.take(work('large'), { cost: 100 })
  for (let i = 0; !begun.includes('large'); i += 1) {
    expect(i).toBeLessThan(110)
    void turns.take(work('small'), { cost: 1 })
    await end()
  }
})

test('one place is left for what costs little', async () => {
  const { begun, work, end } = works()
  const turns = turnsOf({ atOnce: 2, little: 10 })
  for (const name of ['large 1', 'large 2']) void turns.take(work(name), { cost: 1_000 })
  expect(begun).toEqual(['large 1'])
  void turns.take(work('small'), { cost: 10 })
  expect(begun).toEqual(['large 1', 'small'])
  await end()
  expect(begun).toEqual(['large 1', 'small', 'large 2'])
})

test('where the queue is full of what costs much, a little may wait still', async () => {
  const { work } = works()
  const turns = turnsOf({ atOnce: 2, mostWaiting: 2, little: 10 })
  for (const name of ['a', 'b', 'c']) void turns.take(work(name), { cost: 1_000 })
  await expect(turns.take(work('d'), { cost: 1_000 })).rejects.toBeInstanceOf(UnavailableError)
  for (let i = 0; i < 7; i += 1) void turns.take(work(`little ${i}`), { cost: 1 })
  await expect(turns.take(work('one too many'), { cost: 1 })).rejects.toBeInstanceOf(UnavailableError)
})

test('whoever finds the queue full is told at once when to come back; what was let in before waits', async () => {
  const { begun, work, end, isIdle } = works()
  const turns = turnsOf({ mostWaiting: 2 })
  for (const name of ['a', 'b', 'c']) void turns.take(work(name))
  const refused = await turns.take(work('d')).catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(UnavailableError)
  expect(refused).toMatchObject({ message: expect.stringMatching(/^Very busy\. Try again in \d+ seconds\.$/) })
  expect((refused as UnavailableError).retryAfterMs).toBeGreaterThanOrEqual(1_000)
  void turns.take(work('e'), { isLetIn: true })
  while (!isIdle()) await end()
  expect(begun).toEqual(['a', 'b', 'c', 'e'])
})

test('whoever goes away leaves the queue; a failure gives the place on', async () => {
  const { begun, work, end, isIdle } = works()
  const turns = turnsOf()
  const going = new AbortController()
  void turns.take(work('a'))
  const gone = expect(turns.take(work('b'), { signal: going.signal })).rejects.toThrow('gone')
  const failed = expect(turns.take(() => Promise.reject(new Error('No.')))).rejects.toThrow('No.')
  void turns.take(work('c'))
  going.abort(new Error('gone'))
  await gone
  expect(turns.waiting()).toBe(2)
  await end()
  await failed
  while (!isIdle()) await end()
  expect(begun).toEqual(['a', 'c'])
})

test('of callers who always want more, each is given the same amount, within one piece of work', async () => {
  const callers = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 2, maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(callers, fc.integer({ min: 20, max: 80 }), async (costs, rounds) => {
      const { begun, work, end } = works()
      const turns = turnsOf({ mostWaiting: 10_000 })
      costs.forEach((cost, i) => {
        const caller = {}
        for (let n = 0; n < rounds * 2; n += 1) void turns.take(work(String(i)), { caller, cost })
      })
      for (let n = 0; n < rounds; n += 1) await end()
      const given = costs.map((cost, i) => begun.filter((name) => name === String(i)).length * cost)
      expect(Math.max(...given) - Math.min(...given)).toBeLessThanOrEqual(2 * Math.max(...costs))
    }),
    { numRuns: 40 },
  )
})
