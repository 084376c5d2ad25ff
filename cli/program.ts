/** The command line: reads what was asked for, and turns refusals into sentences and exit codes. */
import { Command } from 'commander'
import { isDatabaseAway } from '../src/db/client.ts'
import { AppError, messageOf } from '../src/errors.ts'
import { type Config, readConfig } from '../src/config.ts'
import { addCommand } from './add.ts'
import { claimsCommand, decideCommand, respondCommand } from './claims.ts'
import { checkCommand } from './check.ts'
import { compareCommand } from './compare.ts'
import { demonstrationCommand } from './demonstration.ts'
import { documentsCommand } from './documents.ts'
import { extractCommand } from './extract.ts'
import { healthCommand } from './health.ts'
import { matchCommand } from './match.ts'
import { inviteCommand } from './invite.ts'
import { keyCommand } from './key.ts'
import { judgeCommand, mergesCommand } from './names.ts'
import { migrateCommand } from './migrate.ts'
import { createSay, type Say } from './say.ts'
import { scrapeCommand, sourcesCommand } from './sources.ts'
import { startCommand } from './start.ts'
import { verifyCommand } from './verify.ts'
import { publishersCommand } from './publishers.ts'
import { rotateKeyCommand } from './rotate-key.ts'
import { followCommand, unfollowCommand } from './follow.ts'
import { backupCommand, restoreCommand } from './backup.ts'
import { exportCommand } from './export.ts'
import { importCommand } from './import.ts'
import { changesCommand } from './changes.ts'

/** What every command is handed. */
export type Cli = { readonly config: Config; readonly say: Say }

const program = new Command('unpick')
  .description('Follows the thread from a high street brand back to forced labour, and shows who can act on it.')
  .showHelpAfterError('(unpick --help lists every command)')
  .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, '')) })

for (const command of [
  startCommand,
  addCommand,
  documentsCommand,
  claimsCommand,
  decideCommand,
  respondCommand,
  sourcesCommand,
  scrapeCommand,
  extractCommand,
  matchCommand,
  checkCommand,
  compareCommand,
  mergesCommand,
  judgeCommand,
  verifyCommand,
  rotateKeyCommand,
  followCommand,
  unfollowCommand,
  exportCommand,
  importCommand,
  backupCommand,
  restoreCommand,
  inviteCommand,
  keyCommand,
  publishersCommand,
  changesCommand,
  migrateCommand,
  demonstrationCommand,
  healthCommand,
])
  command(program, run)

/** The exit code of what may go well the next time. Source: sysexits(3), EX_TEMPFAIL. */
const TRY_AGAIN = 75

/** Runs a command's work with what it needs; a refusal is one sentence and exit code 1, a fault of ours is code 2. */
export type Run = (options: { json?: boolean }, work: (cli: Cli) => Promise<number | void>) => Promise<void>

async function run(options: { json?: boolean }, work: (cli: Cli) => Promise<number | void>): Promise<void> {
  try {
    process.exitCode = (await work({ config: readConfig(), say: createSay({ json: options.json ?? false }) })) ?? 0
  } catch (error) {
    if (isDatabaseAway(error)) {
      process.stderr.write('The database went away in the middle of this. What was committed is kept; do it again.\n')
      process.exitCode = TRY_AGAIN
      return
    }
    const isRefusal = error instanceof AppError
    if (options.json) process.stdout.write(`${JSON.stringify({ error: { kind: isRefusal ? error.kind : 'bug', message: messageOf(error) } })}\n`)
    process.stderr.write(
      isRefusal
        ? `${(error as Error).message}\n`
        : `A fault of ours: ${messageOf(error)}\n${process.env['UNPICK_LOG'] === 'debug' && error instanceof Error ? error.stack : ''}`,
    )
    process.exitCode = isRefusal ? 1 : 2
  }
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0) // `unpick … | head`
})
await program.parseAsync()
