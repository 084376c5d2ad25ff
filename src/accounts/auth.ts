/** Auth: sign-in, sessions and second factors, by better-auth over our own tables. It is asked here only; none of its routes is served. */
import { betterAuth } from 'better-auth'
import { twoFactor, username } from 'better-auth/plugins'
import type { Db } from '../db/client.ts'
import { hashPassphrase, isPassphrase } from './passphrase.ts'

const SESSION_DAYS = 14
const SECOND_FACTOR_SECONDS = 600

export type AuthSettings = { readonly db: Db; readonly origin: string; readonly secret: string }
export type Auth = ReturnType<typeof createAuth>

/** The library, set up: pseudonyms and passphrases (argon2id), one-time codes with recovery codes, no address of anybody kept. */
export function createAuth({ db, origin, secret }: AuthSettings) {
  return betterAuth({
    appName: 'Unpick',
    baseURL: origin,
    secret,
    telemetry: { enabled: false },
    logger: { disabled: true },
    database: { db: db.withSchema('accounts'), type: 'postgres' },
    emailAndPassword: {
      enabled: true,
      autoSignIn: false,
      minPasswordLength: 1, // ours are judged in passphrase.ts, before this is asked
      maxPasswordLength: 200,
      password: { hash: hashPassphrase, verify: ({ hash, password }) => isPassphrase(hash, password) },
    },
    user: { modelName: 'person', additionalFields: { role: { type: 'string', input: false }, disabledAt: { type: 'date', required: false, input: false } } },
    session: {
      modelName: 'session',
      fields: { userId: 'personId' },
      expiresIn: SESSION_DAYS * 86_400,
      updateAge: 86_400,
    },
    account: { modelName: 'credential', fields: { userId: 'personId' } },
    verification: { modelName: 'verification' },
    advanced: {
      cookiePrefix: 'unpick',
      useSecureCookies: origin.startsWith('https:'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'strict', path: '/' },
      ipAddress: { disableIpTracking: true },
    },
    databaseHooks: {
      session: {
        create: { before: async (session) => ({ data: { ...session, ipAddress: null, userAgent: null } }) },
        update: { before: async (session) => ({ data: { ...session, ipAddress: null, userAgent: null } }) },
      },
    },
    rateLimit: { enabled: false }, // see throttle.ts: it notes no address
    plugins: [
      username({ minUsernameLength: 3, maxUsernameLength: 30, usernameValidator: (name) => /^[\p{L}\p{N}_.-]+$/u.test(name) }),
      twoFactor({
        issuer: 'Unpick',
        twoFactorCookieMaxAge: SECOND_FACTOR_SECONDS,
        totpOptions: { digits: 6, period: 30 },
        backupCodeOptions: { amount: 10, length: 12 },
        accountLockout: { enabled: false }, // see throttle.ts: it locks neither recovery codes nor a browser that is known
        schema: { twoFactor: { modelName: 'twoFactor', fields: { userId: 'personId' } } },
      }),
    ],
  })
}
