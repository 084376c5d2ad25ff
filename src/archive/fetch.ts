/** Fetch: one polite, bounded request for a document. The only place that speaks HTTP to others. */
import { request } from 'undici'
import { AppError, BlockedError, InvalidError, NotFoundError, RateLimitedError, UnavailableError, messageOf } from '../errors.ts'
import type { FetchLimits } from '../config.ts'
import { type ProgramInterface, interfaceAt } from '../model/program-interface.ts'
import { allowedUrl, hostAndPort } from './addresses.ts'
import { readBody } from './body.ts'
import { type Lookup, createDispatchers } from './dispatcher.ts'
import { type Pace, createPace } from './pace.ts'
import { ALLOW_ALL, ROBOT_NAME, type Robots, readRobots } from './robots.ts'

const MOST_REDIRECTS = 5
const ROBOTS_KEPT_MS = 24 * 60 * 60 * 1_000 // RFC 9309, 2.4
const DEFAULT_RETRY_MS = 60_000
const NEVER = new AbortController().signal

/** What came back, the bytes with their content encoding taken off. */
export type Fetched = {
  readonly status: number
  readonly finalUrl: string
  readonly headers: Readonly<Record<string, string>>
  readonly bytes: Buffer
  readonly fetchedAt: Date
}
/** What the last fetch left for a conditional one. */
export type Validators = { readonly etag?: string | null; readonly lastModified?: string | null }

export type Fetch = {
  /**
   * Fetches an address. Null when the server says that nothing changed since `validators`.
   * @throws BlockedError (robots, address rule, 401, 403, 451), NotFoundError (404, 410), RateLimitedError (429, 503 with
   * Retry-After), UnavailableError (no answer, 5xx), InvalidError (too large, too many redirects)
   */
  readonly fetch: (url: string, options?: { validators?: Validators; signal?: AbortSignal }) => Promise<Fetched | null>
  readonly close: () => Promise<void>
}

export type FetchOptions = {
  readonly limits: FetchLimits
  readonly allowHosts: readonly string[]
  readonly contact: string
  readonly now?: () => Date
  readonly pace?: Pace
  readonly lookup?: Lookup
  /** Where programs may ask under the operator's own terms: there these hold, and not robots.txt. */
  readonly interfaces?: readonly ProgramInterface[]
  /** The authorization that a host wants of us, by its name; sent over https alone. */
  readonly authorizations?: ReadonlyMap<string, string>
  /** Hosts that answer those who ask too often with another status than 429, and how long they want to be left alone. */
  readonly refusals?: ReadonlyMap<string, { readonly status: number; readonly waitMs: number }>
}

