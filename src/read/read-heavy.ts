/** Read heavy: captures in formats whose readers are large. Runs in the reading process only. */
import { InvalidError } from '../errors.ts'
import type { CaptureBytes, Reading } from '../model/document.ts'
import { storableText } from '../model/offsets.ts'
import { languageOf } from '../names/language.ts'
import { formatOf } from './format.ts'
import { readDocx } from './formats/docx.ts'
import { readEml } from './formats/eml.ts'
import { readPdf } from './formats/pdf.ts'
import { readXlsx } from './formats/workbook.ts'
import { readCapture } from './read-capture.ts'

/** The text of a capture of any format. @throws InvalidError with a sentence that says what to do */
export async function readHeavy(capture: CaptureBytes): Promise<Reading> {
  const format = formatOf(capture.bytes, capture.headers['content-type'] ?? '', capture.url)
  const reading = await readerOf(format, capture)
  const clean = { ...reading, title: reading.title && storableText(reading.title), text: storableText(reading.text) }
  if (clean.text.trim() === '') throw new InvalidError('The document holds no words. Open it; if there is text, copy it into a text file and add that.')
  return { ...clean, language: clean.language ?? (await languageOf(clean.text.slice(0, 1_000))) }
}

async function readerOf(format: ReturnType<typeof formatOf>, capture: CaptureBytes): Promise<Reading> {
  if (format === 'pdf') return readPdf(capture.bytes)
  if (format === 'docx') return readDocx(capture.bytes)
  if (format === 'xlsx') return readXlsx(capture.bytes)
  if (format === 'eml') return readEml(capture.bytes)
  return readCapture(capture)
}
