/** The reading process: reads one capture after another for the reading room. Whatever a file does to it, nothing else is hurt. */
import { AppError, messageOf } from '../errors.ts'
import type { ReadAnswer, ReadQuestion } from './reading-room.ts'
import { readHeavy } from './read-heavy.ts'

process.on('message', async ({ id, capture }: ReadQuestion) => {
  const answer: ReadAnswer = await readHeavy(capture).then(
    (reading) => ({ id, reading }),
    (error: unknown) => ({ id, problem: { kind: error instanceof AppError ? error.kind : 'bug', message: messageOf(error) } }),
  )
  process.send?.(answer)
})
process.on('disconnect', () => process.exit(0))
