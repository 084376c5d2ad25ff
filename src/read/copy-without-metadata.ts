/**
 * Copy without metadata: a file that somebody added, without what such files say of whoever made them: authors, programs, places, times, comments.
 * Runs in the reading process only. The sealed original is not touched.
 */
import { load } from 'cheerio'
import { unzipSync, zipSync } from 'fflate'
import { InvalidError } from '../errors.ts'
import type { CaptureBytes } from '../model/document.ts'
import { formatOf } from './format.ts'
import { stripPdf } from './formats/pdf-copy.ts'
import { withoutPictureMetadata } from './formats/picture-copy.ts'

const MOST_UNPACKED = 200_000_000
/** Files of plain words say nothing but those. */
const PLAIN = new Set(['csv', 'text', 'json'])

/** The copy's bytes. @throws InvalidError for formats of which no such copy can be made */
export async function copyWithoutMetadata({ bytes, headers, url }: Pick<CaptureBytes, 'bytes' | 'headers' | 'url'>): Promise<Uint8Array> {
  const format = formatOf(bytes, headers['content-type'] ?? '', url)
  if (PLAIN.has(format)) return bytes
  if (format === 'pdf') return await stripPdf(bytes)
  if (format === 'docx' || format === 'xlsx') return stripOffice(bytes)
  if (format === 'html') return new TextEncoder().encode(stripHtml(new TextDecoder().decode(bytes)))
  throw new InvalidError('Of this format no copy without metadata is made.')
}

/** Names and times in the parts of Office files. */
const NAMES_AND_TIMES = /\s(?:w:author|w:initials|w:date|w15:author|author|userId|providerId|displayName|lastModifiedBy|userName|dT)="[^"]*"/g
const DROPPED = /^docProps\/|^customXml\/|(?:^|\/)(?:people|persons|commentsExtended|commentsIds)[^/]*\.xml$|thumbnail/i
const KEPT_PROPERTIES: Readonly<Record<string, string>> = {
  'docProps/core.xml':
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
  'docProps/app.xml':
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
}

function stripOffice(bytes: Uint8Array): Uint8Array {
  let unpacked = 0
  unzipSync(bytes, { filter: ({ originalSize }) => ((unpacked += originalSize), false) })
  if (unpacked > MOST_UNPACKED) throw new InvalidError('This file unpacks to far more than was sent, so no copy of it is made.')
  const parts = unzipSync(bytes)
  const kept: Record<string, Uint8Array> = {}
  for (const [name, part] of Object.entries(parts)) {
    if (KEPT_PROPERTIES[name] !== undefined) kept[name] = new TextEncoder().encode(KEPT_PROPERTIES[name])
    else if (DROPPED.test(name)) continue
    else if (/\.(?:jpe?g|png)$/i.test(name)) kept[name] = withoutPictureMetadata(part)
    else if (/\.xml$/i.test(name))
      kept[name] = new TextEncoder().encode(
        new TextDecoder()
          .decode(part)
          .replace(NAMES_AND_TIMES, '')
          .replace(/<(author)>[^<]*<\/\1>/g, '<author></author>'),
      )
    else if (/\.rels$/i.test(name)) kept[name] = new TextEncoder().encode(withoutDropped(new TextDecoder().decode(part)))
    else kept[name] = part
  }
  const types = kept['[Content_Types].xml']
  if (types)
    kept['[Content_Types].xml'] = new TextEncoder().encode(
      new TextDecoder().decode(types).replace(/<Override\b[^>]*PartName="\/([^"]+)"[^>]*\/>/g, (whole, name: string) => (kept[name] ? whole : '')),
    )
  return zipSync(kept, { mtime: new Date('1980-01-02T00:00:00Z') })
}

/** Relations to parts that are dropped. */
const withoutDropped = (xml: string) =>
  xml.replace(/<Relationship\b[^>]*Target="([^"]+)"[^>]*\/>/g, (whole, target: string) => {
    const name = target.replace(/^\.?\.?\//, '')
    return DROPPED.test(name) && KEPT_PROPERTIES[name] === undefined ? '' : whole
  })

function stripHtml(text: string): string {
  const $ = load(text)
  $('meta[name]').each((_, element) => {
    if (!/^(?:viewport|description)$/i.test($(element).attr('name') ?? '')) $(element).remove()
  })
  $('meta[property], xml, o\\:p, script').remove()
  $.root()
    .find('*')
    .addBack()
    .contents()
    .each((_, node) => {
      if (node.type === 'comment') $(node).remove()
    })
  return $.html()
}
