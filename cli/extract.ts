/** unpick extract: what a file would yield, nothing stored. */
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Command } from 'commander'
import { catalogue } from '../catalogue/catalogue.ts'
import { InvalidError } from '../src/errors.ts'
import { catalogueNames } from '../src/extract/catalogue-names.ts'
import { describeReading } from '../src/extract/describe.ts'
import { knowledgeOf } from '../src/extract/extract-claims.ts'
import { loadRules } from '../src/extract/extract-capture.ts'
import { createReadingRoom } from '../src/read/reading-room.ts'
import type { Run } from './program.ts'

export function extractCommand(program: Command, run: Run): void {
  program
    .command('extract <file>')
    .description('Show the organisations, programmes and candidate claims in a file. Nothing is stored, no server is needed.')
    .option('--json', 'print JSON')
    .option('--why', 'say of each claim how it was found')
    .action((file: string, options: { json?: boolean; why?: boolean }) =>
      run(options, async ({ say }) => {
        const bytes = await readFile(file).catch(() => null)
        if (bytes === null) throw new InvalidError(`There is no file ${file}.`)
        const room = createReadingRoom()
        const reading = await room
          .read({ url: pathToFileURL(basename(file)).href, as: 'document', bytes, headers: {}, fetchedAt: new Date() })
          .finally(room.close)
        const result = await describeReading(reading, knowledgeOf(catalogueNames(catalogue), await loadRules()))
        say.result(result, () => [
          `${result.organisations.length} organisations named: ${[...new Set(result.organisations.map(({ name }) => name))].join('; ') || 'none'}`,
          `${result.programmes.length} programmes named: ${[...new Set(result.programmes.map(({ programme }) => programme))].join('; ') || 'none'}`,
          `${result.claims.length} candidate claims`,
          ...result.claims.flatMap((claim) => [
            '',
            `${claim.subject} · ${claim.predicate.replaceAll('_', ' ')} · ${claim.object} (${claim.stance}, ${claim.confidence}, ${claim.rule}${claim.page ? `, page ${claim.page}` : ''})`,
            `  “${claim.quote}”`,
            ...(options.why && claim.why ? [`  ${claim.why}`] : []),
          ]),
        ])
      }),
    )
}
