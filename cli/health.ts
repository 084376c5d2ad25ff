/** unpick health: whether some worker is at work on the database, for a container's health check. */
import type { Command } from 'commander'
import { openDb } from '../src/db/client.ts'
import { InvalidError, UnavailableError } from '../src/errors.ts'
import { hasWorkers } from '../workers/heartbeat.ts'
import type { Run } from './program.ts'

export function healthCommand(program: Command, run: Run): void {
  program
    .command('health')
    .description('Whether some worker is at work on DATABASE_URL: exit code 0 when one is.')
    .option('--json', 'print JSON')
    .action((options: { json?: boolean }) =>
      run(options, async ({ config, say }) => {
        if (config.databaseUrl === null) throw new InvalidError('This asks a database that others share: set DATABASE_URL.')
        const { db, close } = openDb(config.databaseUrl, { max: 1 })
        try {
          if (!(await hasWorkers(db, new Date()))) throw new UnavailableError('No worker has been at work for eight seconds.')
          say.result({ workers: true }, () => ['Workers are at work.'])
        } finally {
          await close()
        }
      }),
    )
}
