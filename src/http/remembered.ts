/** Remembered: what many read is answered from memory, until this process is told that something published has changed. */
import type { MiddlewareHandler } from 'hono'
import type { Changes } from '../db/listen.ts'
import { languageTag } from '../words/language.ts'

const MOST_BYTES = 64_000_000
const LARGEST = 1_000_000
/** Pages also speak of today. */
const GOOD_FOR_MS = 60_000

/** Whoever says so takes packed answers; `*` and a quality of nothing are taken as no. */
const TAKES_GZIP = /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/i

type Kept = {
  readonly body: Uint8Array<ArrayBuffer>
  readonly headers: Record<string, string>
  readonly etag: string | null
  readonly version: number
  readonly until: number
}

/**
 * Answers GET requests from memory. Only for what is the same for everyone: it looks at the address and at nothing else.
 * While nobody tells this process what changed, nothing is remembered.
 */
export function remembered(changes: Changes, now: () => Date): MiddlewareHandler {
  const kept = new Map<string, Kept>()
  let bytes = 0
  const drop = (key: string) => {
    bytes -= kept.get(key)?.body.byteLength ?? 0
    kept.delete(key)
  }
  return async (c, next) => {
    if (c.req.method !== 'GET' || !changes.isLive()) return await next()
    const takesGzip = TAKES_GZIP.test(c.req.header('accept-encoding') ?? '')
    const key = `${takesGzip ? 'gzip' : 'plain'} ${languageTag()} ${c.req.url}`
    const version = changes.version('brand', 'action', 'instance', 'site')
    const found = kept.get(key)
    if (found && found.version === version && found.until > now().getTime()) {
      if (found.etag !== null && c.req.header('if-none-match') === found.etag) return new Response(null, { status: 304, headers: found.headers })
      return new Response(found.body, { headers: found.headers })
    }
    if (found) drop(key)
    await next()
    if (c.res.status !== 200 || c.res.headers.has('set-cookie') || c.req.header('if-none-match')) return
    if (c.res.headers.has('content-encoding') && !takesGzip) return
    const body = new Uint8Array(await c.res.clone().arrayBuffer())
    if (body.byteLength > LARGEST) return
    const headers = Object.fromEntries(c.res.headers)
    kept.set(key, { body, headers, etag: headers['etag'] ?? null, version, until: now().getTime() + GOOD_FOR_MS })
    bytes += body.byteLength
    for (const old of kept.keys()) {
      if (bytes <= MOST_BYTES) break
      drop(old)
    }
  }
}
