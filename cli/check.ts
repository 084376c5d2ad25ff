/** unpick check: holds a list of suppliers against the evidence, without a server. */
import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { writeFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { correctColumns } from '../src/checks/correct-columns.ts'
import { runCheck } from '../src/checks/run-check.ts'
import { cellsOf, writeSheet } from '../src/checks/write-sheet.ts'
import { InvalidError } from '../src/errors.ts'
import { type CheckReport, type CheckRow, CHECK_RESULTS, markedName } from '../src/model/check.ts'
import { statementOf } from '../src/model/statement.ts'
import { findLinks } from '../src/publish/find-links.ts'
import { createNameMatcher } from '../src/publish/match-names.ts'
import { createReadingRoom } from '../src/read/reading-room.ts'
import { carryLists } from './carry-lists.ts'
import type { Run } from './program.ts'
import { withWork } from './work.ts'

type CheckOptions = { name?: string; otherName?: string; country?: string; address?: string; city?: string; to?: string; json?: boolean }

export function checkCommand(program: Command, run: Run): void {
  program
    .command('check <list>')
    .description('Check a list of suppliers (CSV, XLSX, XLS, ODS or PDF) against the evidence. Nothing of it is kept.')
    .option('--name <heading>', 'the column that holds the names (else it is guessed)')
    .option('--other-name <heading>', 'the column of names in another script; "" for none')
    .option('--country <heading>', 'the column of countries; "" for none')
    .option('--address <heading>', 'the column of addresses; "" for none')
    .option('--city <heading>', 'the column of towns; "" for none')
    .option('--to <file>', 'write the list with what was found: .csv or .xlsx')
    .option('--json', 'print JSON')
    .action((file: string, options: CheckOptions) =>
      run(options, async ({ config, say }) => {
        const ending = options.to === undefined ? null : extname(options.to).slice(1).toLowerCase()
        if (ending !== null && ending !== 'csv' && ending !== 'xlsx') throw new InvalidError('--to takes a file that ends in .csv or .xlsx.')
        const bytes = await readFile(file).catch(() => null)
        if (bytes === null) throw new InvalidError(`There is no file ${file}.`)
        const room = createReadingRoom()
        const table = await room.table(bytes).finally(room.close)
        const columns = correctColumns(table, {
          name: options.name,
          otherName: options.otherName,
          country: options.country,
          address: options.address,
          city: options.city,
        })
        const report = await withWork(config, say, async (work) => {
          await carryLists(work)
          const { db, now } = work.deps
          const matcher = createNameMatcher(db)
          const today = now().toISOString().slice(0, 10)
          try {
            return await runCheck({ match: matcher.match, findLinks: (ids) => findLinks(db, ids, today), now }, table, columns, {
              progress: (done, of) => say.progress(`${done} of ${of} suppliers`),
            })
          } finally {
            await matcher.close()
          }
        })
        if (options.to !== undefined && ending !== null) await writeFile(options.to, writeSheet(cellsOf(report), ending))
        say.result(report, () => linesOf(report))
      }),
    )
}

function linesOf({ columns, counts, rows }: CheckReport): string[] {
  const used = Object.entries(columns).flatMap(([role, heading]) => (heading === null ? [] : [`${role} from "${heading}"`]))
  return [
    `Read ${used.join(', ')}.`,
    ...rows.filter(({ result }) => result !== 'none').map(lineOf),
    CHECK_RESULTS.map((result) => `${counts[result]} ${result}`).join(', '),
    'None means that no link was found here. It does not mean that there is none.',
  ]
}

function lineOf({ row, name, result, why, matches }: CheckRow): string {
  const best = matches[0]
  const chain = best?.link.chains[0]
  const link = best?.link.lists.length
    ? `on the ${best.link.lists.map((list) => list.name).join(', ')}`
    : (chain?.steps.map((step) => statementOf(step)).join(' ') ?? '')
  return [`${row}\t${result}\t${name}`, why ?? '', best ? `${markedName(best)}: ${link}` : ''].filter(Boolean).join('\t')
}
