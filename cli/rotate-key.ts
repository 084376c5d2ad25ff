/** unpick rotate-key: a new key for the ledger, endorsed by the old one. */
import type { Command } from 'commander'
import { rotateLedgerKey } from '../src/archive/ledger-key.ts'
import type { Run } from './program.ts'
import { openSession } from './session.ts'

export function rotateKeyCommand(program: Command, run: Run): void {
  program
    .command('rotate-key')
    .description('Make a new key for the ledger: the old one endorses it, the record says so, and the old one is thrown away.')
    .option('--json', 'print JSON')
    .action((options: { json?: boolean }) =>
      run(options, async ({ config, say }) => {
        const session = await openSession(config, say)
        try {
          const rotated = await rotateLedgerKey({ db: session.db, dataDir: config.dataDir, now: () => new Date() })
          say.result(rotated, () => [`The key ${rotated.before} endorsed the key ${rotated.now}, which signs from now on. Both are at /api/v1/ledger/keys.`])
        } finally {
          await session.close()
        }
      }),
    )
}
