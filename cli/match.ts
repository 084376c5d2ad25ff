/** unpick match: which published organisations, and entries of registers, the names of a list may stand for. */
import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { InvalidError } from '../src/errors.ts'
import { countryCode } from '../src/names/countries.ts'
import { createNameMatcher } from '../src/publish/match-names.ts'
import { correctColumns } from '../src/checks/correct-columns.ts'
import { valueOf } from '../src/names/list-cells.ts'
import { createReadingRoom } from '../src/read/reading-room.ts'
import type { Run } from './program.ts'
import { openSession } from './session.ts'

type MatchOptions = { column?: string; countryColumn?: string; addressColumn?: string; limit: string; json?: boolean }

const TOGETHER = 200

export function matchCommand(program: Command, run: Run): void {
  program
    .command('match <list>')
    .description('Match the names in a list (CSV, XLSX, XLS, ODS or PDF) against what is published and against registers.')
    .option('--column <heading>', 'the column that holds the names (else it is guessed)')
    .option('--country-column <heading>', 'the column that holds countries (else it is guessed)')
    .option('--address-column <heading>', 'the column that holds addresses (else it is guessed)')
    .option('--limit <n>', 'candidates for each name', '3')
    .option('--json', 'print JSON')
    .action((file: string, options: MatchOptions) =>
      run(options, async ({ config, say }) => {
        const bytes = await readFile(file).catch(() => null)
        if (bytes === null) throw new InvalidError(`There is no file ${file}.`)
        const room = createReadingRoom()
        const table = await room.table(bytes).finally(room.close)
        const { name, country, address } = correctColumns(table, { name: options.column, country: options.countryColumn, address: options.addressColumn })
        const at = { name, country, address }
        const cellOf = (cells: readonly string[], heading: string | null) => (heading === null ? '' : valueOf(cells[table.headings.indexOf(heading)]))
        const limit = Math.min(50, Math.max(1, Math.floor(Number(options.limit)) || 3))
        const session = await openSession(config, say)
        const matcher = createNameMatcher(session.db)
        try {
          const rows: { row: number; name: string; matches: Awaited<ReturnType<typeof matcher.match>>[number] }[] = []
          for (let i = 0; i < table.rows.length; i += TOGETHER) {
            const group = table.rows.slice(i, i + TOGETHER)
            const named = group.filter(({ cells }) => cellOf(cells, name) !== '')
            const found = await matcher.match(
              named.map(({ cells }) => ({
                name: cellOf(cells, name),
                country: countryCode(cellOf(cells, country)) || null,
                address: cellOf(cells, address) || null,
              })),
              limit,
            )
            for (const each of group) rows.push({ row: each.row, name: cellOf(each.cells, name), matches: found[named.indexOf(each)] ?? [] })
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
