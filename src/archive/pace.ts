/** Pace: one request at a time to a host, with a pause between. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Db } from '../db/client.ts'
import { endTurn, takeTurn } from './pace-queries.ts'

export type Pace = {
  /** Runs `work` when the host's turn has come; the pause is counted from the end of the one before. */
  readonly inTurn: <T>(host: string, delayMs: number, signal: AbortSignal, work: () => Promise<T>) => Promise<T>
}

/** A pace kept in this process. */
export function createPace(): Pace {
  const turns = new Map<string, { last: Promise<unknown>; freeAt: number; waiting: number }>()
  return {
    async inTurn(host, delayMs, signal, work) {
      const turn = turns.get(host) ?? { last: Promise.resolve(), freeAt: 0, waiting: 0 }
      turns.set(host, turn)
      turn.waiting += 1
      const before = turn.last
      const mine = (async () => {
        await before.catch(() => undefined)
        await sleep(Math.max(0, turn.freeAt - Date.now()), undefined, { signal })
        try {
          return await work()
        } finally {
          turn.freeAt = Date.now() + delayMs
        }
      })()
      turn.last = mine.catch(() => undefined)
      try {
        return await mine
      } finally {
        turn.waiting -= 1
        if (turn.waiting === 0 && turn.freeAt <= Date.now()) turns.delete(host)
      }
    },
  }
}

const LOOK_AGAIN_MS = 250

/**
 * A pace that every worker on a database keeps together: in this process first, then among all of them. A turn is taken
 * for `leaseMs` at most, so that a worker that is killed in its turn does not hold the host up for ever. Hosts that want no
 * pause are paced in this process only.
 */
export function createSharedPace(db: Db, leaseMs: number): Pace {
  const own = createPace()
  return {
    inTurn(host, delayMs, signal, work) {
      if (delayMs === 0) return own.inTurn(host, 0, signal, work)
      return own.inTurn(host, 0, signal, async () => {
        for (let wait = await takeTurn(db, host, leaseMs); wait > 0; wait = await takeTurn(db, host, leaseMs))
          await sleep(Math.min(wait, LOOK_AGAIN_MS), undefined, { signal })
        try {
          return await work()
        } finally {
          await endTurn(db, host, delayMs)
        }
      })
    },
  }
}
