/** Pace: one request at a time to a host, with a pause between. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Db } from '../db/client.ts'
import { endTurn, takeTurn } from './host-queries.ts'

export type Pace = {
  /** Runs `work` when the host's turn has come; the pause is counted from the end of the one before. */
  readonly inTurn: <T>(host: string, delayMs: number, signal: AbortSignal, work: () => Promise<T>) => Promise<T>
}

type Turns = { readonly slots: { last: Promise<unknown>; freeAt: number; waiting: number }[] }

/** A pace kept in this process. Without a pause, up to `connections` requests run at once. */
export function createPace(connections = 1): Pace {
  const hosts = new Map<string, Turns>()
  return {
    async inTurn(host, delayMs, signal, work) {
      const turns = hosts.get(host) ?? { slots: Array.from({ length: connections }, () => ({ last: Promise.resolve(), freeAt: 0, waiting: 0 })) }
      hosts.set(host, turns)
      const turn = (delayMs > 0 ? turns.slots[0] : turns.slots.reduce((a, b) => (b.waiting < a.waiting ? b : a))) as Turns['slots'][number]
      turn.waiting += 1
      const before = turn.last
      const mine = (async () => {
        await before
        const wait = turn.freeAt - Date.now()
        if (wait > 0) await sleep(wait, undefined, { signal })
        signal.throwIfAborted()
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
        if (turns.slots.every((slot) => slot.waiting === 0 && slot.freeAt <= Date.now())) hosts.delete(host)
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
export function createSharedPace(db: Db, leaseMs: number, connections = 1): Pace {
  const own = createPace(connections)
  const alone = createPace()
  return {
    inTurn(host, delayMs, signal, work) {
      if (delayMs === 0) return own.inTurn(host, 0, signal, work)
      return alone.inTurn(host, 0, signal, async () => {
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
