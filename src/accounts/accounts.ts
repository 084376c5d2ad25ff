/** Accounts: who somebody is, how they come in, and what is theirs. People are known by pseudonyms; an invitation is the only way in. */
import { createHash, randomBytes } from 'node:crypto'
import { type Db, transact } from '../db/client.ts'
import { ConflictError, ForbiddenError, InvalidError, NotFoundError, RateLimitedError, UnauthenticatedError } from '../errors.ts'
import { createAuth } from './auth.ts'
import { bearerOf, createKeys } from './keys.ts'
import { openListKey, rewrapListKey } from './list-key.ts'
import { passphraseFault } from './passphrase.ts'
import { PSEUDONYM, type Person } from './person.ts'
import {
  countOtherAdmins,
  countPeople,
  deleteSecondFactor,
  deletePerson,
  endInvitations,
  endSessionOf,
  findByPseudonym,
  findInvitation,
  findPending,
  findPerson,
  giveInvitedRole,
  insertInvitation,
  noteAudit,
  setRole,
  takeInvitation,
  useCode,
} from './queries.ts'
import type { Role } from './roles.ts'
import { createTurns } from '../turns.ts'
import { createThrottle } from './throttle.ts'

/** `device` proves to later visits that this browser came in as this name; null before the second factor. */
export type SignedIn = {
  readonly next: 'in' | 'second factor'
  readonly cookies: readonly string[]
  readonly device: string | null
  /** What opens the lists that the account holds. */
  readonly listKey: string
}
/** What the app needs, what to keep on paper, and the cookies of the visit as it goes on. */
export type BegunFactor = { readonly secret: string; readonly uri: string; readonly recoveryCodes: readonly string[]; readonly cookies: readonly string[] }
export type Accounts = ReturnType<typeof createAccounts>

/** A passphrase takes memory and time to hash, on purpose: one at a time, and a short queue of strangers. */
const MOST_WAITING = 24
const INVITED_DAYS = 7
/** A code of an app is good for a minute and a half; what was used is known for longer. */
const CODE_KEPT_MS = 10 * 60_000
/** Invitations of this maker are those that a start prints while there is nobody. */
const FIRST_START = 'first start'

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex')
const seconds = (ms: number) => `${Math.ceil(ms / 1_000)} seconds`
/** What marks a sign-in that waits for its second factor. */
const pendingOf = (headers: Headers): string | null => {
  const value = /(?:^|; )(?:__Secure-)?unpick\.two_factor=([^;]+)/.exec(headers.get('cookie') ?? '')?.[1]
  return value === undefined ? null : (decodeURIComponent(value).split('.')[0] ?? null)
}
const cookiesOf = (response: Response) => response.headers.getSetCookie()

/** The headers of the next request, had the cookies been sent back with it. */
export function withCookies(headers: Headers, cookies: readonly string[]): Headers {
  const jar = new Map<string, string>()
  for (const pair of [...(headers.get('cookie') ?? '').split('; '), ...cookies.map((cookie) => cookie.split(';')[0] as string)]) {
    const at = pair.indexOf('=')
    if (at > 0) jar.set(pair.slice(0, at), pair.slice(at + 1))
  }
  const next = new Headers(headers)
  next.set('cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '))
  return next
}

