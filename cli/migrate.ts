/** unpick migrate: brings the database to the present shape. `start` does so by itself. */
import type { Command } from 'commander'
import type { Run } from './program.ts'
import { openSession } from './session.ts'

export function migrateCommand(program: Command, run: Run): void {
  program
    .command('migrate')
    .description('Bring the database to the present shape. "unpick start" does so by itself.')
    .option('--json', 'print JSON')
    .action((options: { json?: boolean }) =>
      run(options, async ({ config, say }) => {
        const session = await openSession(config, say)
        await session.close()
        say.result({ migrated: true }, () => ['The database has the present shape.'])
      }),
    )
}
