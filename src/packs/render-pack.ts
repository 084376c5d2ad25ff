/** Render pack: a pack as a file, made in a thread of its own, so that no page waits for a leaflet; those who ask take turns. */
import { createThread } from '../thread.ts'
import { createTurns } from '../turns.ts'
import type { Say } from '../words/say.ts'
import type { Pack } from './pack.ts'

/** What a pack can be made into: pages, a picture, a document to edit. */
export type Ending = 'pdf' | 'png' | 'docx'
export type RenderQuestion = { readonly pack: Pack; readonly ending: Ending; readonly sources: string }

export const MEDIA_TYPES: Readonly<Record<Ending, string>> = {
  pdf: 'application/pdf',
  png: 'image/png',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
}

const MOST_HEAP_MB = 512
/** Typefaces and the typesetter are given back when nobody asked for so long. */
const IDLE_MS = 60_000
const MOST_WAITING = 16

const thread = createThread<RenderQuestion>(new URL('render-worker.ts', import.meta.url), {
  data: null,
  heapMb: MOST_HEAP_MB,
  idleMs: IDLE_MS,
  trouble: 'This cannot be made at the moment',
})
const turns = createTurns({ atOnce: 1, mostWaiting: MOST_WAITING, busy: 'Very many leaflets and letters are being made at this moment.' })

/** The file's bytes. @throws UnavailableError when very many are asked for */
export const renderPack = (pack: Pack, ending: Ending, say: Say): Promise<Uint8Array<ArrayBuffer>> =>
  turns.take(() => thread.ask<Uint8Array<ArrayBuffer>>({ pack, ending, sources: say('notes.heading') }))
