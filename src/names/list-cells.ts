/** List cells: what a cell of a suppliers' list says: nothing, several sites, a tier, a kind of facility. */
import { formAt } from './legal-forms.ts'
import { foldHeading } from './list-headings.ts'
import { FINISHING_WORDS, MATERIAL_WORDS, NO_VALUES, REMARKS, TOTALS } from './list-words.ts'
import { foldName } from './name-key.ts'

const BLANKS = new Set(NO_VALUES)
const MOST_TIERS = 20
/** What a spreadsheet writes where it could not work a cell out: "#N/A", "#REF!", "#NAME?". */
const SHEET_ERROR = /^#[A-Z0-9/]{2,10}[!?]?$/

/** A cell's words by single spaces; '' where it says that there is none ("N/A", "#N/A", "NO GROUP (AP)", "-"). */
export function valueOf(cell: string | undefined): string {
  const text = (cell ?? '').replace(/\s+/g, ' ').trim().toWellFormed()
  if (text === '' || text.length > 60) return text
  if (SHEET_ERROR.test(text)) return ''
  return /[\p{L}\p{N}]/u.test(text) && !BLANKS.has(foldHeading(text.replace(/\s*\([^)]*\)$/, ''))) ? text : ''
}

/**
 * The sites that a cell of names names: several where line breaks, semicolons or slashes part it and a legal form ends every piece.
 * "Zone 1 / Farm 2" is one.
 */
export function sitesIn(cell: string): string[] {
  for (const mark of [/[\r\n;]+/, /\s\/\s/]) {
    const pieces = cell
      .split(mark)
      .map((piece) => valueOf(piece.replace(/^\s*(?:&|and|\d+[.)])\s+/i, '')))
      .filter(Boolean)
    if (pieces.length > 1 && pieces.every(endsInForm)) return [...new Set(pieces)]
  }
  const whole = valueOf(cell)
  return whole === '' ? [] : [whole]
}

function endsInForm(name: string): boolean {
  const words = foldName(name).split(' ')
  const found = formAt(words, 'last')
  return found !== null && found.words < words.length
}

const SUMS = new Set(TOTALS)
/** Whether a name is that of a row that adds up others: "Grand total: 12". */
export const isTotal = (name: string): boolean => SUMS.has(foldHeading(name.replace(/[\s\d.,:()]+$/, '')))

/** Whether a cell that is alone in its row is a remark on the list and no name: "Note: as of March 2026", "*) no longer active". */
export const isRemark = (cell: string): boolean =>
  /^\s*[*†‡]/.test(cell) || cell.length > 150 || REMARKS.some((word) => ` ${foldHeading(cell)} `.startsWith(` ${word} `) && /[:.\d]/.test(cell))

/** The tier that a cell, a band or a file's name states: "Tier 2", "tier_1.pdf", "2". A bare number counts only in a column of tiers. */
export function tierIn(text: string | undefined, isColumn = false): number | null {
  const found = /(?:^|[^\p{L}])(?:tier|stage|level)[\s_.:-]*(\d{1,2})(?!\d)/iu.exec(text ?? '') ?? (isColumn ? /^\s*(\d{1,2})\s*$/.exec(text ?? '') : null)
  const tier = Number(found?.[1])
  return tier >= 1 && tier <= MOST_TIERS ? tier : null
}

const holdsAny = (words: readonly string[]) => {
  const list = words.map(foldHeading)
  return (text: string) => list.some((word) => ` ${foldHeading(text)} `.includes(` ${word} `))
}
const isOfMaterials = holdsAny(MATERIAL_WORDS)
const isOfFinished = holdsAny(FINISHING_WORDS)

/** Whether a type of facility is a maker of materials or parts. "FINISHED GOODS - COMPONENTS" is one: it makes parts of finished goods. */
export function makesMaterials(type: string): boolean {
  return isOfMaterials(type) && (!isOfFinished(type) || /\bcomponents?\b/i.test(type))
}
