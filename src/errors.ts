/** Errors: the closed list of refusals, one class each. Every transport maps the kinds in one table. */

export type ErrorKind = 'invalid' | 'unauthenticated' | 'forbidden' | 'not_found' | 'conflict' | 'rate_limited' | 'unavailable' | 'blocked' | 'drift'

/** A refusal that Unpick understands. `message` is for people: it says what was refused and what to do. */
export abstract class AppError extends Error {
  abstract readonly kind: ErrorKind
}

/** The asker's input is wrong. `issues` are sentences, one for each fault. */
export class InvalidError extends AppError {
  readonly kind = 'invalid'
  override readonly name = 'InvalidError'
  readonly issues: readonly string[]
  constructor(message: string, issues: readonly string[] = [], options?: ErrorOptions) {
    super(message, options)
    this.issues = issues
  }
}

/** Nobody is signed in, and the thing asked for needs somebody. @public */
export class UnauthenticatedError extends AppError {
  readonly kind = 'unauthenticated'
  override readonly name = 'UnauthenticatedError'
}

/** The person asking may not do this. */
export class ForbiddenError extends AppError {
  readonly kind = 'forbidden'
  override readonly name = 'ForbiddenError'
}

/** There is no such thing. */
export class NotFoundError extends AppError {
  readonly kind = 'not_found'
  override readonly name = 'NotFoundError'
}

/** The thing's state has moved on, or a rule between two people forbids it. */
export class ConflictError extends AppError {
  readonly kind = 'conflict'
  override readonly name = 'ConflictError'
}

/** Slow down: try again after `retryAfterMs`. */
export class RateLimitedError extends AppError {
  readonly kind = 'rate_limited'
  override readonly name = 'RateLimitedError'
  readonly retryAfterMs: number
  constructor(message: string, retryAfterMs: number, options?: ErrorOptions) {
    super(message, options)
    this.retryAfterMs = retryAfterMs
  }
}

const SOON_MS = 30_000

/** Something is down, slow or very busy; trying again after `retryAfterMs` may work. */
export class UnavailableError extends AppError {
  readonly kind = 'unavailable'
  override readonly name = 'UnavailableError'
  readonly retryAfterMs: number
  constructor(message: string, { retryAfterMs = SOON_MS, ...options }: ErrorOptions & { readonly retryAfterMs?: number } = {}) {
    super(message, options)
    this.retryAfterMs = retryAfterMs
  }
}

/** Robots, the law or the address rule forbids fetching. */
export class BlockedError extends AppError {
  readonly kind = 'blocked'
  override readonly name = 'BlockedError'
}

/** A page no longer has the shape we know: somebody must look. */
export class DriftError extends AppError {
  readonly kind = 'drift'
  override readonly name = 'DriftError'
}

/** The message of anything thrown, in one line. */
export function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return text.replace(/\s+/g, ' ').trim() || 'unknown error'
}
