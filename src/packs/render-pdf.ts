/** Render PDF: a pack as pages, set by Typst with our own typefaces, without a browser; and cards as pictures. */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import * as mupdf from 'mupdf'
import { renderSVG } from 'uqr'
import { type Pack, printedUrl } from './pack.ts'

const require = createRequire(import.meta.url)
const FONTS = [
  ['@expo-google-fonts/atkinson-hyperlegible-next', ['400Regular/AtkinsonHyperlegibleNext_400Regular.ttf', '700Bold/AtkinsonHyperlegibleNext_700Bold.ttf']],
  ['@expo-google-fonts/source-serif-4', ['400Regular/SourceSerif4_400Regular.ttf']],
] as const
/** Compilations whose intermediate results are kept. */
const KEPT = 10

let compiler: NodeCompiler | null = null
/** The typesetter, with the typefaces that we give it. It sees no file but its own template. */
function typesetter(): NodeCompiler {
  compiler ??= NodeCompiler.create({
    workspace: import.meta.dirname,
    fontArgs: [{ fontPaths: FONTS.flatMap(([name, files]) => files.map((file) => join(dirname(require.resolve(`${name}/package.json`)), file))) }],
  })
  return compiler
}

/** The pages of a pack. `sources` is the heading of its notes. */
export function renderPdf(pack: Pack, sources: string): Uint8Array {
  const notes = pack.notes.map((note) => ({ ...note, printed: printedUrl(note.url) }))
  const data = JSON.stringify({ ...pack, notes, printed: printedUrl(pack.url), sources, qr: renderSVG(pack.url, { border: 1 }) })
  const typst = typesetter()
  const pdf = typst.pdf({ mainFilePath: join(import.meta.dirname, 'pack.typ'), inputs: { pack: data } })
  typst.evictCache(KEPT)
  return new Uint8Array(pdf)
}

/** The first page as a PNG, a point a pixel: 1200 by 630, or 1080 by 1080. */
export function renderPicture(pack: Pack, sources: string): Uint8Array {
  const document = mupdf.Document.openDocument(renderPdf(pack, sources), 'application/pdf')
  const page = document.loadPage(0)
  const pixmap = page.toPixmap(mupdf.Matrix.identity, mupdf.ColorSpace.DeviceRGB, false)
  try {
    return pixmap.asPNG()
  } finally {
    pixmap.destroy()
    page.destroy()
    document.destroy()
  }
}
