/** Charsets: bytes to characters, by mark, header, declaration, then by trying. */
import { isUtf8 } from 'node:buffer'
import chardet from 'chardet'
import { getEncoding } from 'encoding-sniffer'
import iconv from 'iconv-lite'

/**
 * Decodes bytes. A byte order mark wins, then the charset the server named, then the one the document declares; without
 * any it is UTF-8 if it can be, else what its letters look like, else windows-1252 (WHATWG Encoding and HTML sniffing).
 */
export function decodeBytes(bytes: Uint8Array, contentType: string | undefined, isMarkup: boolean): { text: string; charset: string } {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const named = /charset\s*=\s*["']?([\w.:-]+)/i.exec(contentType ?? '')?.[1]
  let charset = marked(buffer)
  if (charset === null && named && /^utf-?8$/i.test(named)) charset = 'utf-8'
  if (charset === null) {
    const fallback = fallbackOf(buffer)
    charset = isMarkup ? getEncoding(buffer, { ...(named ? { transportLayerEncodingLabel: named } : {}), defaultEncoding: fallback }) : (named ?? fallback)
    if (!iconv.encodingExists(charset) && !hasDecoder(charset)) charset = iconv.encodingExists(fallback) ? fallback : 'windows-1252'
  }
  const text = iconv.encodingExists(charset) ? iconv.decode(buffer, charset) : new TextDecoder(charset).decode(buffer)
  return { text, charset: charset.toLowerCase() }
}

/** What nobody names is guessed: first from what the bytes cannot otherwise be, then from which letters are common. */
const fallbackOf = (buffer: Buffer): string =>
  unmarkedWide(buffer) ??
  (ISO_2022_JP.some((escape) => buffer.subarray(0, LOOKED_AT).includes(escape)) ? 'iso-2022-jp' : null) ??
  (isUtf8(buffer) ? 'utf-8' : (guessed(buffer) ?? 'windows-1252'))

function marked(buffer: Buffer): string | null {
  if (buffer[0] === 0xef && buffer[1] === 0xbb && buffer[2] === 0xbf) return 'utf-8'
  if (buffer[0] === 0xff && buffer[1] === 0xfe) return buffer[2] === 0 && buffer[3] === 0 && buffer.length >= 4 ? 'utf-32le' : 'utf-16le'
  if (buffer[0] === 0xfe && buffer[1] === 0xff) return 'utf-16be'
  if (buffer[0] === 0 && buffer[1] === 0 && buffer[2] === 0xfe && buffer[3] === 0xff) return 'utf-32be'
  return null
}

const LOOKED_AT = 65_536
/** Escapes to JIS X 0208 (RFC 1468): bytes that no other text has. */
const ISO_2022_JP = ['1b2440', '1b2442'].map((hex) => Buffer.from(hex, 'hex'))

/** UTF-16 or UTF-32 without a mark: every second or fourth byte of western text is zero. */
function unmarkedWide(buffer: Buffer): string | null {
  const head = buffer.subarray(0, 4_096)
  const zeros = [0, 0, 0, 0]
  for (let i = 0; i < head.length; i += 1) if (head[i] === 0) zeros[i % 4] = (zeros[i % 4] as number) + 1
  const most = head.length / 4
  const isZero = zeros.map((count) => count > most * 0.7)
  if (head.length < 8) return null
  if (isZero[0] && isZero[1] && isZero[2] && !isZero[3]) return 'utf-32be'
  if (!isZero[0] && isZero[1] && isZero[2] && isZero[3]) return 'utf-32le'
  if (isZero[0] && isZero[2] && !isZero[1] && !isZero[3]) return 'utf-16be'
  if (isZero[1] && isZero[3] && !isZero[0] && !isZero[2]) return 'utf-16le'
  return null
}

/** What the letters look like, without the markup between them, which is the same in every charset. */
function guessed(buffer: Buffer): string | null {
  const letters = Buffer.from(
    buffer
      .subarray(0, LOOKED_AT)
      .toString('latin1')
      .replace(/<[^<>]*>/g, ' '),
    'latin1',
  )
  const found = chardet.analyse(letters)[0]
  return found && iconv.encodingExists(found.name) ? found.name : null
}

function hasDecoder(label: string): boolean {
  try {
    return new TextDecoder(label).encoding !== ''
  } catch {
    return false
  }
}

/** Text of bytes whose publisher says nothing of their charset, or the wrong thing: UTF-8 if they are that, else Windows-1252, which is ISO-8859-1 and more. */
export function decodeWestern(bytes: Uint8Array): string {
  return decodeBytes(bytes, isUtf8(bytes) ? 'charset=utf-8' : 'charset=windows-1252', false).text
}
