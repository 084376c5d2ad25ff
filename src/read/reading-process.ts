/** The reading process: reads one capture after another for the reading room. Whatever a file does to it, nothing else is hurt. */
import { AppError, messageOf } from '../errors.ts'
import type { ReadAnswer, ReadQuestion } from './reading-room.ts'
import { copyWithoutMetadata } from './copy-without-metadata.ts'
import { readHeavy } from './read-heavy.ts'

process.on('message', async ({ id, task, capture }: ReadQuestion) => {
  const done = task === 'copy' ? copyWithoutMetadata(capture).then((copy) => ({ id, copy })) : readHeavy(capture).then((reading) => ({ id, reading }))
  const answer: ReadAnswer = await done.then(
    (whole) => whole,
    (error: unknown) => ({ id, problem: { kind: error instanceof AppError ? error.kind : 'bug', message: messageOf(error) } }),
  )
  process.send?.(answer)
})
process.on('disconnect', () => process.exit(0))
