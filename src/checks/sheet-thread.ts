/** Sheet thread: long lists are written as files in a thread of their own; those who ask take turns, short lists first. */
import type { CheckReport } from '../model/check.ts'
import { createThread } from '../thread.ts'
import { createTurns } from '../turns.ts'
import { type SheetEnding, cellsOf } from './write-sheet.ts'

export type SheetQuestion = { readonly cells: readonly (readonly string[])[]; readonly ending: SheetEnding }

const MOST_HEAP_MB = 700
const IDLE_MS = 60_000
const MOST_WAITING = 12

const thread = createThread<SheetQuestion>(new URL('sheet-worker.ts', import.meta.url), {
  data: null,
  heapMb: MOST_HEAP_MB,
  idleMs: IDLE_MS,
  trouble: 'This list cannot be written at the moment',
})
const turns = createTurns({ atOnce: 1, mostWaiting: MOST_WAITING, busy: 'Very many lists are being written at this moment.' })

/** A check as a file. `origin` makes claims into addresses. @throws UnavailableError when very many are asked for */
export const sheetOf = (report: CheckReport, ending: SheetEnding, origin = ''): Promise<Uint8Array<ArrayBuffer>> =>
  turns.take(() => thread.ask<Uint8Array<ArrayBuffer>>({ cells: cellsOf(report, origin), ending }), { cost: report.rows.length })
