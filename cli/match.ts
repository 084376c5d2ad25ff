/** unpick match: which published organisations, and entries of registers, the names of a list may stand for. */
import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { InvalidError } from '../src/errors.ts'
import { countryCode } from '../src/names/countries.ts'
import { createNameMatcher } from '../src/publish/match-names.ts'
import { decodeBytes } from '../src/read/charset.ts'
import { type Table, readTable } from '../src/read/formats/csv.ts'
import { supplierHeadings } from '../src/register/formats.ts'
import type { Run } from './program.ts'
import { openSession } from './session.ts'

type MatchOptions = { column?: string; countryColumn?: string; addressColumn?: string; limit: string; json?: boolean }

const TOGETHER = 200

export function matchCommand(program: Command, run: Run): void {
  program
    .command('match <csv>')
    .description('Match the names in a CSV against what is published and against registers.')
    .option('--column <heading>', 'the column that holds the names (else it is guessed)')
    .option('--country-column <heading>', 'the column that holds countries (else it is guessed)')
    .option('--address-column <heading>', 'the column that holds addresses (else it is guessed)')
    .option('--limit <n>', 'candidates for each name', '3')
    .option('--json', 'print JSON')
    .action((file: string, options: MatchOptions) =>
      run(options, async ({ config, say }) => {
        const table = await tableOf(file)
        const at = columnsOf(table, options)
        const limit = Math.min(50, Math.max(1, Math.floor(Number(options.limit)) || 3))
        const session = await openSession(config, say)
        const matcher = createNameMatcher(session.db)
        try {
          const rows: { row: number; name: string; matches: Awaited<ReturnType<typeof matcher.match>>[number] }[] = []
          for (let i = 0; i < table.rows.length; i += TOGETHER) {
            const group = table.rows.slice(i, i + TOGETHER)
            const named = group.filter(({ cells }) => cells[at.name]?.trim())
            const found = await matcher.match(
              named.map(({ cells }) => ({
                name: cells[at.name] as string,
                country: (at.country && countryCode(cells[at.country])) || null,
                address: (at.address && cells[at.address]) || null,
              })),
              limit,
            )
            for (const each of group) rows.push({ row: each.row, name: each.cells[at.name] ?? '', matches: found[named.indexOf(each)] ?? [] })
            say.progress(`${rows.length} of ${table.rows.length} names`)
          }
          say.result({ columns: at, rows }, () =>
            rows.map(
              ({ row, name, matches }) =>
                `${row}\t${name}\t${matches.map((match) => `${match.verdict} ${match.score} ${match.name}${match.register ? ` (${match.register})` : ''}: ${match.reasons.join('; ')}`).join(' | ') || 'no link found, which is not the same as clean'}`,
            ),
          )
        } finally {
          await matcher.close()
          await session.close()
        }
      }),
    )
}

/** A CSV file as a table. @throws InvalidError */
export async function tableOf(file: string): Promise<Table> {
  const bytes = await readFile(file).catch(() => null)
  if (bytes === null) throw new InvalidError(`There is no file ${file}.`)
  return readTable(decodeBytes(bytes, undefined, false).text)
}

function columnsOf({ headings }: Table, options: MatchOptions): { name: string; country: string | null; address: string | null } {
  for (const column of [options.column, options.countryColumn, options.addressColumn])
    if (column !== undefined && !headings.includes(column)) throw new InvalidError(`There is no column "${column}". There are: ${headings.join(', ')}.`)
  const guessed = supplierHeadings(headings)
  const name = options.column ?? guessed?.name ?? headings.find((heading) => /name|supplier|factory|facility/i.test(heading)) ?? headings[0] ?? ''
  return { name, country: options.countryColumn ?? guessed?.country ?? null, address: options.addressColumn ?? guessed?.address ?? null }
}
