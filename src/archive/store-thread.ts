/** Store thread: writes sealed copies to disk in a thread of its own, those that came meanwhile together. */
import { UnavailableError } from '../errors.ts'
import { FullError, saysFull } from '../space.ts'
import { askTogether, createThread } from '../thread.ts'

const MOST_HEAP_MB = 64
const YOUNG_MB = 2
const MOST_TOGETHER = 32
const IDLE_MS = 20_000
const TROUBLE = 'Sealed copies cannot be written at the moment'

/** `write` puts bytes below `folder`, and gives their SHA-256. @throws UnavailableError when the disk refuses them */
export function createStoreThread(folder: string): { readonly write: (bytes: Uint8Array) => Promise<string>; readonly prepare: () => void } {
  const thread = createThread<readonly Uint8Array[]>(new URL('store-worker.ts', import.meta.url), {
    data: { folder },
    heapMb: MOST_HEAP_MB,
    youngMb: YOUNG_MB,
    idleMs: IDLE_MS,
    trouble: TROUBLE,
  })
  const refusal = ({ message }: { readonly message: string }) =>
    saysFull(message) ? new FullError() : new UnavailableError(`${TROUBLE}: ${message}. Look who may write to ${folder}.`)
  return { write: askTogether<Uint8Array, string>(thread, MOST_TOGETHER, refusal), prepare: thread.prepare }
}
