/** List file: a register's file that is read at once: a list of suppliers in any format, or a workbook. */
import { readFile, stat } from 'node:fs/promises'
import { InvalidError } from '../errors.ts'
import type { SupplierTable } from '../model/check.ts'
import { hashId } from '../model/id.ts'
import { guessList } from '../names/guess-columns.ts'
import { listOfTable } from '../read/list-rows.ts'
import { readSupplierTable } from '../read/supplier-table.ts'
import { type Entry, type Refused, type Register, entryOfSite, readGleif, readOsh, registerOfHeadings } from './formats.ts'

/** No list of suppliers is as long. */
const MOST_BYTES = 60_000_000

/** A row of a file, by the number it has there, and what it comes to. */
export type Found = { readonly row: number; readonly outcome: Entry | Refused }

/** Which register a list or a workbook is of, by its headings and what its columns hold; null when it is none, as a web archive. */
export async function registerOfList(path: string): Promise<Exclude<Register, 'opensanctions'> | null> {
  if ((await stat(path)).size > MOST_BYTES) return null
  const bytes = await readFile(path)
  const isWebArchive = bytes.subarray(0, 5).toString('latin1') === 'WARC/' || (bytes[0] === 0x1f && bytes[1] === 0x8b)
  if (isWebArchive) return null
  try {
    const table = await readSupplierTable(bytes)
    return registerOfHeadings(table.headings) ?? (guessList(table).isSure ? 'suppliers' : null)
  } catch (error) {
    if (error instanceof InvalidError) return null
    throw error
  }
}

/** What the rows of such a file hold, all at once. @throws InvalidError when it cannot be read, or no column holds names */
export async function* foundInList(path: string, register: Register): AsyncGenerator<{ found: Found[]; bytes: number }> {
  const { size } = await stat(path)
  if (size > MOST_BYTES) throw new InvalidError(`This file is larger than ${MOST_BYTES / 1e6} MB, and no larger list is read. Cut it into parts.`)
  const table = await readSupplierTable(await readFile(path))
  yield { found: register === 'suppliers' ? foundInSites(table) : foundInRows(table, register), bytes: size }
}

function foundInSites(table: SupplierTable): Found[] {
  const { sites, leftOut, isSure } = listOfTable(table)
  if (!isSure)
    throw new InvalidError(`No column of this list can be the name of a supplier. There are: ${table.headings.slice(0, 20).join(', ')}. Call one "name".`)
  return [
    ...sites.map((site) => ({ row: site.row, outcome: entryOfSite(site, (...parts) => hashId('sup', ...parts).slice(4)) })),
    ...leftOut.map(({ row, why }) => ({ row, outcome: { refused: why } })),
  ].sort((a, b) => a.row - b.row)
}

function foundInRows({ headings, rows }: SupplierTable, register: Register): Found[] {
  const read = register === 'osh' ? readOsh : register === 'gleif' ? readGleif : null
  if (read === null) throw new InvalidError('This is no file of that register: it comes as lines of JSON.')
  return rows.map(({ row, cells }) => ({ row, outcome: read(Object.fromEntries(headings.map((heading, i) => [heading, cells[i] ?? '']))) }))
}
