/** unpick match: which published organisations the names of a list may stand for. */
import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { InvalidError } from '../src/errors.ts'
import { matchName } from '../src/publish/match-names.ts'
import { decodeBytes } from '../src/read/charset.ts'
import { readTable } from '../src/read/formats/csv.ts'
import type { Run } from './main.ts'
import { openSession } from './session.ts'

export function matchCommand(program: Command, run: Run): void {
  program
    .command('match <csv>')
    .description('Match the names in a CSV against what is published.')
    .option('--column <heading>', 'the column that holds the names (else "name", "supplier", "factory" or the first)')
    .option('--country-column <heading>', 'the column that holds two-letter countries')
    .option('--limit <n>', 'candidates for each name', '3')
    .option('--json', 'print JSON')
    .action((file: string, options: { column?: string; countryColumn?: string; limit: string; json?: boolean }) =>
      run(options, async ({ config, say }) => {
        const bytes = await readFile(file).catch(() => null)
        if (bytes === null) throw new InvalidError(`There is no file ${file}.`)
        const table = readTable(decodeBytes(bytes, undefined, false).text)
        const column = options.column ?? table.headings.find((heading) => /name|supplier|factory|facility/i.test(heading)) ?? table.headings[0] ?? ''
        if (!table.headings.includes(column)) throw new InvalidError(`There is no column "${column}". There are: ${table.headings.join(', ')}.`)
        const session = await openSession(config, say)
        try {
          const rows = []
          for (const { cells, row } of table.rows) {
            const name = cells[column] ?? ''
            const country = options.countryColumn ? cells[options.countryColumn]?.trim() : undefined
            rows.push({
              row,
              name,
              matches: name ? await matchName(session.db, { name, country: country?.length === 2 ? country : null }, Number(options.limit) || 3) : [],
            })
            say.progress(`${rows.length} of ${table.rows.length} names`)
          }
          say.result({ column, rows }, () =>
            rows.map(
              ({ row, name, matches }) =>
                `${row}\t${name}\t${matches.map((match) => `${match.verdict} ${match.score} ${match.name}: ${match.reasons.join('; ')}`).join(' | ') || 'no link found, which is not the same as clean'}`,
            ),
          )
        } finally {
          await session.close()
        }
      }),
    )
}
