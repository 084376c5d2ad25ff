/** Workbook parts (XLSX): which sheets are hidden, and which cells are merged; what the reader of cells does not say. */
import { unzipSync } from 'fflate'

/** Cells merged over several rows, by their first column and their rows, counted from 0. */
export type Merge = { readonly column: number; readonly from: number; readonly to: number }
export type SheetParts = { readonly isHidden: boolean; readonly merges: readonly Merge[] }

/** Sheets that unpack to more are not looked at for merged cells: they would be unpacked twice. */
const MOST_UNPACKED = 40_000_000
const MOST_MERGES = 20_000

/** What is known of each sheet by its name. Empty where the workbook's parts are not as usual. */
export function partsOfSheets(bytes: Uint8Array): ReadonlyMap<string, SheetParts> {
  let unpacked = 0
  const files = unzipSync(bytes, {
    filter: ({ name, originalSize }) => {
      if (!/^xl\/(?:workbook\.xml|_rels\/workbook\.xml\.rels|worksheets\/[^/]+\.xml)$/.test(name)) return false
      unpacked += originalSize
      return unpacked <= MOST_UNPACKED
    },
  })
  const textOf = (name: string) => (files[name] === undefined ? '' : Buffer.from(files[name]).toString('utf8'))
  const targets = new Map(tagsIn(textOf('xl/_rels/workbook.xml.rels'), 'Relationship').map((tag) => [attribute(tag, 'Id'), attribute(tag, 'Target')]))
  return new Map(
    tagsIn(textOf('xl/workbook.xml'), 'sheet').map((tag) => {
      const target = targets.get(attribute(tag, 'r:id')) ?? ''
      const file = target.startsWith('/') ? target.slice(1) : `xl/${target}`
      return [attribute(tag, 'name'), { isHidden: /hidden/i.test(attribute(tag, 'state')), merges: mergesIn(textOf(file)) }]
    }),
  )
}

const tagsIn = (xml: string, name: 'sheet' | 'Relationship' | 'mergeCell'): string[] => (xml.match(TAGS[name]) ?? []).slice(0, MOST_MERGES)
const TAGS = {
  sheet: /<(?:\w+:)?sheet\s[^>]*>/g,
  Relationship: /<(?:\w+:)?Relationship\s[^>]*>/g,
  mergeCell: /<(?:\w+:)?mergeCell\s[^>]*>/g,
} as const

const ATTRIBUTES = {
  Id: /\sId\s*=\s*["']([^"']*)["']/,
  Target: /\sTarget\s*=\s*["']([^"']*)["']/,
  'r:id': /\s\w+:id\s*=\s*["']([^"']*)["']/,
  name: /\sname\s*=\s*"([^"]*)"/,
  state: /\sstate\s*=\s*["']([^"']*)["']/,
  ref: /\sref\s*=\s*["']([^"']*)["']/,
} as const
const SIGNS: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'" }

const attribute = (tag: string, name: keyof typeof ATTRIBUTES): string =>
  (ATTRIBUTES[name].exec(tag)?.[1] ?? '').replace(/&(?:amp|lt|gt|quot|apos);/g, (sign) => SIGNS[sign] as string)

function mergesIn(xml: string): Merge[] {
  return tagsIn(xml, 'mergeCell').flatMap((tag) => {
    const found = /^([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})$/.exec(attribute(tag, 'ref'))
    if (!found) return []
    const column = [...(found[1] as string)].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
    const [from, to] = [Number(found[2]) - 1, Number(found[3]) - 1]
    return to > from ? [{ column, from, to }] : []
  })
}
