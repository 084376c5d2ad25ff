/** unpick import: the documents of a WARC or WACZ file that others made, as sealed copies. */
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { importArchive } from '../src/archive/import-archive.ts'
import { InvalidError } from '../src/errors.ts'
import { PublisherInput } from '../src/model/organisation.ts'
import type { Run } from './main.ts'
import { withWork } from './work.ts'

type ImportOptions = { publisher: string; kind: string; reliability: string; reason: string; by: string; json?: boolean }

export function importCommand(program: Command, run: Run): void {
  program
    .command('import <file>')
    .description(
      'Take the documents of a web archive (WARC, gzipped or not, or WACZ) as sealed copies, with the times it gives. Doing it twice changes nothing.',
    )
    .requiredOption('--publisher <name>', 'who put the documents out')
    .option('--kind <kind>', 'government, university, union, ngo, newspaper, company, register or unknown', 'unknown')
    .option('--reliability <letter>', 'A to F, by the Admiralty code', 'F')
    .option('--reason <text>', 'why this letter', 'Nobody has judged this publisher yet.')
    .option('--by <pseudonym>', 'who adds it; somebody else must accept its claims', 'command line')
    .option('--json', 'print JSON')
    .action((file: string, options: ImportOptions) =>
      run(options, ({ config, say }) =>
        withWork(config, say, async ({ deps }) => {
          const publisher = PublisherInput.safeParse({
            name: options.publisher,
            kind: options.kind,
            reliability: options.reliability,
            reliabilityReason: options.reason,
          })
          if (!publisher.success)
            throw new InvalidError(
              `The publisher is not stated right: ${publisher.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')}.`,
            )
          const outcome = await importArchive(
            { ...deps, maxBytes: config.fetch.maxBytes },
            resolve(file),
            { publisher: publisher.data, submittedBy: options.by },
            (count) => say.progress(`${count} documents taken`),
          )
          say.result(outcome, () => [
            `${outcome.captures} sealed copies taken, ${outcome.known} known already, ${outcome.leftOut.length} records left out`,
            ...outcome.leftOut.slice(0, 20).map(({ url, why }) => `  ${url}: ${why}`),
            ...(outcome.leftOut.length > 20 ? [`  and ${outcome.leftOut.length - 20} more (--json lists them)`] : []),
          ])
        }),
      ),
    )
}
