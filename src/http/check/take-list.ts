/** Take list: whatever somebody hands over as a list of suppliers, as a table. */
import { InvalidError } from '../../errors.ts'
import type { SupplierTable } from '../../model/check.ts'

const MOST_BYTES = 20_000_000
const MOST_PASTED = 500_000

/** A file, or pasted names, one a line; a pasted table is read as one. @throws InvalidError saying what to do */
export async function takeList(
  readTable: (bytes: Uint8Array) => Promise<SupplierTable>,
  file: unknown,
  pasted: string,
): Promise<{ readonly title: string; readonly table: SupplierTable }> {
  if (file instanceof File && file.size > 0) {
    if (file.size > MOST_BYTES) throw new InvalidError('The file is larger than 20 MB. Keep the columns with names, countries and addresses, and check that.')
    return { title: titleOf(file.name), table: await readTable(new Uint8Array(await file.arrayBuffer())) }
  }
  const text = pasted.trim()
  if (text === '') throw new InvalidError('Choose a file, paste names, or give the employer’s name.')
  if (text.length > MOST_PASTED) throw new InvalidError('This is too much to paste. Save it as a file and choose that.')
  if (/\t/.test(text)) return { title: 'A pasted list', table: await readTable(new TextEncoder().encode(text)) }
  const rows = text
    .split(/\r?\n/)
    .map((line, i) => ({ row: i + 1, cells: [line.trim()] }))
    .filter(({ cells }) => cells[0] !== '')
  return { title: 'A pasted list', table: { sheet: null, headings: ['Name'], rows } }
}

/** The file's name, without what its ending and its folders say. */
const titleOf = (name: string): string =>
  name
    .replace(/^.*[/\\]/, '')
    .replace(/\.[a-z0-9]{1,5}$/i, '')
    .slice(0, 100)
    .toWellFormed() || 'A list'
