/** The reading process: reads one capture after another for the reading room. Whatever a file does to it, nothing else is hurt. */
import { AppError, messageOf } from '../errors.ts'
import type { ReadAnswer, ReadQuestion } from './reading-room.ts'
import { copyWithoutMetadata } from './copy-without-metadata.ts'
import { smallPicture } from './formats/small-picture.ts'
import { readHeavy } from './read-heavy.ts'
import { readSupplierTables } from './supplier-table.ts'

async function answerTo(task: ReadQuestion['task'], capture: ReadQuestion['capture']): Promise<Omit<ReadAnswer, 'id'>> {
  if (task === 'copy') return { copy: await copyWithoutMetadata(capture) }
  if (task === 'picture') return { copy: await smallPicture(capture.bytes) }
  return task === 'table' ? { tables: await readSupplierTables(capture.bytes) } : { reading: await readHeavy(capture) }
}

process.on('message', async ({ id, task, capture }: ReadQuestion) => {
  const answer = await answerTo(task, capture).catch((error: unknown) => ({
    problem: { kind: error instanceof AppError ? error.kind : 'bug', message: messageOf(error) },
  }))
  process.send?.({ id, ...answer } satisfies ReadAnswer)
})
process.on('disconnect', () => process.exit(0))
