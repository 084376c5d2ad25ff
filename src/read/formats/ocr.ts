/** OCR: the words in pictures of pages, recognised on this machine. Its data comes with its packages; nothing is fetched. */
import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { OEM, createWorker } from 'tesseract.js'

/** A paragraph that was recognised, and where it stands in the picture, in its dots. */
export type Recognised = { readonly text: string; readonly box: readonly [left: number, top: number, width: number, height: number]; readonly sureness: number }
export type Recogniser = { readonly recognise: (png: Uint8Array) => Promise<Recognised[]>; readonly close: () => Promise<void> }

const LANGUAGES = ['eng', 'chi_sim'] as const
const MODELS = '4.0.0_best_int'
/** Below this a paragraph is specks and lines, not words (0 to 100). */
const LEAST_SURE = 40

/** A recogniser of English and Chinese in one. Close it: it has a thread and a folder of its own. */
export async function createRecogniser(): Promise<Recogniser> {
  const folder = await mkdtemp(join(tmpdir(), 'unpick-ocr-'))
  const { resolve } = createRequire(import.meta.url)
  for (const language of LANGUAGES) {
    const file = `${language}.traineddata.gz`
    await copyFile(join(dirname(resolve(`@tesseract.js-data/${language}/package.json`)), MODELS, file), join(folder, file))
  }
  const worker = await createWorker([...LANGUAGES], OEM.LSTM_ONLY, { langPath: folder, gzip: true, cacheMethod: 'none' })
  return {
    async recognise(png) {
      const { data } = await worker.recognize(Buffer.from(png), {}, { blocks: true, text: false })
      return (data.blocks ?? [])
        .flatMap(({ paragraphs }) => paragraphs)
        .map(({ lines, bbox, confidence }) => ({
          text: withoutGaps(lines.map((line) => line.text.trim()).join(' ')),
          box: [bbox.x0, bbox.y0, bbox.x1 - bbox.x0, bbox.y1 - bbox.y0] as const,
          sureness: confidence,
        }))
        .filter(({ text, sureness }) => sureness >= LEAST_SURE && /[\p{L}\p{N}]{2}/u.test(text))
    },
    async close() {
      await worker.terminate()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Chinese is recognised letter by letter, with a gap after each. */
const withoutGaps = (text: string) =>
  text
    .replace(/(?<=[\p{Script=Han}，。、；：])\s+(?=[\p{Script=Han}，。、；：])/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
