/** Accounts: who somebody is, how they come in, and what is theirs. People are known by pseudonyms; an invitation is the only way in. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { type Db, transact } from '../db/client.ts'
import { ConflictError, ForbiddenError, InvalidError, NotFoundError, RateLimitedError, UnauthenticatedError } from '../errors.ts'
import { createAuth } from './auth.ts'
import { passphraseFault } from './passphrase.ts'
import {
  countOtherAdmins,
  countPeople,
  deleteKey,
  deletePerson,
  endInvitations,
  ensureService,
  findInvitation,
  findKey,
  findPerson,
  giveInvitedRole,
  insertInvitation,
  insertKey,
  isDisabled,
  listKeys,
  noteAudit,
  noteKeyUse,
  setRole,
  takeInvitation,
} from './queries.ts'
import { type Role, SCOPES, type Scope, may } from './roles.ts'
import { createTurns } from '../turns.ts'
import { createThrottle } from './throttle.ts'

/** Somebody who has come in: by a visit in a browser, or by a key with scopes. */
export type Person = {
  readonly id: string
  readonly pseudonym: string
  readonly role: Role
  readonly hasSecondFactor: boolean
  readonly sessionId: string | null
  /** What the key may do; null for a visit, which may do what the role may. */
  readonly scopes: readonly string[] | null
}
export type SignedIn = { readonly next: 'in' | 'second factor'; readonly cookies: readonly string[]; readonly device: string }
/** What the app needs, what to keep on paper, and the cookies of the visit as it goes on. */
export type BegunFactor = { readonly secret: string; readonly uri: string; readonly recoveryCodes: readonly string[]; readonly cookies: readonly string[] }
export type Accounts = ReturnType<typeof createAccounts>

/** A passphrase takes memory and time to hash, on purpose: one at a time, and a short queue of strangers. */
const MOST_WAITING = 24
const INVITED_DAYS = 7
const MOST_KEYS = 20
const PSEUDONYM = /^[\p{L}\p{N}][\p{L}\p{N}_.-]{2,29}$/u
/** Invitations of this maker are those that a start prints while there is nobody. */
const FIRST_START = 'first start'

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex')
const cookiesOf = (response: Response) => response.headers.getSetCookie()

