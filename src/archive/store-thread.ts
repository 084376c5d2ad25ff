/** Store thread: writes sealed copies to disk in a thread of its own, those that came meanwhile together. */
import { UnavailableError } from '../errors.ts'
import { createThread } from '../thread.ts'

/** What became of one copy. */
export type Put = { readonly sha: string } | { readonly problem: string }

const MOST_HEAP_MB = 64
const YOUNG_MB = 2
const MOST_TOGETHER = 32
const TROUBLE = 'Sealed copies cannot be written at the moment'

/** Writes bytes below `folder`, under their SHA-256. @throws UnavailableError when the disk refuses them */
export function createStoreThread(folder: string): (bytes: Uint8Array) => Promise<string> {
  const thread = createThread<readonly Uint8Array[]>(new URL('store-worker.ts', import.meta.url), {
    data: { folder },
    heapMb: MOST_HEAP_MB,
    youngMb: YOUNG_MB,
    trouble: TROUBLE,
  })
  let waiting: { bytes: Uint8Array; resolve: (sha: string) => void; reject: (error: unknown) => void }[] = []
  let isWriting = false
  async function write(): Promise<void> {
    if (isWriting) return
    isWriting = true
    while (waiting.length > 0) {
      const group = waiting.splice(0, MOST_TOGETHER)
      try {
        const puts = await thread.ask<readonly Put[]>(group.map(({ bytes }) => bytes))
        for (const [i, put] of puts.entries()) {
          if ('sha' in put) group[i]?.resolve(put.sha)
          else group[i]?.reject(new UnavailableError(`${TROUBLE}: ${put.problem}. Look whether the disk is full, and who may write to ${folder}.`))
        }
      } catch (error) {
        for (const { reject } of group) reject(error)
      }
    }
    isWriting = false
  }
  return (bytes) =>
    new Promise((resolve, reject) => {
      waiting.push({ bytes, resolve, reject })
      void write()
    })
}
