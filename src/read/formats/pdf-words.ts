/** The words of a PDF's pages with their places: what tables are made from. */
import { InvalidError, messageOf } from '../../errors.ts'

/** A word, in points: from where to where it goes, its baseline from the page's top, its letters' size, and where each of its UTF-16 units begins. */
export type Word = {
  readonly text: string
  readonly x0: number
  readonly x1: number
  readonly y: number
  readonly size: number
  readonly xs: readonly number[]
}

const MOST_PAGES = 2_000
const MOST_WORDS = 2_000_000
const ADVICE = 'Copy the table out of it into a spreadsheet, save it as CSV, and use that; or paste the names.'
/** Letters further apart than this share of their size begin a new word, though no blank is between them. */
const APART = 0.3

type Point = readonly [number, number]
type Quad = readonly [x0: number, y0: number, x1: number, y1: number, ...rest: number[]]
type Walker = { beginLine?(): void; onChar?(letter: string, origin: Point, font: unknown, size: number, quad: Quad): void }

/**
 * The words of each page, in the order in which the file draws them. A page that is broken has none.
 * @throws InvalidError when the file needs a password, is damaged, is too long, or holds pictures of pages only
 */
export async function wordsOfPdf(bytes: Uint8Array): Promise<Word[][]> {
  const mupdf = await import('mupdf')
  let document: InstanceType<typeof mupdf.Document>
  try {
    document = mupdf.Document.openDocument(bytes, 'application/pdf')
  } catch (cause) {
    throw new InvalidError(`This PDF cannot be opened: ${messageOf(cause)}. ${ADVICE}`, [], { cause })
  }
  try {
    if (document.needsPassword()) throw new InvalidError('This PDF needs a password. Save it without one, and try again.')
    const count = document.countPages()
    if (count > MOST_PAGES) throw new InvalidError(`This PDF has ${count} pages, and at most ${MOST_PAGES} are read. Cut out the pages with the list.`)
    const pages: Word[][] = []
    let words = 0
    for (let at = 0; at < count; at += 1) {
      const page = wordsOfPage(document, at)
      words += page.length
      if (words > MOST_WORDS) throw new InvalidError(`This PDF has more than ${MOST_WORDS} words. Cut out the pages with the list.`)
      pages.push(page)
    }
    if (words === 0) throw new InvalidError(`No words can be read in this PDF: its pages may be pictures, or damaged. ${ADVICE}`)
    return pages
  } catch (cause) {
    if (cause instanceof InvalidError) throw cause
    throw new InvalidError(`This PDF cannot be read: ${messageOf(cause)}. ${ADVICE}`, [], { cause })
  } finally {
    document.destroy()
  }
}

type Page = { toStructuredText(options: string): { walk(walker: Walker): void; destroy(): void }; destroy(): void }

function wordsOfPage(document: { loadPage(at: number): unknown }, at: number): Word[] {
  const words: { text: string; x0: number; x1: number; y: number; size: number; xs: number[] }[] = []
  let isOpen = false
  try {
    const page = document.loadPage(at) as Page
    const text = page.toStructuredText('preserve-whitespace')
    text.walk({
      beginLine: () => void (isOpen = false),
      onChar: (letter, [x, y], _font, size, quad) => {
        if (/\s/.test(letter)) return void (isOpen = false)
        const last = words.at(-1)
        const right = Math.max(quad[2], x)
        if (isOpen && last && x - last.x1 < size * APART && x > last.x1 - size * APART && Math.abs(y - last.y) < size * APART) {
          last.text += letter
          last.x1 = right
          for (let unit = 0; unit < letter.length; unit += 1) last.xs.push(x)
        } else words.push({ text: letter, x0: x, x1: right, y, size, xs: Array.from({ length: letter.length }, () => x) })
        isOpen = true
      },
    })
    text.destroy()
    page.destroy()
  } catch {
    return []
  }
  return words
}
