/** Pictures without metadata: JPEG and PNG parts that say where, when and with what a picture was made are left out. Sources: ITU-T T.81 B.1.1, PNG (third edition) 11. */

/** PNG chunks that a picture needs to look as it does. */
const PNG_KEPT = /^(?:IHDR|PLTE|IDAT|IEND|tRNS|gAMA|cHRM|sRGB|sBIT|pHYs|bKGD|acTL|fcTL|fdAT)$/
const JPEG_START = 0xffd8
const JPEG_SCAN = 0xda

/** The picture without its metadata. Bytes that are neither format come back empty: better no picture than one that tells. */
export function withoutPictureMetadata(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length > 8 && view.getUint32(0) === 0x89504e47) return png(bytes, view)
  if (bytes.length > 4 && view.getUint16(0) === JPEG_START) return jpeg(bytes, view)
  return new Uint8Array()
}

function png(bytes: Uint8Array, view: DataView): Uint8Array {
  const kept = [bytes.subarray(0, 8)]
  for (let at = 8; at + 12 <= bytes.length;) {
    const end = at + 12 + view.getUint32(at)
    if (end > bytes.length) break
    if (PNG_KEPT.test(String.fromCharCode(...bytes.subarray(at + 4, at + 8)))) kept.push(bytes.subarray(at, end))
    at = end
  }
  return Buffer.concat(kept)
}

function jpeg(bytes: Uint8Array, view: DataView): Uint8Array {
  const kept = [bytes.subarray(0, 2)]
  let at = 2
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] as number
    if (marker === JPEG_SCAN) {
      kept.push(bytes.subarray(at))
      break
    }
    const end = at + 2 + view.getUint16(at + 2)
    if (end > bytes.length || end <= at) break
    // Application parts (EXIF, XMP, IPTC) and comments go, but for Adobe's mark of how colours are coded.
    const isMetadata = (marker >= 0xe1 && marker <= 0xef && marker !== 0xee) || marker === 0xfe
    if (!isMetadata) kept.push(bytes.subarray(at, end))
    at = end
  }
  return Buffer.concat(kept)
}
