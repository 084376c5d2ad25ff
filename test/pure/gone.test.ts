import { expect, test, vi } from 'vitest'
import { Hono } from 'hono'
import { matchApi } from '../../src/http/api/match.ts'
import type { WebDeps } from '../../src/http/deps.ts'
import { answerError } from '../../src/http/errors.tsx'
import { listen } from '../../src/http/serve.ts'
import { createLog } from '../../src/log.ts'
import type { Asker, NameMatcher } from '../../src/publish/match-names.ts'
import { createTurns } from '../../src/turns.ts'

test('names are not looked up any more for somebody who has gone away, and that is no fault', async () => {
  const turns = createTurns({ atOnce: 1, mostWaiting: 10, busy: 'Busy.' })
  let go = () => undefined as void
  void turns.take(() => new Promise<void>((resolve) => (go = resolve))) // somebody else's work
  let looked = 0
  const match = (_queries: unknown, _limit: number, asker?: Asker) => turns.take(async () => ((looked += 1), []), asker)
  const log = { ...createLog('silent'), error: vi.fn() }
  const app = new Hono()
    .onError((error, c) => answerError(error, c, log as never))
    .route('/', matchApi({ names: { match } as unknown as NameMatcher } as WebDeps))
  const server = await listen(app as Hono, { port: 0, bind: '127.0.0.1' })
  const going = new AbortController()
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"queries":{"q":{"name":"Orrin"}}}' }
  const asked = fetch(`http://127.0.0.1:${server.port}/match`, { ...init, signal: going.signal })
  await vi.waitFor(() => expect(turns.waiting()).toBe(1))
  going.abort()
  await expect(asked).rejects.toThrow()
  await vi.waitFor(() => expect(turns.waiting()).toBe(0))
  go()
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect([looked, log.error.mock.calls]).toEqual([0, []])
  await server.stop()
})
