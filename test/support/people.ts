/** People for tests: accounts on a database, and somebody of a role who has come in with a second factor. */
import { createHmac } from 'node:crypto'
import { createAccounts, withCookies } from '../../src/accounts/accounts.ts'
import type { Role } from '../../src/accounts/roles.ts'
import type { Db } from '../../src/db/client.ts'

export const ORIGIN = 'http://localhost:3000'
export const SECRET = 'a secret of tests that is long enough'
export const PASSPHRASE = 'otter lamp seven granite'

/** The six digits of a key at a time (RFC 6238 with SHA-1, 30 seconds). */
export function codeOf(secret: string, at = Date.now()): string {
  const bits = [...secret.replace(/=+$/, '')].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)))
  const hash = createHmac('sha1', key).update(counter).digest()
  const offset = (hash.at(-1) as number) & 15
  return String((hash.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

export const cookieOf = (cookies: readonly string[]): string => cookies.map((cookie) => cookie.split(';')[0]).join('; ')

/** Accounts, and a way to make somebody who is in. */
export function people(db: Db) {
  const accounts = createAccounts({ db, origin: ORIGIN, secret: SECRET })
  let made = 0
  /** Somebody of a role, with a second factor; gives their pseudonym, cookie and the secret of their codes. */
  async function somebody(role: Role): Promise<{ pseudonym: string; cookie: string; secret: string; id: string }> {
    made += 1
    const pseudonym = `${role}-${made}`
    await accounts.join(await accounts.invite(role, 'test'), pseudonym, PASSPHRASE)
    const { cookies, listKey } = await accounts.signIn(pseudonym, PASSPHRASE, undefined)
    const headers = new Headers({ cookie: cookieOf(cookies) })
    const begun = await accounts.beginSecondFactor(PASSPHRASE, headers)
    const { secret } = begun
    const going = withCookies(headers, begun.cookies)
    const after = withCookies(going, (await accounts.giveCode(codeOf(secret), going)).cookies).get('cookie') ?? ''
    const person = await accounts.whoIs(new Headers({ cookie: after }))
    return { pseudonym, cookie: `${after}; unpick_lists=${listKey}`, secret, id: person?.id ?? '' }
  }
  return { accounts, somebody }
}
