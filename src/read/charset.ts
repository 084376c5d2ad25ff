/** Charsets: bytes to characters, by mark, header, declaration, then by trying. */
import { getEncoding } from 'encoding-sniffer'
import iconv from 'iconv-lite'

/**
 * Decodes bytes. A byte order mark wins, then the charset the server named, then the one the document declares; without
 * any it is UTF-8 if it can be, else windows-1252 (WHATWG Encoding and HTML sniffing). The text keeps no NUL and no
 * half of a surrogate pair.
 */
export function decodeBytes(bytes: Uint8Array, contentType: string | undefined, isMarkup: boolean): { text: string; charset: string } {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const named = /charset\s*=\s*["']?([\w.:-]+)/i.exec(contentType ?? '')?.[1]
  const fallback = isUtf8(buffer) ? 'utf-8' : 'windows-1252'
  let charset =
    marked(buffer) ??
    (isMarkup ? getEncoding(buffer, { ...(named ? { transportLayerEncodingLabel: named } : {}), defaultEncoding: fallback }) : (named ?? fallback))
  if (!iconv.encodingExists(charset)) charset = fallback
  return { text: iconv.decode(buffer, charset), charset: charset.toLowerCase() }
}

function marked(buffer: Buffer): string | null {
  if (buffer[0] === 0xef && buffer[1] === 0xbb && buffer[2] === 0xbf) return 'utf-8'
  if (buffer[0] === 0xff && buffer[1] === 0xfe) return buffer[2] === 0 && buffer[3] === 0 && buffer.length >= 4 ? 'utf-32le' : 'utf-16le'
  if (buffer[0] === 0xfe && buffer[1] === 0xff) return 'utf-16be'
  if (buffer[0] === 0 && buffer[1] === 0 && buffer[2] === 0xfe && buffer[3] === 0xff) return 'utf-32be'
  return null
}

function isUtf8(buffer: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(buffer)
    return true
  } catch {
    return false
  }
}
