/** Pace: one request at a time to a host, with a pause between. */
import { setTimeout as sleep } from 'node:timers/promises'

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
