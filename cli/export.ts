/** unpick export: sealed copies as a WARC file that other archives' tools read. */
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { exportWarc } from '../src/archive/export-archive.ts'
import { InvalidError } from '../src/errors.ts'
import { openStore } from '../workers/deps.ts'
import type { Run } from './program.ts'
import { openSession } from './session.ts'

export function exportCommand(program: Command, run: Run): void {
  program
    .command('export <file>')
    .description('Write the sealed copies out as WARC 1.1 (FILE ends in .warc.gz). The demonstration’s are left out.')
    .option('--source <id>', 'only the documents of one source')
    .option('--json', 'print JSON')
    .action((file: string, options: { source?: string; json?: boolean }) =>
      run(options, async ({ config, say }) => {
        if (!file.endsWith('.warc.gz')) throw new InvalidError('The file must end in .warc.gz: each record is packed by itself, as other tools expect.')
        const session = await openSession(config, say)
        try {
          const path = resolve(file)
          const { records, damaged } = await exportWarc(
            { db: session.db, store: openStore(config), origin: config.origin },
            path,
            { sourceId: options.source },
            (count) => say.progress(`${count} sealed copies written`),
          )
          say.result({ file: path, records, damaged }, () => [
            `${records} sealed copies written to ${path}`,
            ...damaged.map((sha) => `left out, since it is missing or damaged: ${sha}`),
          ])
          return damaged.length === 0 ? 0 : 1
        } finally {
          await session.close()
        }
      }),
    )
}
