/** Formats: what bytes really are, whatever their server calls them. */
import { InvalidError } from '../errors.ts'

export type Format = 'html' | 'csv' | 'text' | 'xml' | 'json' | 'pdf' | 'docx' | 'xlsx' | 'eml'

/** Formats whose readers are large, or whose files can be made to harm: they are read in a process of their own. */
export const HEAVY: ReadonlySet<Format> = new Set(['pdf', 'docx', 'xlsx', 'eml'])

const MAGIC: readonly (readonly [prefix: string, what: string, advice: string])[] = [
  ['504b0304', 'a ZIP file', 'Unpack it and add what is inside.'],
  ['d0cf11e0', 'an old Office file', 'Save it as CSV or HTML and add that file.'],
  ['89504e47', 'a picture', 'Type what it says into a text file and add that.'],
  ['ffd8ff', 'a picture', 'Type what it says into a text file and add that.'],
  ['47494638', 'a picture', 'Type what it says into a text file and add that.'],
  ['1f8b', 'a gzip archive', 'Unpack it and add what is inside.'],
  ['7f454c46', 'a program', 'Only documents are read.'],
]

/**
 * The format of a document by its first bytes, then by what its server or name says.
 * @throws InvalidError with what it is and what to do, when it cannot be read
 */
export function formatOf(bytes: Uint8Array, mediaType: string, url: string): Format {
  const head = Buffer.from(bytes.subarray(0, 1024))
  const hex = head.subarray(0, 8).toString('hex')
  const packed = packedFormat(bytes, hex, head)
  if (packed) return packed
  const known = MAGIC.find(([prefix]) => hex.startsWith(prefix))
  const declared = mediaType.split(';')[0]?.trim().toLowerCase() ?? ''
  if (known)
    throw new InvalidError(`${isCalled(known[1], declared) ? 'The document is' : `${named(mediaType)}the document is really`} ${known[1]}. ${known[2]}`)
  const path = pathOf(url)
  if (/[+/]xml$/.test(declared) && declared !== 'application/xhtml+xml') return 'xml'
  if (/html/.test(declared)) return 'html'
  if (/csv|tab-separated/.test(declared) || /\.(csv|tsv)$/.test(path)) return 'csv'
  if (/json/.test(declared) || /\.json$/.test(path)) return 'json'
  if (/^\s*(?:\uFEFF|\u00EF\u00BB\u00BF)?\s*<\?xml|^\s*<(?:rss|feed|rdf:RDF)\b/.test(head.toString('latin1')) || /\.(xml|rss|atom)$/.test(path)) return 'xml'
  if (/^\s*(?:<!doctype html|<html|<head|<body)/i.test(head.toString('latin1')) || /\.x?html?$/.test(path)) return 'html'
  if (/^text\//.test(declared) || /\.(txt|md|markdown)$/.test(path) || !isBinary(bytes)) return 'text'
  throw new InvalidError(
    `${named(mediaType)}the document is in no format that is read: HTML, PDF, DOCX, XLSX, CSV, mail, text, feeds and JSON are. Save it as one of those and add the file.`,
  )
}

/** PDF, Word, Excel and mail by what stands in them, whatever they are called. */
function packedFormat(bytes: Uint8Array, hex: string, head: Buffer): Format | null {
  if (head.includes('%PDF-')) return 'pdf'
  if (hex.startsWith('504b0304')) {
    const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    if (all.includes('word/document.xml')) return 'docx'
    if (all.includes('xl/workbook.xml')) return 'xlsx'
  }
  return /^(?:(?:return-path|received|delivered-to|mime-version|from|date|subject|message-id|to|content-type): .*\r?\n(?:[ \t].*\r?\n)*){3}/i.test(
    head.toString('latin1'),
  )
    ? 'eml'
    : null
}

const named = (mediaType: string) =>
  mediaType && mediaType !== 'application/octet-stream' ? `The server calls it ${mediaType.split(';')[0]}, but ` : 'By its first bytes '

/** Whether its server calls it what it is. */
const isCalled = (what: string, declared: string): boolean => {
  if (what === 'a picture') return declared.startsWith('image/')
  return /zip|openxmlformats|ms-excel|msword/.test(declared)
}

function pathOf(url: string): string {
  return decodeURIComponentOr(url.replace(/[?#].*$/, '')).toLowerCase()
}

function decodeURIComponentOr(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Text has few control characters; UTF-16 and UTF-32 are recognised by their mark before this is asked. */
function isBinary(bytes: Uint8Array): boolean {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff) || (bytes[0] === 0 && bytes[1] === 0 && bytes[2] === 0xfe))
    return false
  const head = bytes.subarray(0, 8_192)
  let control = 0
  for (const byte of head) if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27)) control += 1
  return control > head.length / 50
}
