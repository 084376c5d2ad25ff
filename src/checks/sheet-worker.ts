/** Sheet worker: what runs in the thread that writes lists as files. */
import { answerWith } from '../answering.ts'
import type { SheetQuestion } from './sheet-thread.ts'
import { writeSheet } from './write-sheet.ts'

answerWith<SheetQuestion>(async ({ cells, ending }) => writeSheet(cells, ending))
