/** unpick key: a key for a program that asks the API. */
import { type Command, InvalidArgumentError } from 'commander'
import { createAccounts } from '../src/accounts/accounts.ts'
import { SCOPES, isScope } from '../src/accounts/roles.ts'
import { loadAccountsSecret } from '../src/accounts/secret.ts'
import { InvalidError } from '../src/errors.ts'
import type { Run } from './program.ts'
import { openSession } from './session.ts'

export function keyCommand(program: Command, run: Run): void {
  program
    .command('key <name>')
    .description('Print a key for a program, under a name that nobody signs in with. Send it as "Authorization: Bearer …".')
    .option('--scope <scopes...>', `what it may do: ${Object.keys(SCOPES).join(', ')}`, ['extract'])
    .option('--days <n>', 'for how many days', days, 90)
    .option('--json', 'print JSON')
    .action((name: string, options: { scope: string[]; days: number; json?: boolean }) =>
      run(options, async ({ config, say }) => {
        const unknown = options.scope.find((scope) => !isScope(scope))
        if (unknown !== undefined) throw new InvalidError(`There is no scope "${unknown}". There are: ${Object.keys(SCOPES).join(', ')}.`)
        const session = await openSession(config, say)
        try {
          const accounts = createAccounts({ db: session.db, origin: config.origin, secret: await loadAccountsSecret(config.dataDir) })
          const key = await accounts.makeServiceKey(name, 'researcher', options.scope.filter(isScope), options.days)
          say.result({ name, key, scopes: options.scope, days: options.days }, () => [key])
        } finally {
          await session.close()
        }
      }),
    )
}

function days(value: string): number {
  const number = Number(value)
  if (!Number.isInteger(number) || number < 1 || number > 730) throw new InvalidArgumentError('It is a number of days from 1 to 730.')
  return number
}
