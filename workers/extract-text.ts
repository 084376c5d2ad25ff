/** Extract text: reads what somebody hands in and searches it; nothing is stored. */
import type { ExtractThread } from '../src/extract/extract-thread.ts'
import type { ExtractText } from '../src/model/extraction.ts'
import type { ReadingRoom } from '../src/read/reading-room.ts'

/** Joins the reading room and the extract thread. @throws InvalidError when it cannot be read */
export const extractTextWith =
  (room: ReadingRoom, texts: ExtractThread): ExtractText =>
  async ({ bytes, mediaType, fileName }) =>
    texts.describe(
      await room.read({
        url: `file:///${encodeURIComponent(fileName)}`,
        as: 'document',
        bytes,
        headers: mediaType ? { 'content-type': mediaType } : {},
        fetchedAt: new Date(),
      }),
    )
