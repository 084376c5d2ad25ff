/** unpick import: the documents of a WARC or WACZ file that others made, as sealed copies. */
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { importArchive } from '../src/archive/import-archive.ts'
import type { Run } from './main.ts'
import { type PublisherOptions, publisherOf, withPublisher } from './publisher.ts'
import { withWork } from './work.ts'

type ImportOptions = PublisherOptions & { by: string; json?: boolean }

export function importCommand(program: Command, run: Run): void {
  withPublisher(program.command('import <file>'))
    .description(
      'Take the documents of a web archive (WARC, gzipped or not, or WACZ) as sealed copies, with the times it gives. Doing it twice changes nothing.',
    )
    .option('--by <pseudonym>', 'who adds it; somebody else must accept its claims', 'command line')
    .option('--json', 'print JSON')
    .action((file: string, options: ImportOptions) =>
      run(options, ({ config, say }) =>
        withWork(config, say, async ({ deps }) => {
          const publisher = publisherOf(options, '')
          const outcome = await importArchive({ ...deps, maxBytes: config.fetch.maxBytes }, resolve(file), { publisher, submittedBy: options.by }, (count) =>
            say.progress(`${count} documents taken`),
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
