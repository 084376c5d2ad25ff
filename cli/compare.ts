/** unpick compare: whether the two names of each row are one organisation's. Needs no database. */
import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { InvalidError } from '../src/errors.ts'
import { countryCode } from '../src/names/countries.ts'
import { compare, namedThing } from '../src/names/compare.ts'
import { decodeBytes } from '../src/read/charset.ts'
import { readTable } from '../src/read/formats/csv.ts'
import type { Run } from './program.ts'

const NEEDED = ['name1', 'name2'] as const

export function compareCommand(program: Command, run: Run): void {
  program
    .command('compare <pairs.csv>')
    .description(
      'Compare the names of each row (columns name1, name2; also country1, country2, address1, address2): adds score, verdict (match, unsure, different) and reasons. Prints CSV.',
    )
    .option('--json', 'print a line of JSON for each row')
    .action((file: string, options: { json?: boolean }) =>
      run(options, async () => {
        const bytes = await readFile(file).catch(() => null)
        if (bytes === null) throw new InvalidError(`There is no file ${file}.`)
        const table = readTable(decodeBytes(bytes, undefined, false).text)
        const missing = NEEDED.filter((heading) => !table.headings.includes(heading))
        if (missing.length > 0) throw new InvalidError(`The column ${missing.join(' and ')} is missing. There are: ${table.headings.join(', ')}.`)
        if (!options.json) process.stdout.write(`${[...table.headings, 'score', 'verdict', 'reasons'].map(quoted).join(',')}\n`)
        for (const { cells } of table.rows) {
          const { score, verdict, reasons } = compareRow(cells)
          process.stdout.write(
            options.json
              ? `${JSON.stringify({ ...cells, score, verdict, reasons })}\n`
              : `${[...table.headings.map((heading) => cells[heading] ?? ''), String(score), verdict, reasons.join('; ')].map(quoted).join(',')}\n`,
          )
        }
      }),
    )
}

function compareRow(cells: Readonly<Record<string, string>>) {
  const side = (n: 1 | 2) => ({ names: [cells[`name${n}`] ?? ''], country: countryCode(cells[`country${n}`]) || null, address: cells[`address${n}`] || null })
  const [a, b] = [side(1), side(2)]
  if (!a.names[0]?.trim() || !b.names[0]?.trim()) return { score: 0, verdict: 'different' as const, reasons: ['A name is missing'] }
  return compare(namedThing(a), namedThing(b))
}

const quoted = (value: string) => (/[",\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)
