import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { askTogether, createThread } from '../../src/thread.ts'

const echo = (idleMs?: number) =>
  createThread<readonly string[]>(new URL('../support/echo-worker.ts', import.meta.url), {
    data: null,
    heapMb: 32,
    trouble: 'No echo',
    ...(idleMs === undefined ? {} : { idleMs }),
  })
const asking = (thread = echo()) => askTogether<string, string>(thread, 4, ({ kind, message }) => new Error(`${kind}: ${message}`))

test('each question has its own answer, in whatever groups they go; a refusal is of one alone', async () => {
  const ask = asking()
  const words = Array.from({ length: 50 }, (_, i) => `word ${i}`)
  expect(await Promise.all(words.map(ask))).toEqual(words.map((word) => `${word}!`))
  const [refused, answered] = await Promise.allSettled([ask('refuse'), ask('yes')])
  expect(refused).toMatchObject({ status: 'rejected', reason: { message: 'invalid: No.' } })
  expect(answered).toMatchObject({ value: 'yes!' })
})

test('who asked a thread that ended is told so; the next question starts another', async () => {
  const ask = asking()
  await expect(ask('end')).rejects.toThrow(/No echo.*Try again/)
  expect(await ask('still')).toBe('still!')
})

test('a thread that nobody asks ends, and starts again; one that is closed leaves nobody waiting', async () => {
  const thread = echo(20)
  const ask = asking(thread)
  expect(await ask('one')).toBe('one!')
  await sleep(120)
  expect(await ask('two')).toBe('two!')
  const told = expect(ask('three')).rejects.toThrow(/stopped/)
  await Promise.resolve()
  await thread.close()
  await told
})
