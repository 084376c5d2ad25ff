/** HTML for sources: tables with headings, and links, strictly. */
import { type CheerioAPI, load } from 'cheerio'
import { type Element, isTag } from 'domhandler'
import { DriftError } from '../../src/errors.ts'
import type { CaptureBytes } from '../../src/model/document.ts'
import { decodeBytes } from '../../src/read/charset.ts'
import { textOf } from '../../src/read/formats/html.ts'
import { squeeze } from '../../src/read/text-builder.ts'

/** The page of a capture. */
export function parseHtml(capture: Pick<CaptureBytes, 'bytes' | 'headers'>): CheerioAPI {
  return load(decodeBytes(capture.bytes, capture.headers['content-type'], true).text, { xml: { xmlMode: false } })
}

/** Tables whose headings include all of `headings`. @throws DriftError when there is none */
export function tablesWith($: CheerioAPI, headings: readonly string[]): Element[] {
  const all = $('table').toArray().filter(isTag)
  const found = all.filter((table) => {
    const own = headingsOf($, table)
    return headings.every((heading) => own.includes(heading))
  })
  if (found.length === 0)
    throw new DriftError(
      `There is no table headed ${headings.map((heading) => `"${heading}"`).join(' and ')}; ${all.length} other tables are there. Compare the page with the source's file.`,
    )
  return found
}

/** A table's rows below its headings, by heading. Rows without cells are left out. */
export function tableRows($: CheerioAPI, table: Element): Record<string, string>[] {
  const headings = headingsOf($, table)
  return rowsOf($, table)
    .slice(1)
    .map((row) => row.children.filter(isTag).filter((cell) => cell.name === 'td' || cell.name === 'th'))
    .filter((cells) => cells.length > 0)
    .map((cells) => Object.fromEntries(cells.map((cell, i) => [headings[i] ?? `column ${i + 1}`, squeeze(textOf(cell))])))
}

function headingsOf($: CheerioAPI, table: Element): string[] {
  const first = rowsOf($, table)[0]
  return first ? first.children.filter(isTag).map((cell) => squeeze(textOf(cell))) : []
}

const rowsOf = ($: CheerioAPI, table: Element): Element[] => $(table).find('tr').toArray().filter(isTag)

/** Links below an element that match, absolute, without fragments, each once. */
export function linksIn($: CheerioAPI, base: string, selector: string, matches: RegExp): { url: string; text: string }[] {
  const found = new Map<string, string>()
  for (const link of $(selector).toArray()) {
    const href = $(link).attr('href')
    if (href === undefined || !URL.canParse(href, base)) continue
    const url = new URL(href, base)
    url.hash = ''
    if (matches.test(url.href) && !found.has(url.href)) found.set(url.href, squeeze($(link).text()))
  }
  return [...found].map(([url, text]) => ({ url, text }))
}
