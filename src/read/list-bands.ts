/** List bands: rows of a list that say a country or a tier once for all the rows below them. They become columns. */
import type { SupplierRow, SupplierTable } from '../model/check.ts'
import { countryCode } from '../names/countries.ts'
import { tierIn } from '../names/list-cells.ts'
import { furtherRole, roleOfHeading } from '../names/list-headings.ts'

type Kind = 'country' | 'tier'
type Band = { readonly kind: Kind; readonly value: string }
const TITLES: Readonly<Record<Kind, string>> = { country: 'Country', tier: 'Tier' }
/** What may stand beside a band's word, as in "CHINA (12 factories)" or "Country: China". */
const BESIDE =
  /^(?:country|region|location)\s*[:–-]\s*|\s*\(\s*\d+[^)]*\)\s*$|\s*[-–:]?\s*\d+\s+(?:sites?|factories|suppliers?|units?)\s*$|\s*\((?:continued|cont\.?)\)\s*$/gi

/** A table whose bands are columns: the column that is there and blank, or a new one. Rows keep their numbers. */
export function withoutBands(table: SupplierTable): SupplierTable {
  if (table.headings.length < 2) return table
  const kinds = trueBands(table.rows)
  let result = table
  for (const kind of ['country', 'tier'] as const) {
    if (!kinds.some((band) => band?.kind === kind)) continue
    const there = result.headings.findIndex((heading) => (kind === 'country' ? roleOfHeading(heading) : furtherRole(heading))?.role === kind)
    const at = there < 0 ? result.headings.length : there
    let value = ''
    const rows = result.rows.map((row, i) => {
      if (kinds[i]?.kind === kind) value = kinds[i].value
      const cells = Array.from({ length: Math.max(row.cells.length, at + 1) }, (_, column) => row.cells[column] ?? '')
      cells[at] ||= value
      return { row: row.row, cells }
    })
    result = { ...result, headings: there < 0 ? [...result.headings, unused(TITLES[kind], result.headings)] : result.headings, rows }
  }
  return { ...result, rows: result.rows.filter((_, i) => kinds[i] === null) }
}

/** The band that each row is, or null. Where most rows that look like bands of a kind follow each other, they are names: Jordan, Chad. */
function trueBands(rows: readonly SupplierRow[]): (Band | null)[] {
  const bands = rows.map(bandOf)
  const isKept = (kind: Kind) => {
    const [all, leading] = [
      bands.filter((band) => band?.kind === kind).length,
      bands.filter((band, i) => band?.kind === kind && leadsRows(rows, bands, i)).length,
    ]
    return leading > all / 2
  }
  const kept = { country: isKept('country'), tier: isKept('tier') }
  return bands.map((band) => (band && kept[band.kind] ? band : null))
}

/** Whether a row of several cells comes next, bands of other kinds and empty rows left aside. */
function leadsRows(rows: readonly SupplierRow[], bands: readonly (Band | null)[], at: number): boolean {
  for (let i = at + 1; i < rows.length; i += 1) {
    if (bands[i]?.kind === bands[at]?.kind) return false
    const filled = filledOf(rows[i] as SupplierRow).length
    if (bands[i] === null && filled > 0) return filled > 1
  }
  return false
}

const filledOf = ({ cells }: SupplierRow) => cells.filter((cell) => cell.trim() !== '')

/** A row of one filled cell that is a country or a tier. Cells that a merged band repeats are one. */
function bandOf(row: SupplierRow): Band | null {
  const filled = new Set(filledOf(row))
  const [text = ''] = filled
  if (filled.size !== 1 || text.length > 60) return null
  const bare = text.replaceAll(BESIDE, '').trim()
  if (countryCode(bare) !== '') return { kind: 'country', value: bare }
  return /^(?:tier|stage|level)\b/i.test(bare) && tierIn(bare) !== null ? { kind: 'tier', value: bare } : null
}

const unused = (title: string, headings: readonly string[]) => (headings.includes(title) ? `${title} (2)` : title)
