/** PDF to text: a span for each block of a page, with its box, in reading order. Pages that are pictures are said to be so. */
import { InvalidError, messageOf } from '../../errors.ts'
import type { Reading } from '../../model/document.ts'
import { looksLikeHead } from '../table-head.ts'
import { createTextBuilder, squeeze } from '../text-builder.ts'
import { type Block, type LetterPlaces, type Line, findTables } from './pdf-tables.ts'

/** What MuPDF says of a page: blocks of lines, places in points, and where the letters of a line stand. */
type PageText = { readonly blocks: readonly Block[]; readonly letters: LetterPlaces; readonly done: () => void }

const MOST_PAGES = 5_000
/** Fewer letters a page than this, with pictures on it, are a scan. */
const FEW_LETTERS = 15
/** Recognising a page takes a second or two; a scan is read as far as time allows, and what is missing is said. */
const MOST_RECOGNISED = 60
const RECOGNISING_MS = 80_000
const DOTS_A_POINT = 200 / 72
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
    const texts = page.blocks.filter(({ type }) => type === 'text')
    pictured += page.blocks.length - texts.length
    let row = 0
    for (const part of findTables(texts, page.letters)) {
      const { x, y, w, h } = 'cells' in part ? part.box : part.block.bbox
      const where = { page: number, box: [x, y, w, h] as [number, number, number, number] }
      if ('cells' in part) {
        row += 1
        builder.addRow(part.cells.map(squeeze), { ...where, row, ...(row === 1 && looksLikeHead(part.cells) ? { head: true } : {}) })
        letters += part.cells.join('').length
      } else {
        row = 0
        const text = joined((part.block.lines ?? []).map((line) => line.text))
        letters += text.length
        builder.add(text, where)
      }
    }
    page.done()
  }
  if (pages > 0 && broken.length === pages) throw new InvalidError(`No page of this PDF can be read: it is damaged. ${ADVICE}`)
  if (letters < FEW_LETTERS * pages && pictured > 0 && letters < 500) await recognisePages(document, pages, builder)
  const title = document.getMetaData('info:Title')?.trim()
  return { title: title ? squeeze(title).slice(0, 200) : null, language: null, publishedOn: null, ...builder.build(), claims: [] }
}

/** Recognises the words of pages that are pictures, as far as time allows. @throws InvalidError when there are none */
async function recognisePages(document: Mupdf['Document']['prototype'], pages: number, builder: ReturnType<typeof createTextBuilder>): Promise<void> {
  const mupdf = await import('mupdf')
  const { createRecogniser } = await import('./ocr.ts')
  const recogniser = await createRecogniser()
  const until = performance.now() + RECOGNISING_MS
  let found = 0
  let done = 0
  try {
    for (; done < Math.min(pages, MOST_RECOGNISED) && performance.now() < until; done += 1) {
      const page = document.loadPage(done)
      const scale = Math.min(DOTS_A_POINT, 3_000 / Math.max(1, page.getBounds()[2] - page.getBounds()[0]))
      const picture = page.toPixmap(mupdf.Matrix.scale(scale, scale), mupdf.ColorSpace.DeviceGray, false)
      const png = picture.asPNG()
      picture.destroy()
      page.destroy()
      for (const { text, box } of await recogniser.recognise(png)) {
        const inPoints = box.map((dots) => Math.round(dots / scale)) as [number, number, number, number]
        builder.add(text, { page: done + 1, box: inPoints, recognised: true })
        found += text.length
      }
    }
  } finally {
    await recogniser.close()
  }
  if (found === 0)
    throw new InvalidError(
      `This PDF is a scan: ${pages === 1 ? 'its page is a picture' : `its ${pages} pages are pictures`}, and no words were recognised in ${pages === 1 ? 'it' : 'them'}. Type the passages that matter into a text file and add that.`,
    )
  if (done < pages)
    builder.add(
      `[Pages ${done + 1} to ${pages} of this scan were not recognised. Recognise the text first, for example with "ocrmypdf in.pdf out.pdf", and add that file.]`,
      {
        page: done + 1,
      },
    )
}

type Mupdf = typeof import('mupdf')
type StructuredText = {
  asJSON(): string
  walk(walker: { beginLine?(bbox: Rect, wmode: number): void; onChar?(letter: string, origin: readonly [number, number]): void; endLine?(): void }): void
  destroy(): void
}
type Rect = readonly [x0: number, y0: number, x1: number, y1: number]

/** A page's text, or null when the page is broken: the others are still read. */
function pageText(document: { loadPage(n: number): { toStructuredText(options: string): StructuredText; destroy(): void } }, at: number): PageText | null {
  try {
    const page = document.loadPage(at)
    const text = page.toStructuredText('preserve-whitespace,dehyphenate,preserve-images')
    const done = () => {
      text.destroy()
      page.destroy()
    }
    try {
      const { blocks } = JSON.parse(text.asJSON()) as { blocks: Block[] }
      let lines: { x: number; y: number; text: string; places: number[] }[] | null = null
      const letters = (line: Line) => {
        lines ??= lettersOf(text)
        const found = lines.find(({ x, y, text: words }) => Math.abs(x - line.bbox.x) < 2 && Math.abs(y - line.bbox.y) < 2 && words === line.text)
        return found?.places ?? []
      }
      return { blocks, letters, done }
    } catch (error) {
      done()
      throw error
    }
  } catch {
    return null
  }
}

/** Every line of a page with where each of its letters begins. */
function lettersOf(text: StructuredText): { x: number; y: number; text: string; places: number[] }[] {
  const lines: { x: number; y: number; text: string; places: number[] }[] = []
  text.walk({
    beginLine: ([x, y]) => void lines.push({ x, y, text: '', places: [] }),
    onChar: (letter, [x]) => {
      const line = lines.at(-1)
      if (!line) return
      line.text += letter
      for (let unit = 0; unit < letter.length; unit += 1) line.places.push(x)
    },
  })
  return lines
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
