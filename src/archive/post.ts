/** Post: sends a message to an address that somebody gave, never to one that is not public, and follows it nowhere. */
import { request } from 'undici'
import { allowedUrl } from './addresses.ts'
import { createDispatchers } from './dispatcher.ts'

const TIMEOUT_MS = 15_000

export type Post = {
  /** The status of the answer; what it says is not read. @throws BlockedError for an address that is not public */
  readonly post: (url: string, headers: Readonly<Record<string, string>>, body: string, signal: AbortSignal) => Promise<number>
  readonly close: () => Promise<void>
}

/** Makes a sender. `allowHosts` are `host:port` pairs that may be reached though they are private. */
export function createPost(allowHosts: readonly string[]): Post {
  const dispatchers = createDispatchers(8)
  const allowed = new Set(allowHosts)
  return {
    async post(address, headers, body, signal) {
      const { url, isAllowListed } = allowedUrl(address, allowed)
      const answer = await request(url, {
        method: 'POST',
        dispatcher: isAllowListed ? dispatchers.open : dispatchers.guarded,
        headers: { 'user-agent': 'Unpick/1.0', ...headers },
        body,
        headersTimeout: TIMEOUT_MS,
        bodyTimeout: TIMEOUT_MS,
        signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
      }).catch((error: unknown) => {
        throw (error as { cause?: unknown }).cause instanceof Error && (error as { cause: { kind?: string } }).cause.kind === 'blocked'
          ? (error as { cause: Error }).cause
          : error
      })
      await answer.body.dump({ limit: 16_384 }).catch(() => undefined)
      return answer.statusCode
    },
    close: dispatchers.close,
  }
}
