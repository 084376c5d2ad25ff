/** Read: a capture's bytes to a text with positions, by their format. */
import { InvalidError } from '../errors.ts'
import type { CaptureBytes, Reading } from '../model/document.ts'
import { storableText } from '../model/offsets.ts'
import { languageOf } from '../names/language.ts'
import { decodeBytes } from './charset.ts'
import { HEAVY, formatOf } from './format.ts'
import { readCsv } from './formats/csv.ts'
import { readHtml } from './formats/html.ts'
import { readPlain } from './formats/plain.ts'
import { readXml } from './formats/xml.ts'

/** Raise when a change here makes other texts or positions of old captures: they fall due again. */
export const READ_VERSION = 5

/** So much of a text tells its language. */
const SAMPLE = 1_000
const LONGEST_TEXT = 20_000_000

/**
 * The text of a capture in a light format. The same bytes give the same reading.
 * @throws InvalidError with a sentence that says what to do, when there is nothing to read
 */
export async function readCapture(capture: CaptureBytes): Promise<Reading> {
  const contentType = capture.headers['content-type'] ?? ''
  const format = formatOf(capture.bytes, contentType, capture.url)
  if (HEAVY.has(format)) throw new Error(`A capture of the format ${format} is read by the reading room.`)
  const decoded = decodeBytes(capture.bytes, contentType, format === 'html' || format === 'xml')
  const text = storableText(decoded.text)
  if (text.trim() === '')
    throw new InvalidError('The document is empty: there are bytes, but no words. Open it in a browser; if there is text, save it and add the file.')
  if (text.length > LONGEST_TEXT) throw new InvalidError('The document has more than 20 million characters. Cut out the part you need and add that as a file.')
  const reading = readerOf(format)(text)
  if (reading.text.trim() === '')
    throw new InvalidError(
      format === 'html'
        ? 'The page shows no words without its scripts. Open it in a browser, save what it shows, and add the file.'
        : 'The document holds no words: its elements or fields are empty. Look whether the whole of it arrived.',
    )
  return { ...reading, language: reading.language ?? (await languageOf(reading.text.slice(0, SAMPLE))) }
}

function readerOf(format: ReturnType<typeof formatOf>): (text: string) => Reading {
  if (format === 'html') return readHtml
  if (format === 'csv') return readCsv
  if (format === 'xml') return readXml
  return readPlain
}