/** The key that a request brings, or undefined. */
export const bearerOf = (headers: Headers): string | undefined => /^Bearer (\S+)$/.exec(headers.get('authorization') ?? '')?.[1]

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
  const throttle = createThrottle(secret, () => now().getTime())
  const turns = createTurns({ atOnce: 1, mostWaiting: MOST_WAITING, busy: 'Very many are signing in at this moment.' })
  /** Does what hashes a passphrase when its turn comes: those who are known here wait however many strangers do. */
  const hashing = <T>(work: () => Promise<T>, isLetIn = true): Promise<T> => turns.take(work, { isLetIn, cost: isLetIn ? 0 : 1 })

  async function byKey(bearer: string): Promise<Person | null> {
    const [, id = '', given = ''] = /^unpick_([a-z0-9]{16})_([\w-]{43})$/.exec(bearer) ?? []
    const key = id && (await findKey(db, id, now()))
    if (!key || key.person.disabledAt !== null) return null
    if (!timingSafeEqual(Buffer.from(hashOf(given)), Buffer.from(key.secretHash))) return null
    await noteKeyUse(db, id, now().toISOString().slice(0, 10))
    const { id: personId, pseudonym, role, hasSecondFactor } = key.person
    return { id: personId, pseudonym, role, hasSecondFactor, sessionId: null, scopes: key.scopes }
  }

  return {
    /** Who sends a request; null for a visitor. */
    async whoIs(headers: Headers): Promise<Person | null> {
      const bearer = bearerOf(headers)
      if (bearer !== undefined) return await byKey(bearer)
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
      const isKeptOut = await isDisabled(db, pseudonym)
      const body = { username: pseudonym, password: passphrase.slice(0, 200) }
      const response = await hashing(() => auth.api.signInUsername({ body, asResponse: true }), throttle.isKnown(pseudonym, device))
      const told = (await response.json().catch(() => ({}))) as { twoFactorRedirect?: boolean }
      if (!response.ok || isKeptOut) {
        throttle.failed(pseudonym, device)
        throw new UnauthenticatedError('Pseudonym and passphrase do not belong together.')
      }
      throttle.succeeded(pseudonym, device)
      return { next: told.twoFactorRedirect ? 'second factor' : 'in', cookies: cookiesOf(response), device: throttle.deviceOf(pseudonym) }
    },

    /** Gives the second factor, or a recovery code in its place. @throws UnauthenticatedError */
    async giveCode(code: string, headers: Headers): Promise<readonly string[]> {
      const digits = code.replace(/\s/g, '')
      const body = { code: digits, trustDevice: false }
      const response = /^\d{6}$/.test(digits)
        ? await auth.api.verifyTOTP({ body, headers, asResponse: true })
        : await auth.api.verifyBackupCode({ body, headers, asResponse: true })
      if (!response.ok)
        throw new UnauthenticatedError('That is not the code of this moment, nor a recovery code. Come in again if it took more than ten minutes.')
      return cookiesOf(response)
    },

    /**
     * Begins a second factor: its secret for the app, and recovery codes to keep. One that was set up before ends, with its codes.
     * @throws UnauthenticatedError
     */
    async beginSecondFactor(passphrase: string, headers: Headers): Promise<BegunFactor> {
      const password = passphrase.slice(0, 200)
      const session = await auth.api.getSession({ headers, query: { disableCookieCache: true } })
      let cookies: readonly string[] = []
      if (session?.user.twoFactorEnabled) {
        const ended = await hashing(() => auth.api.disableTwoFactor({ body: { password }, headers, asResponse: true }))
        if (!ended.ok) throw new UnauthenticatedError('That is not your passphrase.')
        cookies = cookiesOf(ended)
      }
      const going = { body: { password, method: 'totp' as const }, headers: withCookies(headers, cookies), asResponse: true as const }
      const begun = await hashing(() => auth.api.enableTwoFactor(going))
      if (!begun.ok) throw new UnauthenticatedError('That is not your passphrase.')
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

    /** A new key. Its secret is shown this once. @throws InvalidError */
    async makeKey(person: Person, name: string, scopes: readonly Scope[], days: number | null): Promise<string> {
      if (scopes.length === 0) throw new InvalidError('Choose what the key may do.')
      if (person.sessionId !== null && !person.hasSecondFactor) throw new ForbiddenError('Set up your second factor first: a key would go around it.')
      const forbidden = scopes.find((scope) => !may(person.role, SCOPES[scope]))
      if (forbidden) throw new ForbiddenError(`Your role may not "${forbidden}", so no key of yours may.`)
      const [id, given] = [randomBytes(8).toString('hex'), randomBytes(32).toString('base64url')]
      await transact(db, async (tx) => {
        const { length } = await listKeys(tx, person.id)
        if (length >= MOST_KEYS) throw new InvalidError(`You have ${length} keys. End one first.`)
        const expiresAt = days === null ? null : new Date(now().getTime() + days * 86_400_000)
        await insertKey(tx, { id, personId: person.id, name: name.slice(0, 80), secretHash: hashOf(given), scopes: [...scopes], madeAt: now(), expiresAt })
        await noteAudit(tx, person.pseudonym, `made a key for: ${scopes.join(', ')}`, id)
      })
      return `unpick_${id}_${given}`
    },

    /** A key for a program, under a name of its own that nobody signs in with. @throws ConflictError for a name that is somebody's */
    async makeServiceKey(name: string, role: Role, scopes: readonly Scope[], days: number | null): Promise<string> {
      if (!PSEUDONYM.test(name)) throw new InvalidError('A name has 3 to 30 letters, digits, dots, dashes or underscores, and begins with a letter or digit.')
      const email = `${hashOf(name.toLowerCase()).slice(0, 24)}@account.invalid`
      const id = await transact(db, (tx) => ensureService(tx, { id: `svc_${hashOf(name.toLowerCase()).slice(0, 24)}`, name, email, role }))
      if (id === null) throw new ConflictError(`"${name}" is a person's pseudonym. Choose another name for the program.`)
      return await this.makeKey({ id, pseudonym: name, role, hasSecondFactor: false, sessionId: null, scopes: null }, name, scopes, days)
    },

    /** Ends one of a person's own keys. @throws NotFoundError */
    async endKey(person: Person, keyId: string): Promise<void> {
      await transact(db, async (tx) => {
        if (!(await deleteKey(tx, person.id, keyId))) throw new NotFoundError('You have no such key.')
        await noteAudit(tx, person.pseudonym, 'ended a key', keyId)
      })
    },

    /** Ends somebody's key, as whoever looks after people. @throws NotFoundError */
    async endKeyOf(by: Person, personId: string, keyId: string): Promise<void> {
      await transact(db, async (tx) => {
        if (!(await deleteKey(tx, personId, keyId))) throw new NotFoundError('There is no such key.')
        await noteAudit(tx, by.pseudonym, 'ended a key of somebody', keyId)
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
