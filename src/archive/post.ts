/** Post: sends a message to an address that somebody gave, never to one that is not public, and follows it nowhere. */
import { request } from 'undici'
import { BlockedError } from '../errors.ts'
import { allowedUrl } from './addresses.ts'
import { type Lookup, createDispatchers } from './dispatcher.ts'

const TIMEOUT_MS = 10_000
const NONE: ReadonlySet<string> = new Set()

export type Post = {
  /**
   * The status of the answer; what it says is not read. Hosts that the fetcher may reach though they are private are none of these: whoever gives
   * the address need not be known.
   * @throws BlockedError for an address that is not public
   */
  readonly post: (url: string, headers: Readonly<Record<string, string>>, body: string, signal: AbortSignal) => Promise<number>
  readonly close: () => Promise<void>
}

/** Makes a sender. `lookup` is handed in by tests. */
export function createPost(lookup?: Lookup): Post {
  const dispatchers = createDispatchers(8, lookup)
  return {
    async post(address, headers, body, signal) {
      const answer = await request(allowedUrl(address, NONE).url, {
        method: 'POST',
        dispatcher: dispatchers.guarded,
        headers: { 'user-agent': 'Unpick/1.0', ...headers },
        body,
        headersTimeout: TIMEOUT_MS,
        bodyTimeout: TIMEOUT_MS,
        signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
      }).catch((error: unknown) => {
        const { cause } = error as { cause?: unknown }
        throw cause instanceof BlockedError ? cause : error
      })
      await answer.body.dump({ limit: 16_384 }).catch(() => undefined)
      return answer.statusCode
    },
    close: dispatchers.close,
  }
}
