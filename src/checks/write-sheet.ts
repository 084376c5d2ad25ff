/** Write sheet: a check as cells, and as a file to go on working with, CSV or XLSX. Nothing in it is a formula, whatever the list held. */
import { utils, write } from '@e965/xlsx'
import { type CheckMatch, type CheckReport, type CheckRow, type SupplierLink, markedName } from '../model/check.ts'
import { statementOf } from '../model/statement.ts'

const HEADINGS = ['Row', 'Name', 'Result', 'It may be, or is', 'How sure', 'Why', 'Official lists', 'Grade', 'Chain', 'Claims']
const WORD = {
  listed: 'listed',
  linked: 'linked',
  possible: 'possibly linked',
  none: 'no link found (not the same as clean)',
  unreadable: 'could not be read',
} as const
/** What a spreadsheet program would take for a formula. Source: OWASP, CSV Injection. */
const FORMULA = /^[\s]*[=+\-@\t\r|%]/

/** Every row of a check as a table of words. `origin` makes claims into addresses. */
export function cellsOf({ rows }: CheckReport, origin = ''): string[][] {
  // Many rows may share a link, and its words are long.
  const said = new Map<SupplierLink, readonly string[]>()
  const linkOf = (link: SupplierLink): readonly string[] => {
    const known = said.get(link) ?? cellsOfLink(link, origin)
    said.set(link, known)
    return known
  }
  return [
    HEADINGS,
    ...rows.flatMap((row) => (row.matches.length === 0 ? [cellsOfRow(row, null, linkOf)] : row.matches.map((match) => cellsOfRow(row, match, linkOf)))),
  ]
}

function cellsOfLink({ lists, chains: [chain] }: SupplierLink, origin: string): readonly string[] {
  return [
    lists.map((list) => list.name).join('; '),
    chain ? `${chain.word}, ${chain.grade}` : '',
    chain?.steps.map((step) => statementOf(step)).join(' ') ?? '',
    chain?.steps.map((step) => `${origin}/claims/${step.claim}`).join(' ') ?? '',
  ]
}

function cellsOfRow({ row, name, result, why }: CheckRow, match: CheckMatch | null, linkOf: (link: SupplierLink) => readonly string[]): string[] {
  const first = [String(row), name, WORD[result]]
  if (match === null) return [...first, '', '', why ?? '', '', '', '', '']
  const sure = match.judged === 'yes' ? 'you said yes' : match.judged === 'no' ? 'you said no' : match.verdict === 'match' ? 'match' : 'unsure'
  return [...first, markedName(match), sure, match.reasons.join('. '), ...linkOf(match.link)]
}

/** A cell that no spreadsheet program takes for a formula: a mark in front says that it is text. */
export const plainCell = (cell: string): string => (FORMULA.test(cell) ? `'${cell}` : cell)

/** What a check can be taken along as. */
export type SheetEnding = 'csv' | 'xlsx'

/** The bytes of a file of these cells. */
export function writeSheet(written: readonly (readonly string[])[], ending: SheetEnding): Uint8Array<ArrayBuffer> {
  const cells = written.map((row) => row.map(plainCell))
  if (ending === 'csv') return new TextEncoder().encode(`\uFEFF${cells.map((row) => row.map(quoted).join(',')).join('\r\n')}\r\n`)
  const sheet = utils.aoa_to_sheet(cells)
  sheet['!cols'] = [6, 34, 16, 34, 10, 40, 30, 16, 80, 60].map((wch) => ({ wch }))
  const book = utils.book_new()
  utils.book_append_sheet(book, sheet, 'Check')
  return new Uint8Array(write(book, { type: 'array', bookType: 'xlsx', compression: true }) as ArrayBuffer)
}

const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
