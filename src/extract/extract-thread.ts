/** Extract thread: texts that somebody wants searched now, in a thread of its own, so that a long one holds up no page. */
import type { Reading } from '../model/document.ts'
import type { Extraction } from '../model/extraction.ts'
import { createThread } from '../thread.ts'

export type ReadingToDescribe = Pick<Reading, 'text' | 'spans' | 'language' | 'claims'>
/** Searches readings, and tells what it found; nothing is stored. */
export type ExtractThread = { readonly describe: (reading: ReadingToDescribe) => Promise<Extraction>; readonly close: () => Promise<void> }

const MOST_HEAP_MB = 900

/** A thread that knows every name of the database at `url`. */
export function createExtractThread(url: string): ExtractThread {
  const { ask, close } = createThread<ReadingToDescribe>(new URL('extract-worker.ts', import.meta.url), {
    data: { url },
    heapMb: MOST_HEAP_MB,
    trouble: 'Texts cannot be searched at the moment',
  })
  return { describe: ({ text, spans, language, claims }) => ask<Extraction>({ text, spans, language, claims }), close }
}