/** The accounts of an instance. */
export function createAccounts({ db, origin, secret, now = () => new Date() }: { db: Db; origin: string; secret: string; now?: () => Date }) {
  const auth = createAuth({ db, origin, secret })
  const keys = createKeys({ db, now })
  const clock = () => now().getTime()
  const throttle = createThrottle(secret, clock)
  const codes = createThrottle(secret, clock)
  const owners = createThrottle(secret, clock)
  const turns = createTurns({ atOnce: 1, mostWaiting: MOST_WAITING, busy: 'Very many are signing in at this moment.' })
  /** Does what hashes a passphrase when its turn comes: those who are known here wait however many strangers do. */
  const hashing = <T>(work: () => Promise<T>, isLetIn = true): Promise<T> => turns.take(work, { isLetIn, cost: isLetIn ? 0 : 1 })

  /** Asks for something that wants the passphrase of whoever is in. @throws UnauthenticatedError when it is wrong, RateLimitedError when it was too often */
  async function withPassphrase(personId: string, ask: () => Promise<Response>): Promise<Response> {
    const wait = owners.waitMs(personId, undefined)
    if (wait > 0) throw new RateLimitedError(`Too many wrong passphrases. Try again in ${seconds(wait)}.`, wait)
    const response = await hashing(ask)
    if (!response.ok) {
      owners.failed(personId, undefined)
      throw new UnauthenticatedError('That is not your passphrase.')
    }
    owners.succeeded(personId, undefined)
    return response
  }

  return {
    ...keys,

    /** Who sends a request; null for a visitor. */
    async whoIs(headers: Headers): Promise<Person | null> {
      const bearer = bearerOf(headers)
      if (bearer !== undefined) return await keys.byKey(bearer)
      if (!/\bunpick\.session_token=/.test(headers.get('cookie') ?? '')) return null
      const found = await auth.api.getSession({ headers, query: { disableCookieCache: true } })
      if (!found || found.user.disabledAt) return null
      const { id, name, role, twoFactorEnabled } = found.user
      return { id, pseudonym: name, role: role as Role, hasSecondFactor: twoFactorEnabled === true, sessionId: found.session.id, scopes: null }
    },

    /** An invitation's token. Whoever opens it first joins with this role. */
    async invite(role: Role, madeBy: string): Promise<string> {
      const token = randomBytes(24).toString('base64url')
      await transact(db, async (tx) => {
        const madeAt = now()
        if (madeBy === FIRST_START) await endInvitations(tx, FIRST_START, madeAt)
        await insertInvitation(tx, { tokenHash: hashOf(token), role, madeBy, madeAt, expiresAt: new Date(madeAt.getTime() + INVITED_DAYS * 86_400_000) })
        await noteAudit(tx, madeBy, `invited a ${role}`, null)
      })
      return token
    },

    /** The token by which the first admin joins; null once there is somebody. */
    async inviteFirst(): Promise<string | null> {
      return (await countPeople(db)) > 0 ? null : await this.invite('admin', FIRST_START)
    },

    /** The role that an invitation gives; null when it is not good any more. */
    invited: async (token: string): Promise<Role | null> => (await findInvitation(db, hashOf(token), now()))?.role ?? null,

    /** Joins by an invitation. @throws InvalidError saying what is wrong; the invitation stays good then */
    async join(token: string, pseudonym: string, passphrase: string): Promise<void> {
      const invitation = await findInvitation(db, hashOf(token), now())
      if (!invitation) throw new NotFoundError('This invitation was used, or has run out. Ask for another.')
      if (!PSEUDONYM.test(pseudonym))
        throw new InvalidError('A pseudonym has 3 to 30 letters, digits, dots, dashes or underscores, and begins with a letter or digit.')
      const fault = passphraseFault(passphrase, pseudonym)
      if (fault) throw new InvalidError(fault)
      const email = `${hashOf(pseudonym.toLowerCase()).slice(0, 24)}@account.invalid`
      const body = { name: pseudonym, email, username: pseudonym, password: passphrase }
      const made = await hashing(() => auth.api.signUpEmail({ body })).catch((error: unknown) => {
        throw new ConflictError('This pseudonym is taken. Choose another.', { cause: error })
      })
      await transact(db, async (tx) => {
        const taken = await takeInvitation(tx, hashOf(token), now())
        if (!taken) await deletePerson(tx, made.user.id)
        else await giveInvitedRole(tx, made.user.id, taken.role)
        if (taken) await noteAudit(tx, pseudonym, `joined as ${taken.role}`, null)
      })
      if (!(await findPerson(db, made.user.id))) throw new NotFoundError('This invitation was used in the meantime. Ask for another.')
    },

    /** Comes in by pseudonym and passphrase. @throws UnauthenticatedError, RateLimitedError; UnavailableError when very many do */
    async signIn(pseudonym: string, passphrase: string, device: string | undefined): Promise<SignedIn> {
      const wait = throttle.waitMs(pseudonym, device)
      if (wait > 0)
        throw new RateLimitedError(`Too many wrong tries from browsers that never came in as this name. Try again in ${Math.ceil(wait / 1_000)} seconds.`, wait)
      const person = await findByPseudonym(db, pseudonym)
      const body = { username: pseudonym, password: passphrase.slice(0, 200) }
      const response = await hashing(() => auth.api.signInUsername({ body, asResponse: true }), throttle.isKnown(pseudonym, device))
      const told = (await response.json().catch(() => ({}))) as { twoFactorRedirect?: boolean }
      if (!response.ok || !person || person.isDisabled) {
        throttle.failed(pseudonym, device)
        throw new UnauthenticatedError('Pseudonym and passphrase do not belong together.')
      }
      throttle.succeeded(pseudonym, device)
      const listKey = await hashing(() => openListKey(db, person.id, passphrase))
      if (told.twoFactorRedirect) return { next: 'second factor', cookies: cookiesOf(response), device: null, listKey }
      return { next: 'in', cookies: cookiesOf(response), device: throttle.deviceOf(pseudonym), listKey }
    },

    /**
     * Gives the second factor, or a recovery code in its place; each opens the account once. Wrong codes make strangers wait, as wrong passphrases
     * do; recovery codes and browsers that are known go on.
     * @throws UnauthenticatedError, RateLimitedError
     */
    async giveCode(code: string, headers: Headers, device?: string): Promise<{ cookies: readonly string[]; device: string | null }> {
      const digits = code.replace(/\s/g, '')
      const isOfApp = /^\d{6}$/.test(digits)
      const pending = pendingOf(headers)
      const name = pending && (await findPending(db, pending, now()))
      const wait = name && isOfApp ? codes.waitMs(name, device) : 0
      if (wait > 0) throw new RateLimitedError(`Too many wrong codes. Try again in ${seconds(wait)}, or give a recovery code now.`, wait)
      const body = { code: digits, trustDevice: false }
      const response = isOfApp
        ? await auth.api.verifyTOTP({ body, headers, asResponse: true })
        : await auth.api.verifyBackupCode({ body, headers, asResponse: true })
      if (!response.ok) {
        if (name && isOfApp) codes.failed(name, device)
        const next = name && isOfApp ? codes.waitMs(name, device) : 0
        throw new UnauthenticatedError(
          `That is not the code of this moment, nor a recovery code. ${
            next > 0
              ? `The next code can be tried in ${seconds(next)}; a recovery code at once.`
              : 'After five wrong codes each next one has to wait; recovery codes do not. Sign in again if it took more than ten minutes.'
          }`,
        )
      }
      const opened = (await response.clone().json()) as { token: string; user: { id: string } }
      const isFirst = await useCode(db, opened.user.id, hashOf(`${secret} ${digits}`), now(), new Date(now().getTime() - CODE_KEPT_MS))
      if (!isFirst && pending) {
        await endSessionOf(db, opened.token)
        throw new UnauthenticatedError('This code was used already. Wait for the next one.')
      }
      if (name) codes.succeeded(name, device)
      return { cookies: cookiesOf(response), device: name && throttle.deviceOf(name) }
    },

    /**
     * Changes one's passphrase; every other visit ends. @throws InvalidError for a new one that is too easy, UnauthenticatedError for a wrong one,
     * RateLimitedError
     */
    async changePassphrase(person: Person, present: string, next: string, headers: Headers): Promise<readonly string[]> {
      const fault = passphraseFault(next, person.pseudonym) ?? (next === present ? 'That is the passphrase you have.' : null)
      if (fault) throw new InvalidError(fault)
      let rewrap = async () => {}
      const changed = await withPassphrase(person.id, async () => {
        const body = { currentPassword: present.slice(0, 200), newPassword: next, revokeOtherSessions: true }
        const response = await auth.api.changePassword({ body, headers, asResponse: true })
        if (response.ok) rewrap = await rewrapListKey(db, person.id, present, next)
        return response
      })
      await rewrap()
      await noteAudit(db, person.pseudonym, 'changed their passphrase', null)
      return cookiesOf(changed)
    },

    /** Takes a lost second factor away, so that its owner sets up another. Their visits end. @throws NotFoundError, ForbiddenError for one's own */
    async resetSecondFactor(by: Person, personId: string): Promise<void> {
      if (by.id === personId) throw new ForbiddenError('Set up your own second factor again in your account; you need no reset.')
      await transact(db, async (tx) => {
        if (!(await deleteSecondFactor(tx, personId))) throw new NotFoundError('This person has no second factor.')
        await noteAudit(tx, by.pseudonym, 'took the second factor of somebody away, who had lost it', personId)
      })
    },

    /**
     * Begins a second factor: its secret for the app, and recovery codes to keep. One that was set up before ends, with its codes.
     * @throws UnauthenticatedError
     */
    async beginSecondFactor(passphrase: string, headers: Headers): Promise<BegunFactor> {
      const password = passphrase.slice(0, 200)
      const session = await auth.api.getSession({ headers, query: { disableCookieCache: true } })
      let cookies: readonly string[] = []
      const id = session?.user.id ?? ''
      if (session?.user.twoFactorEnabled)
        cookies = cookiesOf(await withPassphrase(id, () => auth.api.disableTwoFactor({ body: { password }, headers, asResponse: true })))
      const begun = await withPassphrase(id, () =>
        auth.api.enableTwoFactor({ body: { password, method: 'totp' }, headers: withCookies(headers, cookies), asResponse: true }),
      )
      const { totpURI, backupCodes } = (await begun.json()) as { totpURI: string; backupCodes: string[] }
      const key = new URL(totpURI).searchParams.get('secret') ?? ''
      const name = encodeURIComponent(session?.user.name ?? 'account')
      return {
        secret: key,
        uri: `otpauth://totp/Unpick:${name}?secret=${key}&issuer=Unpick&digits=6&period=30`,
        recoveryCodes: backupCodes,
        cookies: [...cookies, ...cookiesOf(begun)],
      }
    },

    /** Ends a visit. */
    signOut: async (headers: Headers): Promise<readonly string[]> => cookiesOf(await auth.api.signOut({ headers, asResponse: true })),

    /** Changes what somebody may do; null keeps them out. @throws ForbiddenError for the last admin */
    async changeRole(by: Person, personId: string, role: Role | null): Promise<void> {
      await transact(db, async (tx) => {
        if (role !== 'admin' && (await countOtherAdmins(tx, personId)) === 0) throw new ForbiddenError('This is the only admin. Make another one first.')
        if (!(await setRole(tx, personId, role, now()))) throw new NotFoundError('There is no such person.')
        await noteAudit(tx, by.pseudonym, role === null ? 'kept somebody out' : `made somebody ${role}`, personId)
      })
    },

    /** Takes one's own account away. What was decided stays under the pseudonym. @throws ForbiddenError for the last admin */
    async leaveForGood(person: Person): Promise<void> {
      await transact(db, async (tx) => {
        if (person.role === 'admin' && (await countOtherAdmins(tx, person.id)) === 0)
          throw new ForbiddenError('You are the only admin. Make another one first.')
        await deletePerson(tx, person.id)
        await noteAudit(tx, person.pseudonym, 'took their own account away', null)
      })
    },
  }
}
