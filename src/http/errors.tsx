/** Errors over HTTP: every refusal as problem details (RFC 9457) for programs, and as a page for people. A bug says nothing of itself. */
import { accepts } from 'hono/accepts'
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { AppError, type ErrorKind, ForbiddenError, InvalidError, NotFoundError, RateLimitedError, UnavailableError } from '../errors.ts'
import { isDatabaseAway } from '../db/client.ts'
import type { Log } from '../log.ts'
import { FullError, isFull } from '../space.ts'
import { ErrorPage } from './pages/error.tsx'

export const STATUS = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  rate_limited: 429,
  unavailable: 503,
  blocked: 451,
  drift: 500,
} as const satisfies Record<ErrorKind, number>

/** As others' logs have it: whoever asked did not wait for the answer. */
const GONE = 499

const TITLES: Readonly<Record<ErrorKind, string>> = {
  invalid: 'Something in this request is wrong',
  unauthenticated: 'Sign in first',
  forbidden: 'Not yours to do',
  not_found: 'Not here',
  conflict: 'It has moved on',
  rate_limited: 'Slow down',
  unavailable: 'Out of order for the moment',
  blocked: 'May not be fetched',
  drift: 'A page has changed its shape',
}

/** PostgreSQL keeps no NUL and no half of a character: invalid byte sequence, untranslatable character. */
const NOT_TEXT = new Set(['22021', '22P05'])

/** Refusals of the framework's own and of the database, as ours. */
function ours(error: unknown): unknown {
  if (error instanceof HTTPException && error.status === 403)
    return new ForbiddenError('This form did not come from a page of ours, so nothing was done. Open the page again and send it from there.')
  if (error instanceof HTTPException && error.status === 400) return new InvalidError('The body of this request cannot be read: it is no JSON, or no form.')
  if (isFull(error)) return new FullError({ cause: error })
  if (isDatabaseAway(error))
    return new UnavailableError('The database cannot be reached at this moment, so this page could not be made. Nothing is lost. Try again in a minute.')
  if (NOT_TEXT.has((error as { code?: string } | null)?.code ?? ''))
    return new InvalidError('There is a character in this that is no text, so nothing was kept. Type it anew rather than pasting it.')
  return error
}

/** The problem that an error is, for the asker. */
export function problemOf(thrown: unknown): { type: string; title: string; status: number; detail: string; kind: string; issues?: readonly string[] } {
  const error = ours(thrown)
  if (!(error instanceof AppError) || error.kind === 'drift')
    return {
      type: 'about:blank',
      title: 'A fault of ours',
      status: 500,
      detail: 'Something broke here. It has been noted; please try again later.',
      kind: 'bug',
    }
  return {
    type: 'about:blank',
    title: TITLES[error.kind],
    status: STATUS[error.kind],
    detail: error.message,
    kind: error.kind,
    ...(error instanceof InvalidError && error.issues.length > 0 ? { issues: error.issues } : {}),
  }
}

/** Says in the header when it is worth coming back, where an error knows. */
export function sayWhen(c: Context, error: unknown): void {
  if (error instanceof RateLimitedError || error instanceof UnavailableError) c.header('Retry-After', String(Math.ceil(error.retryAfterMs / 1_000)))
}

/** Answers an error: JSON below /api and where it is asked for, else a page. */
export function answerError(error: unknown, c: Context, log: Log): Response | Promise<Response> {
  if (c.req.raw.signal.aborted) return c.body(null, GONE as 400) // nobody hears it
  const problem = problemOf(error)
  if (problem.status >= 500) log.error({ error, path: withoutSecrets(c.req.path) }, 'a request failed')
  sayWhen(c, ours(error))
  const wants = accepts(c, { header: 'Accept', supports: ['text/html', 'application/json', 'application/problem+json'], default: 'application/json' })
  if (c.req.path.startsWith('/api/') || wants !== 'text/html') {
    return c.body(JSON.stringify(problem), problem.status as 400, { 'Content-Type': 'application/problem+json' })
  }
  return c.html(<ErrorPage problem={problem} />, problem.status as 400)
}

/** A page that says why something was refused, with the status and headers of the refusal. */
export function refusedWith(c: Context, error: AppError, page: ReturnType<typeof ErrorPage>): Response | Promise<Response> {
  sayWhen(c, error)
  return c.html(page, STATUS[error.kind])
}

/** The answer where no route is. */
export const notHere = (path: string): NotFoundError =>
  new NotFoundError(
    path.startsWith('/api/')
      ? `There is nothing at ${path.slice(0, 200)}. The list of what there is: /api/v1/openapi.json`
      : 'There is no page at this address. It may have been mistyped.',
  )

/** Addresses whose next part is a secret: whoever has it may do what its owner may. */
const SECRET = /(?<=\/(?:checks|watches|watches\/mail|my-actions|reply|follow|unfollow|join|submissions)\/)(?!mail\/)[^/]+/g
/** A path as it may stand in a log. */
export const withoutSecrets = (path: string): string => path.replace(SECRET, '…')
