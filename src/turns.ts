/**
 * Turns: work that costs is done by few at once. Whoever comes meanwhile waits in a short queue in which callers take turns, those with
 * little to do first; when the queue is full, they are told when to come back.
 *
 * The order is that of self-clocked fair queueing (Golestani 1994): work is due at the time of its caller's last work, or now, plus its
 * cost, where "now" is the due time of what was begun last. So one caller's much never keeps another's little waiting, and nothing waits
 * for ever: whatever comes later is due later.
 */
import { UnavailableError } from './errors.ts'

/** Who waits, and how much there is to do. */
export type Wanted = {
  /** For whom: work of one caller is done in order, one after another, and callers take turns. Without it, the work is a caller by itself. */
  readonly caller?: object
  /** How much it is, by whatever measure the users of these turns share. */
  readonly cost?: number
  /** Takes it out of the queue; what has begun goes on. */
  readonly signal?: AbortSignal | undefined
  /** For work that goes on with something let in before: it waits however many do. */
  readonly isLetIn?: boolean
}
export type Turns = {
  /** Does work when its turn comes. @throws UnavailableError at once when too many wait; an aborted signal's reason */
  readonly take: <T>(work: () => Promise<T>, wanted?: Wanted) => Promise<T>
  /** How many wait. */
  readonly waiting: () => number
}
export type TurnsOptions = {
  readonly atOnce: number
  readonly mostWaiting: number
  /** One place of several is left for work that costs at most this, and more of it may wait. */
  readonly little?: number
  /** What is said to those who find the queue full: a sentence. */
  readonly busy: string
}

type Waiting = { readonly caller: object; readonly due: number; readonly cost: number; readonly begin: () => void }

const FIRST_GUESS_MS = 500
const [SHORTEST_WAIT_MS, LONGEST_WAIT_MS] = [1_000, 60_000]
/** So many times as many may wait with little to do. */
const LITTLE_WAITING = 4
/** How much the newest work says of how long the next takes. */
const NEWEST = 0.2

/** Turns for one kind of work. */
export function createTurns({ atOnce, mostWaiting, little, busy }: TurnsOptions): Turns {
  const queue: Waiting[] = []
  const dueOf = new WeakMap<object, number>()
  const served = new Set<object>()
  let [runningMuch, now, usualMs] = [0, 0, FIRST_GUESS_MS]
  const isMuch = (cost: number) => little !== undefined && cost > little
  const hasPlace = ({ caller, cost }: Waiting) => served.size < atOnce && !served.has(caller) && (!isMuch(cost) || runningMuch < Math.max(1, atOnce - 1))

  function next(): void {
    let first = -1
    for (const [i, each] of queue.entries()) if (hasPlace(each) && (first < 0 || each.due < (queue[first] as Waiting).due)) first = i
    if (first < 0) return
    const [chosen] = queue.splice(first, 1) as [Waiting]
    now = Math.max(now, chosen.due)
    chosen.begin()
    next()
  }
  async function run<T>(work: () => Promise<T>, caller: object, cost: number): Promise<T> {
    const from = performance.now()
    served.add(caller)
    if (isMuch(cost)) runningMuch += 1
    try {
      return await work()
    } finally {
      usualMs += NEWEST * (performance.now() - from - usualMs)
      served.delete(caller)
      if (isMuch(cost)) runningMuch -= 1
      next()
    }
  }
  return {
    take(work, { caller = {}, cost = 1, signal, isLetIn = false } = {}) {
      if (signal?.aborted) return Promise.reject(signal.reason as Error)
      if (!isLetIn && queue.length >= mostWaiting * (little !== undefined && !isMuch(cost) ? LITTLE_WAITING : 1)) {
        const retryAfterMs = Math.min(LONGEST_WAIT_MS, Math.max(SHORTEST_WAIT_MS, (usualMs * queue.length) / atOnce))
        return Promise.reject(new UnavailableError(`${busy} Try again in ${Math.ceil(retryAfterMs / 1_000)} seconds.`, { retryAfterMs }))
      }
      const due = Math.max(now, dueOf.get(caller) ?? 0) + cost
      dueOf.set(caller, due)
      return new Promise((resolve, reject) => {
        const leave = () => {
          const at = queue.indexOf(waiting)
          if (at >= 0) queue.splice(at, 1)
          reject(signal?.reason as Error)
        }
        const waiting: Waiting = {
          caller,
          due,
          cost,
          begin() {
            signal?.removeEventListener('abort', leave)
            run(work, caller, cost).then(resolve, reject)
          },
        }
        signal?.addEventListener('abort', leave, { once: true })
        queue.push(waiting)
        next()
      })
    },
    waiting: () => queue.length,
  }
}
