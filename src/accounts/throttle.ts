/** Throttle: wrong passphrases make strangers wait; whoever has come in before from the same browser is not kept out by them. */
import { createHmac, timingSafeEqual } from 'node:crypto'

const FREE_TRIES = 5
const LONGEST_WAIT_MS = 15 * 60_000
const FORGOTTEN_AFTER_MS = 60 * 60_000
const MOST_REMEMBERED = 50_000

export type Throttle = {
  /** How long to wait before another try, in ms; 0: now. `device` is what `deviceOf` gave at an earlier visit. */
  readonly waitMs: (name: string, device: string | undefined) => number
  readonly failed: (name: string, device: string | undefined) => void
  readonly succeeded: (name: string, device: string | undefined) => void
  /** Whether somebody came in as this name from the same browser before. */
  readonly isKnown: (name: string, device: string | undefined) => boolean
  /** Proof that this browser came in as this name once. */
  readonly deviceOf: (name: string) => string
}

/** A throttle by names, kept in memory: no address of anybody is noted. */
export function createThrottle(secret: string, now: () => number = Date.now): Throttle {
  const tries = new Map<string, { count: number; at: number }>()
  const proofOf = (name: string) => createHmac('sha256', secret).update(`device ${name.toLowerCase()}`).digest('base64url')
  const isKnown = (name: string, device: string | undefined) => {
    const [given, wanted] = [Buffer.from(device ?? ''), Buffer.from(proofOf(name))]
    return given.length === wanted.length && timingSafeEqual(given, wanted)
  }
  // Strangers are counted together for each name, known browsers by themselves: nobody locks another out.
  const keyOf = (name: string, device: string | undefined) => `${isKnown(name, device) ? 'known' : 'stranger'} ${name.toLowerCase()}`
  return {
    waitMs(name, device) {
      const seen = tries.get(keyOf(name, device))
      if (!seen || seen.count < FREE_TRIES || now() - seen.at > FORGOTTEN_AFTER_MS) return 0
      return Math.max(0, seen.at + Math.min(LONGEST_WAIT_MS, 2 ** (seen.count - FREE_TRIES) * 1_000) - now())
    },
    failed(name, device) {
      const key = keyOf(name, device)
      const seen = tries.get(key)
      tries.delete(key)
      tries.set(key, { count: seen && now() - seen.at <= FORGOTTEN_AFTER_MS ? seen.count + 1 : 1, at: now() })
      if (tries.size > MOST_REMEMBERED) tries.delete(tries.keys().next().value as string)
    },
    succeeded: (name, device) => void tries.delete(keyOf(name, device)),
    isKnown,
    deviceOf: proofOf,
  }
}
