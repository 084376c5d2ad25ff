/** DOCX to text, by way of HTML: paragraphs, tables, notes. */
import { unzipSync } from 'fflate'
import mammoth from 'mammoth'
import { InvalidError, messageOf } from '../../errors.ts'
import type { Reading } from '../../model/document.ts'
import { readHtml } from './html.ts'

const MOST_UNPACKED = 200_000_000

/** Reads a Word document. Pictures are left out. @throws InvalidError when it is none, or unpacks to too much */
export async function readDocx(bytes: Uint8Array): Promise<Reading> {
  let unpacked = 0
  try {
    unzipSync(bytes, { filter: ({ originalSize }) => ((unpacked += originalSize), false) })
  } catch (cause) {
    throw new InvalidError(`This is no Word document that can be opened: ${messageOf(cause)}. Save it as text and add that file.`, [], { cause })
  }
  if (unpacked > MOST_UNPACKED)
    throw new InvalidError('This document unpacks to far more than was sent, so it was not opened. Save it as text and add that file.')
  try {
    const { value } = await mammoth.convertToHtml({ buffer: Buffer.from(bytes) }, { convertImage: mammoth.images.imgElement(async () => ({ src: '' })) })
    return readHtml(value)
  } catch (cause) {
    if (cause instanceof InvalidError) throw cause
    throw new InvalidError(`This Word document could not be read: ${messageOf(cause)}. Save it as text and add that file.`, [], { cause })
  }
}