/** A polite fetcher: robots.txt, one request at a time to a host with a pause, limits on bytes, time and redirects, no private address. */
export function createFetch(options: FetchOptions): Fetch {
  const { interfaces = [] } = options
  const now = options.now ?? (() => new Date())
  const pace = options.pace ?? createPace(options.limits.connections)
  const allowHosts = new Set(options.allowHosts)
  const dispatchers = createDispatchers(options.limits.connections, options.lookup)
  const robots = new Map<string, { readonly rules: Promise<Robots>; readonly until: number }>()
  const agent = `${ROBOT_NAME}/1.0 (supply-chain research; +${options.contact})`

  async function once(address: string, validators: Validators, { limits, asked }: Bounds, signal: AbortSignal) {
    const { url, isAllowListed } = allowedUrl(address, allowHosts)
    try {
      const response = await request(url, {
        dispatcher: isAllowListed ? dispatchers.open : dispatchers.guarded,
        signal,
        ...(asked ? { headersTimeout: asked.timeoutMs, bodyTimeout: asked.timeoutMs } : {}),
        headers: {
          'user-agent': agent,
          accept: 'text/html, application/xhtml+xml, text/csv, application/json;q=0.9, */*;q=0.8',
          'accept-encoding': 'gzip, br',
          ...(url.protocol === 'https:' && options.authorizations?.has(url.hostname)
            ? { authorization: options.authorizations.get(url.hostname) as string }
            : {}),
          ...(validators.etag ? { 'if-none-match': validators.etag } : {}),
          ...(validators.lastModified ? { 'if-modified-since': validators.lastModified } : {}),
        },
      })
      response.body.on('error', () => undefined) // whoever reads it hears of it; one that nobody reads to its end must not end the process
      return response
    } catch (error) {
      throw explained(error, url, limits, signal)
    }
  }

  /** One request: where it sends us on, or what came. */
  async function ask(
    url: URL,
    validators: Validators,
    bounds: Bounds,
    signal: AbortSignal,
    isRobots: boolean,
  ): Promise<{ next: string } | { next: null; fetched: Fetched | null }> {
    const { limits } = bounds
    const response = await once(url.href, validators, bounds, signal)
    const headers = flatHeaders(response.headers)
    const location = headers['location']
    if (response.statusCode >= 300 && response.statusCode < 400 && response.statusCode !== 304 && location !== undefined) {
      await response.body.dump({ limit: 65_536 }).catch(() => undefined)
      return { next: joined(location, url) }
    }
    if (response.statusCode === 304) {
      await response.body.dump().catch(() => undefined)
      return { next: null, fetched: null }
    }
    if (response.statusCode >= 400) {
      await response.body.dump({ limit: 65_536 }).catch(() => undefined)
      const tooOften = isRobots ? undefined : options.refusals?.get(url.host)
      if (tooOften?.status === response.statusCode)
        throw new RateLimitedError(
          `The server asks us to wait (${response.statusCode}, its answer to those who ask too often).`,
          headers['retry-after'] === undefined ? tooOften.waitMs : retryAfterMs(headers['retry-after'], now()),
        )
      throw refusal(response.statusCode, headers, now())
    }
    const declared = Number(headers['content-length'])
    if (declared > limits.maxBytes) {
      response.body.destroy()
      throw new InvalidError(
        `This document is ${Math.round(declared / 1_000_000)} MB, and at most ${Math.round(limits.maxBytes / 1_000_000)} MB is fetched. Raise UNPICK_FETCH_MAX_BYTES, or add the part you need as a file.`,
      )
    }
    try {
      const bytes = await readBody(response.body, headers['content-encoding'] ?? '', limits.maxBytes, signal)
      return { next: null, fetched: { status: response.statusCode, finalUrl: url.href, headers, bytes, fetchedAt: now() } }
    } catch (error) {
      throw explained(error, url, limits, signal)
    }
  }

  async function follow(address: string, validators: Validators, signal: AbortSignal, isRobots = false): Promise<Fetched | null> {
    let at = address
    const asked = interfaceAt(interfaces, address)
    const limits = asked ? within(asked, options.limits) : options.limits
    let leftMs = limits.timeoutMs
    for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
      const { url } = allowedUrl(at, allowHosts)
      // A page that sends on to an interface does not open it, nor an interface the pages beside it.
      const isInterface = asked !== null && interfaceAt(interfaces, url.href) === asked
      const rules = isRobots || isInterface ? ALLOW_ALL : await rulesOf(url, signal)
      if (!rules.isAllowed(url.href))
        throw new BlockedError(
          `${url.host} asks robots not to fetch this address (robots.txt), so it was not fetched. If you may read it, save it yourself and add the file.`,
        )
      const outcome = await pace.inTurn(hostAndPort(url), rules.delayMs ?? limits.delayMs, signal, async () => {
        // The time limit is for asking, not for waiting one's turn. (AbortSignal.any would leave a mark on `signal` for each request.)
        const asking = new AbortController()
        const giveUp = () => asking.abort(signal.reason)
        const limit = setTimeout(() => asking.abort(slow(limits)), leftMs)
        signal.addEventListener('abort', giveUp, { once: true })
        const startedAt = Date.now()
        try {
          return await ask(url, validators, { limits, asked }, asking.signal, isRobots)
        } finally {
          clearTimeout(limit)
          signal.removeEventListener('abort', giveUp)
          leftMs = Math.max(1, leftMs - (Date.now() - startedAt))
        }
      })
      if (outcome.next === null) return outcome.fetched
      at = outcome.next
    }
    throw new InvalidError(`This address sends on more than ${MOST_REDIRECTS} times. Add the address where it ends.`)
  }

  function rulesOf(url: URL, signal: AbortSignal): Promise<Robots> {
    const kept = robots.get(url.origin)
    if (kept && kept.until > Date.now()) return kept.rules
    const rules = follow(`${url.origin}/robots.txt`, {}, signal, true).then(
      (found) => (found ? readRobots(`${url.origin}/robots.txt`, found.bytes) : ALLOW_ALL),
      (error: unknown) => {
        // RFC 9309, 2.3.1: refused or missing means allowed; a server that fails or cannot be reached means wait.
        if (error instanceof NotFoundError || (error instanceof BlockedError && /\(4\d\d\)/.test(error.message)) || error instanceof InvalidError)
          return ALLOW_ALL
        robots.delete(url.origin)
        throw error
      },
    )
    robots.set(url.origin, { rules, until: Date.now() + ROBOTS_KEPT_MS })
    return rules
  }

  return {
    fetch: (url, { validators = {}, signal = NEVER } = {}) => follow(url, validators, signal),
    close: dispatchers.close,
  }
}

