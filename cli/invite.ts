/** unpick invite: a link by which one person joins. */
import type { Command } from 'commander'
import { createAccounts } from '../src/accounts/accounts.ts'
import { ROLES } from '../src/accounts/roles.ts'
import { loadAccountsSecret } from '../src/accounts/secret.ts'
import { InvalidError } from '../src/errors.ts'
import type { Run } from './program.ts'
import { openSession } from './session.ts'

export function inviteCommand(program: Command, run: Run): void {
  program
    .command('invite')
    .description('Print a link by which one person joins, within a week. Whoever can run this can make an admin.')
    .option('--role <role>', ROLES.join(', '), 'researcher')
    .option('--json', 'print JSON')
    .action((options: { role: string; json?: boolean }) =>
      run(options, async ({ config, say }) => {
        const role = ROLES.find((each) => each === options.role)
        if (!role) throw new InvalidError(`There is no role "${options.role}". There are: ${ROLES.join(', ')}.`)
        const session = await openSession(config, say)
        try {
          const accounts = createAccounts({ db: session.db, origin: config.origin, secret: await loadAccountsSecret(config.dataDir) })
          const link = `${config.origin}/join/${await accounts.invite(role, 'command line')}`
          say.result({ role, link }, () => [link])
        } finally {
          await session.close()
        }
      }),
    )
}
