/** unpick import: what others keep: the documents of a web archive as sealed copies, or a register's file as names to match by. */
import { resolve } from 'node:path'
import { type Command, Option } from 'commander'
import { InvalidError } from '../src/errors.ts'
import { importArchive } from '../src/archive/import-archive.ts'
import { REGISTERS, type Register } from '../src/register/formats.ts'
import { importRegister, registerOfFile } from '../src/register/import-register.ts'
import { listRefusals } from '../src/register/queries.ts'
import type { Cli, Run } from './program.ts'
import { type PublisherOptions, publisherOf, withPublisher } from './publisher.ts'
import { openSession } from './session.ts'
import { withWork } from './work.ts'

type ImportOptions = PublisherOptions & { by: string; as?: Register; title?: string; json?: boolean }

const SHOWN = 20

export function importCommand(program: Command, run: Run): void {
  withPublisher(program.command('import <file>'), 'it must be named for a web archive')
    .description(
      'Take in what others keep. A web archive (WARC, gzipped or not, or WACZ): its documents as sealed copies, with the times it gives. A register (Open Supply Hub CSV, OpenSanctions entities.ftm.json, GLEIF CSV, zipped as it comes or not, a supplier list as CSV, XLSX, XLS, ODS or PDF): its organisations as names to match by; they assert nothing. Doing it twice changes nothing; stopped, it goes on where it was.',
    )
    .addOption(new Option('--as <register>', 'what the file is (else its first line says)').choices(Object.keys(REGISTERS)))
    .option('--title <title>', 'what the register or list is called')
    .option('--by <pseudonym>', 'who adds it; somebody else must accept its claims', 'command line')
    .option('--json', 'print JSON')
    .action((file: string, options: ImportOptions) =>
      run(options, async (cli) => {
        const register = options.as ?? (await registerOfFile(resolve(file)))
        await (register === null ? takeArchive(cli, file, options) : takeRegister(cli, file, register, options))
      }),
    )
}

async function takeRegister({ config, say }: Cli, file: string, register: Register, options: ImportOptions): Promise<void> {
  const session = await openSession(config, say)
  try {
    const outcome = await importRegister(
      { db: session.db, url: session.url, now: () => new Date() },
      resolve(file),
      { register, ...(options.title ? { title: options.title } : {}) },
      ({ rows, bytes, ofBytes }) => say.progress(`${rows} rows, ${Math.floor((100 * bytes) / Math.max(1, ofBytes))} % of the file`),
    )
    const refusals = await listRefusals(session.db, outcome.importId, 1_000)
    say.result({ ...outcome, refusals }, () => [
      `${REGISTERS[register].title}: ${outcome.rows} rows; ${outcome.taken} taken, ${outcome.changed} changed, ${outcome.same} as they were, ${outcome.refused} refused${outcome.leftOut ? `, ${outcome.leftOut} left out (no organisations)` : ''}`,
      ...refusals.slice(0, SHOWN).map(({ row, reason }) => `  row ${row}: ${reason}`),
      ...(outcome.refused > SHOWN ? [`  and ${outcome.refused - SHOWN} more (--json lists the first thousand)`] : []),
    ])
  } finally {
    await session.close()
  }
}

function takeArchive({ config, say }: Cli, file: string, options: ImportOptions): Promise<void> {
  return withWork(config, say, async ({ deps }) => {
    if (!options.publisher) throw new InvalidError('Say who put these documents out: --publisher "…". The claims in them are graded by it.')
    const publisher = publisherOf(options, '')
    const outcome = await importArchive({ ...deps, maxBytes: config.fetch.maxBytes }, resolve(file), { publisher, submittedBy: options.by }, (count) =>
      say.progress(`${count} documents taken`),
    )
    say.result(outcome, () => [
      `${outcome.captures} sealed copies taken, ${outcome.known} known already, ${outcome.leftOut.length} records left out`,
      ...outcome.leftOut.slice(0, SHOWN).map(({ url, why }) => `  ${url}: ${why}`),
      ...(outcome.leftOut.length > SHOWN ? [`  and ${outcome.leftOut.length - SHOWN} more (--json lists them)`] : []),
    ])
  })
}
