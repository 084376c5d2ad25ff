/** PDF to text: a span for each block of a page, with its box, in reading order. Pages that are pictures are said to be so. */
import { InvalidError, messageOf } from '../../errors.ts'
import type { Reading } from '../../model/document.ts'
import { createTextBuilder, squeeze } from '../text-builder.ts'

/** What MuPDF says of a page: blocks of lines, places in points. */
type PageText = { readonly blocks: readonly { readonly type: string; readonly bbox: Box; readonly lines?: readonly { readonly text: string }[] }[] }
type Box = { readonly x: number; readonly y: number; readonly w: number; readonly h: number }

const MOST_PAGES = 5_000
/** Fewer letters a page than this, with pictures on it, are a scan. */
const FEW_LETTERS = 15
const ADVICE = 'Open it in a reader, copy the passages that matter into a text file, and add that.'

/**
 * Reads a PDF.
 * @throws InvalidError when it needs a password, is damaged, or holds pictures of pages only
 */
export async function readPdf(bytes: Uint8Array): Promise<Reading> {
  const mupdf = await import('mupdf')
  let document: InstanceType<typeof mupdf.Document>
  try {
    document = mupdf.Document.openDocument(bytes, 'application/pdf')
  } catch (cause) {
    throw new InvalidError(`This PDF cannot be opened: ${messageOf(cause)}. ${ADVICE}`, [], { cause })
  }
  if (document.needsPassword()) throw new InvalidError(`This PDF needs a password, so its text cannot be read. Save it without one, or: ${ADVICE}`)
  const pages = document.countPages()
  if (pages > MOST_PAGES) throw new InvalidError(`This PDF has ${pages} pages, and at most ${MOST_PAGES} are read. Cut out the part you need and add that.`)
  const builder = createTextBuilder()
  let letters = 0
  let pictured = 0
  const broken: number[] = []
  for (let number = 1; number <= pages; number += 1) {
    const page = pageText(document, number - 1)
    if (page === null) {
      broken.push(number)
      continue
    }
    for (const { type, bbox, lines } of page.blocks) {
      if (type !== 'text') {
        pictured += 1
        continue
      }
      const text = joined((lines ?? []).map((line) => line.text))
      letters += text.length
      builder.add(text, { page: number, box: [bbox.x, bbox.y, bbox.w, bbox.h] })
    }
  }
  if (pages > 0 && broken.length === pages) throw new InvalidError(`No page of this PDF can be read: it is damaged. ${ADVICE}`)
  if (letters < FEW_LETTERS * pages && pictured > 0 && letters < 500)
    throw new InvalidError(
      `This PDF is a scan: ${pages === 1 ? 'its page is a picture' : `its ${pages} pages are pictures`} without text. Recognise the text first (for example with "ocrmypdf in.pdf out.pdf") and add that file, or type the passages that matter into a text file.`,
    )
  const title = document.getMetaData('info:Title')?.trim()
  return { title: title ? squeeze(title).slice(0, 200) : null, language: null, publishedOn: null, ...builder.build(), claims: [] }
}

/** A page's text, or null when the page is broken: the others are still read. */
function pageText(
  document: { loadPage(n: number): { toStructuredText(options: string): { asJSON(): string; destroy(): void }; destroy(): void } },
  at: number,
): PageText | null {
  try {
    const page = document.loadPage(at)
    const text = page.toStructuredText('preserve-whitespace,dehyphenate,preserve-images')
    try {
      return JSON.parse(text.asJSON()) as PageText
    } finally {
      text.destroy()
      page.destroy()
    }
  } catch {
    return null
  }
}

/** Lines of a block as one paragraph: a word that was parted at the end of a line is one again. */
function joined(lines: readonly string[]): string {
  let text = ''
  for (const line of lines.map((each) => each.trim()).filter(Boolean)) {
    if (/\p{Ll}[-\u00ad]$/u.test(text) && /^\p{Ll}/u.test(line)) text = text.replace(/[-\u00ad]$/, '') + line
    else if (text === '' || (/[\p{Script=Han}，。、；：]$/u.test(text) && /^[\p{Script=Han}，。、；：]/u.test(line))) text += line
    else text += ` ${line}`
  }
  return squeeze(text)
}