/** How far a request may go, and the interface that it was asked of, if any. */
type Bounds = { readonly limits: FetchLimits; readonly asked: ProgramInterface | null }

/** What an interface's terms and our own settings both allow. How long an answer may take is for its terms to say. */
const within = ({ paceMs, mostBytes, timeoutMs }: ProgramInterface, limits: FetchLimits): FetchLimits => ({
  ...limits,
  delayMs: Math.max(paceMs, limits.delayMs),
  maxBytes: Math.min(mostBytes, limits.maxBytes),
  timeoutMs,
})

function joined(location: string, from: URL): string {
  if (!URL.canParse(location, from.href)) throw new InvalidError('This address sends on to something that is not an address.')
  return new URL(location, from.href).href
}

function flatHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const flat: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) flat[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value
  return flat
}

function refusal(status: number, headers: Readonly<Record<string, string>>, now: Date): AppError {
  if (status === 404 || status === 410)
    return new NotFoundError(
      `The server says that there is nothing at this address (${status}). Check it for slips, or look for the document in a web archive and add the file.`,
    )
  if (status === 401 || status === 403 || status === 451)
    return new BlockedError(`The server refuses to show this document (${status}). If you may read it, save it yourself and add the file.`)
  if (status === 429 || (status === 503 && headers['retry-after']))
    return new RateLimitedError(`The server asks us to wait (${status}).`, retryAfterMs(headers['retry-after'], now))
  if (status >= 500) return new UnavailableError(`The server has a fault (${status}). It will be tried again.`)
  return new BlockedError(`The server refuses this request (${status}). Save the document yourself and add the file.`)
}

/** Retry-After in milliseconds: seconds or an HTTP date (RFC 9110, 10.2.3); a minute when it says neither; an hour at most. */
export function retryAfterMs(value: string | undefined, now: Date): number {
  const seconds = /^\d+$/.test(value ?? '') ? Number(value) : (Date.parse(value ?? '') - now.getTime()) / 1_000
  const ms = Number.isFinite(seconds) ? seconds * 1_000 : DEFAULT_RETRY_MS
  return Math.min(Math.max(ms, 1_000), 3_600_000)
}

const slow = (limits: FetchLimits) =>
  new UnavailableError(
    `The document did not arrive within ${Math.round(limits.timeoutMs / 1_000)} seconds. It will be tried again; or save it yourself and add the file.`,
  )

function explained(error: unknown, url: URL, limits: FetchLimits, signal: AbortSignal): unknown {
  if (error instanceof AppError) return error
  const cause = (error as { cause?: unknown }).cause
  if (cause instanceof AppError) return cause
  if (signal.aborted) return (signal.reason as Error)?.name === 'TimeoutError' ? slow(limits) : signal.reason
  const code = (error as NodeJS.ErrnoException).code ?? (cause as NodeJS.ErrnoException | undefined)?.code ?? ''
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return new UnavailableError(`There is no host ${url.hostname}, or it cannot be looked up from here (${code}). Check the address for slips.`, {
      cause: error,
    })
  if (/HEADERS_TIMEOUT|BODY_TIMEOUT|CONNECT_TIMEOUT|ETIMEDOUT/.test(code)) return slow(limits)
  return new UnavailableError(`${url.host} could not be reached: ${messageOf(error)} It will be tried again.`, { cause: error })
}
