/** Guard: who a request comes from, and whether they may do what they ask. */
import type { Context, MiddlewareHandler } from 'hono'
import { csrf } from 'hono/csrf'
import type { Accounts } from '../../accounts/accounts.ts'
import { bearerOf } from '../../accounts/keys.ts'
import type { Person } from '../../accounts/person.ts'
import { type Permission, SCOPES, isScope, may } from '../../accounts/roles.ts'
import { ForbiddenError, UnauthenticatedError } from '../../errors.ts'

declare module 'hono' {
  interface ContextVariableMap {
    person: Person | null
  }
}

/** Forms are taken from our own pages only, and nothing that somebody's visit shows is kept by anybody between. */
export const ownForms = (origin: string): readonly MiddlewareHandler[] => [
  fromOurPages(origin),
  async (c, next) => {
    await next()
    c.header('Cache-Control', 'no-store')
  },
]

/** Other sites cannot make a browser send a key, so requests with one may come from anywhere; a visit's cookie is not looked at then. */
function fromOurPages(origin: string): MiddlewareHandler {
  const check = csrf({ origin: [origin, ...(origin.startsWith('http://localhost') ? [origin.replace('localhost', '127.0.0.1')] : [])] })
  return async (c, next) => (bearerOf(c.req.raw.headers) === undefined ? await check(c, next) : await next())
}

/** Looks up who a request comes from. */
export const known =
  (accounts: Accounts): MiddlewareHandler =>
  async (c, next) => {
    c.set('person', await accounts.whoIs(c.req.raw.headers))
    await next()
  }

/** Lets through whoever may; visitors are asked to sign in, people without a second factor to set one up. */
export const needs =
  (permission: Permission): MiddlewareHandler =>
  async (c, next) => {
    const person = c.var.person
    if (!person) {
      if (c.req.method === 'GET' && !c.req.path.startsWith('/api/')) return c.redirect(`/sign-in?${new URLSearchParams({ to: c.req.path })}`, 303)
      throw new UnauthenticatedError('Sign in first.')
    }
    if (!mayDo(person, permission)) throw new ForbiddenError(`This is not for the role "${person.role}". Whoever looks after people here can change that.`)
    if (!person.hasSecondFactor && person.scopes === null) {
      if (c.req.method === 'GET') return c.redirect('/account/second-factor', 303)
      throw new ForbiddenError('Set up your second factor first.')
    }
    return await next()
  }

/** Whether somebody may do something: by their role, and with a key by what the key may. */
export const mayDo = (person: Person, permission: Permission): boolean =>
  may(person.role, permission) && (person.scopes === null || person.scopes.some((scope) => isScope(scope) && SCOPES[scope] === permission))

/** Whoever asks, on a route behind `needs`. */
export function personOf(c: Context): Person {
  const person = c.var.person
  if (!person) throw new UnauthenticatedError('Sign in first.')
  return person
}

/** Where somebody wanted to be: a path of ours that is for people, never another site. */
export const pathOr = (to: unknown, otherwise: string): string => (/^\/(?:desk|documents|account)(?:\/[\w/-]*)?$/.test(String(to)) ? String(to) : otherwise)
