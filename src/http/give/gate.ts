/** Gate: lets through what anybody sends without an account, at the pace of people. A piece of work done by the sender's machine takes the place of waiting, so that nobody can keep others out. */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { InvalidError, RateLimitedError } from '../../errors.ts'

/** How many a process takes in an hour from those who did no work. */
const AN_HOURS_WORTH = 30
const HOUR_MS = 3_600_000
const GOOD_FOR_MS = 20 * 60_000
/** Zero bits that the work must show: a quarter of a million hashes on average. */
const BITS = 18
const MOST_SPENT = 100_000

export type Challenge = { readonly challenge: string; readonly bits: number }
export type Work = { readonly challenge?: string | undefined; readonly nonce?: string | undefined }
export type Gate = ReturnType<typeof createGate>

/** As programs send it with a file; with JSON it may stand in the body. */
export const WorkHeaders = z.object({
  'unpick-challenge': z.string().max(200).optional().describe('A challenge from `/challenge`, solved: with it nobody waits'),
  'unpick-nonce': z.string().max(40).optional(),
})

/** The work that comes with a request, beside its body: nothing is read of what somebody sends who is not let in. */
export const workOf = (c: Context): Work => ({
  challenge: c.req.query('challenge') ?? c.req.header('unpick-challenge'),
  nonce: c.req.query('nonce') ?? c.req.header('unpick-nonce'),
})

/** How many zero bits a hash begins with. */
function zeroBits(hash: Buffer): number {
  let bits = 0
  for (const byte of hash) {
    if (byte !== 0) return bits + Math.clz32(byte) - 24
    bits += 8
  }
  return bits
}

/** The hash that must begin with zeros. */
export const workHash = (challenge: string, nonce: string): Buffer => createHash('sha256').update(`${challenge}.${nonce}`).digest()
/** Whether a nonce solves a challenge. */
export const isWork = (challenge: string, nonce: string, bits: number): boolean => zeroBits(workHash(challenge, nonce)) >= bits

/** A gate. `secret` is shared by all web processes, so that one takes the work that another asked for. */
export function createGate(secret: string, now: () => number = Date.now) {
  const sign = (text: string) => createHmac('sha256', `gate ${secret}`).update(text).digest('hex').slice(0, 32)
  const spent = new Map<string, number>()
  let taken: number[] = []

  function check(challenge: string, nonce: string): void {
    const [until = '', salt = '', signature = ''] = challenge.split('-')
    const wanted = Buffer.from(sign(`${until}-${salt}`))
    const given = Buffer.from(signature)
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted) || !isWork(challenge, nonce.slice(0, 40), BITS))
      throw new InvalidError('The work shown does not belong to a challenge of ours. Ask for another one.')
    if (Number.parseInt(until, 36) < now() || spent.has(salt)) throw new InvalidError('This challenge has run out, or was used. Ask for another one.')
    for (const [old, end] of spent) if (end < now() || spent.size > MOST_SPENT) spent.delete(old)
    spent.set(salt, Number.parseInt(until, 36))
  }

  return {
    /** A challenge: find a nonce, so that the SHA-256 of `challenge.nonce` begins with `bits` zero bits. */
    challenge(): Challenge {
      const body = `${(now() + GOOD_FOR_MS).toString(36)}-${randomBytes(12).toString('hex')}`
      return { challenge: `${body}-${sign(body)}`, bits: BITS }
    },

    /** Lets one through. @throws RateLimitedError when too many came without work; InvalidError for work that is none */
    admit(work: Work): void {
      if (work.challenge && work.nonce) return check(work.challenge, work.nonce)
      taken = taken.filter((at) => at > now() - HOUR_MS)
      if (taken.length >= AN_HOURS_WORTH)
        throw new RateLimitedError(
          'Very many are sending things at this moment. Try again in a while, or switch JavaScript on: your machine then does a little sum, and you need not wait.',
          (taken[0] as number) + HOUR_MS - now(),
        )
      taken.push(now())
    },
  }
}
