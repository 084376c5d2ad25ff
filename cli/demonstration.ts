/** unpick demonstration: how far it is, and taking it away to start for real. */
import type { Command } from 'commander'
import { demonstrationState, removeDemonstration } from '../workers/demonstrate.ts'
import type { Run } from './program.ts'
import { openSession } from './session.ts'

export function demonstrationCommand(program: Command, run: Run): void {
  program
    .command('demonstration')
    .description('How far the demonstration is; with --remove, take away everything made up and start for real.')
    .option('--remove', 'take it away')
    .option('--json', 'print JSON')
    .action((options: { remove?: boolean; json?: boolean }) =>
      run(options, async ({ config, say }) => {
        const session = await openSession(config, say)
        try {
          if (!options.remove) {
            const state = await demonstrationState(session.db)
            say.result({ demonstration: state }, () => [state === null ? 'The demonstration has not run.' : `The demonstration is ${state}.`])
            return
          }
          const copies = await removeDemonstration({ db: session.db, config })
          say.result({ demonstration: 'removed', copies }, () => [
            `The demonstration is gone: everything made up, with ${copies} sealed copies. Add a first document with: unpick add https://…`,
          ])
        } finally {
          await session.close()
        }
      }),
    )
}
