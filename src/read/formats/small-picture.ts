/**
 * A small picture: a photo as a JPEG of a size for pages, drawn anew, so that nothing of the file it came in is left but what can be seen.
 * Runs in the reading process only.
 */
import { InvalidError, messageOf } from '../../errors.ts'

const LONGEST_SIDE = 1_600
/** A picture of a few kilobytes can unpack to gigabytes. */
const MOST_PIXELS = 64_000_000
const QUALITY = 82
const WHITE = 255

type Matrix = [number, number, number, number, number, number]
/** Where the unit square goes, by the way a camera was held. Source: Exif 2.32, tag 0x0112. */
const TURNS: Readonly<Record<number, Matrix>> = {
  1: [1, 0, 0, 1, 0, 0],
  2: [-1, 0, 0, 1, 1, 0],
  3: [-1, 0, 0, -1, 1, 1],
  4: [1, 0, 0, -1, 0, 1],
  5: [0, 1, 1, 0, 0, 0],
  6: [0, 1, -1, 0, 1, 0],
  7: [0, -1, -1, 0, 1, 1],
  8: [0, -1, 1, 0, 0, 1],
}

/** Draws a JPEG or PNG anew. @throws InvalidError when it cannot be opened, or is too large */
export async function smallPicture(bytes: Uint8Array): Promise<Uint8Array> {
  const mupdf = await import('mupdf')
  try {
    const image = new mupdf.Image(bytes)
    const [wide, high] = [image.getWidth(), image.getHeight()]
    if (wide * high > MOST_PIXELS) throw new InvalidError('This photo has more than 64 million points. Send a smaller one.')
    const turn = TURNS[orientationOf(bytes)] ?? (TURNS[1] as Matrix)
    const shrink = Math.min(1, LONGEST_SIDE / Math.max(wide, high))
    const upright = turn[0] === 0 ? [high, wide] : [wide, high]
    const [width, height] = upright.map((side) => Math.max(1, Math.round(side * shrink))) as [number, number]
    const page = new mupdf.Pixmap(mupdf.ColorSpace.DeviceRGB, [0, 0, width, height], false)
    page.clear(WHITE)
    const device = new mupdf.DrawDevice(mupdf.Matrix.identity, page)
    const [a, b, c, d, e, f] = turn
    device.fillImage(image, [a * width, b * height, c * width, d * height, e * width, f * height], 1)
    device.close()
    return page.asJPEG(QUALITY, false).slice()
  } catch (cause) {
    if (cause instanceof InvalidError) throw cause
    throw new InvalidError(`This photo could not be opened: ${messageOf(cause)}. Save it as a JPEG, and send that.`, [], { cause })
  }
}

const APPLICATION = 0xe1
const SCAN = 0xda
const ORIENTATION = 0x0112

/** How a camera was held when it wrote this JPEG; 1 where nothing says so. */
function orientationOf(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 4 || view.getUint16(0) !== 0xffd8) return 1
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff && bytes[at + 1] !== SCAN; at += 2 + view.getUint16(at + 2)) {
    if (bytes[at + 1] !== APPLICATION || String.fromCharCode(...bytes.subarray(at + 4, at + 8)) !== 'Exif') continue
    return orientationIn(new DataView(bytes.buffer, bytes.byteOffset + at + 10, Math.min(view.getUint16(at + 2) - 8, bytes.length - at - 10)))
  }
  return 1
}

/** The same in the directory of an Exif part. Whatever does not hold together says nothing. */
function orientationIn(exif: DataView): number {
  try {
    const isLittle = exif.getUint16(0) === 0x4949
    const first = exif.getUint32(4, isLittle)
    for (let i = 0; i < exif.getUint16(first, isLittle); i += 1) {
      const entry = first + 2 + i * 12
      if (exif.getUint16(entry, isLittle) === ORIENTATION) return exif.getUint16(entry + 8, isLittle)
    }
  } catch {
    // a part that is cut short
  }
  return 1
}
