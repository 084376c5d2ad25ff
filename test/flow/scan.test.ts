import { afterAll, expect, test } from 'vitest'
import * as mupdf from 'mupdf'
import { createReadingRoom } from '../../src/read/reading-room.ts'

const room = createReadingRoom()
afterAll(room.close)

/** A PDF whose one page is a picture of words, as a scanner makes it. */
function scanOf(words: readonly string[]): Uint8Array {
  const drawn = new mupdf.PDFDocument()
  const font = drawn.addSimpleFont(new mupdf.Font('Times-Roman'))
  const resources = drawn.addObject({ Font: { F: font } })
  const lines = words.map((line, i) => `BT /F 16 Tf 60 ${760 - i * 30} Td (${line}) Tj ET`).join('\n')
  drawn.insertPage(-1, drawn.addPage([0, 0, 595, 842], 0, resources, lines))
  const picture = drawn.loadPage(0).toPixmap(mupdf.Matrix.scale(2, 2), mupdf.ColorSpace.DeviceGray, false)
  const scan = new mupdf.PDFDocument()
  const image = scan.addImage(new mupdf.Image(picture))
  scan.insertPage(-1, scan.addPage([0, 0, 595, 842], 0, scan.addObject({ XObject: { I: image } }), 'q 595 0 0 842 0 0 cm /I Do Q'))
  return scan.saveToBuffer('').asUint8Array()
}
const read = (bytes: Uint8Array) => room.read({ url: 'file:///scan.pdf', as: 'document', bytes: new Uint8Array(bytes), headers: {}, fetchedAt: new Date() })

test('the words of a scanned page are recognised, with their page and box, and said to be so', async () => {
  const { text, spans } = await read(scanOf(['Ashmere Spinning supplies cotton yarn', 'to Lantern Garments in Port Ellis.']))
  expect(text.replace(/\s+/g, ' ')).toContain('Ashmere Spinning supplies cotton yarn to Lantern Garments')
  expect(spans[0]).toMatchObject({ page: 1, recognised: true })
  expect(spans[0]?.box?.[0]).toBeGreaterThan(40)
}, 60_000)

test('a picture without words is refused with what to do', async () => {
  await expect(read(scanOf([]))).rejects.toThrow(/is a scan: its page is a picture, and no words were recognised in it/)
}, 60_000)
