/** unpick backup, restore: everything into a folder, and from there into an empty Unpick, checked by its ledger. */
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { type Place, makeBackup, restoreBackup } from '../src/archive/backup.ts'
import { verifyArchive } from '../src/archive/verify.ts'
import type { Config } from '../src/config.ts'
import { foldersOf, openStore } from '../workers/deps.ts'
import type { Run } from './program.ts'
import { askHidden } from './ask.ts'
import { openSession, type Session } from './session.ts'

const placeOf = (config: Config, session: Session): Place => ({
  url: session.ownerUrl,
  store: openStore(config),
  dataDir: config.dataDir,
  uploadsDir: foldersOf(config).uploadsDir,
})

const passphraseOf = async (config: Config, question: string): Promise<string> => config.backupPassphrase ?? (await askHidden(question))

export function backupCommand(program: Command, run: Run): void {
  program
    .command('backup <folder>')
    .description(
      'Write the database, the sealed copies and the keys into a folder; run again, it writes only new copies. It holds secrets: keep it as you keep keys.',
    )
    .option('--encrypt', 'encrypt it for a passphrase (UNPICK_BACKUP_PASSPHRASE, or asked for); later runs on the folder need none')
    .option('--json', 'print JSON')
    .action((folder: string, options: { json?: boolean; encrypt?: boolean }) =>
      run(options, async ({ config, say }) => {
        const session = await openSession(config, say)
        try {
          const path = resolve(folder)
          const passphrase = options.encrypt ? await passphraseOf(config, 'A passphrase for this backup. Without it nobody opens it, you neither: ') : null
          const manifest = await makeBackup(placeOf(config, session), path, say.progress, passphrase)
          const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
          say.result({ folder: path, rows, tables: manifest.tables.length, sealed: manifest.sealed, damaged: manifest.damaged, head: manifest.head }, () => [
            `${rows} rows of ${manifest.tables.length} tables and ${manifest.sealed} sealed copies are in ${path}.`,
            ...manifest.damaged.map((sha) => `left out, since it is missing or damaged: ${sha}`),
            manifest.recipient === null
              ? 'It holds passphrases (hashed), second factors and the key of the ledger. Keep it where you keep keys, or encrypt it: unpick backup FOLDER --encrypt'
              : 'It is encrypted: it opens with its passphrase alone (unpick restore, or the age tool).',
          ])
          return manifest.damaged.length === 0 ? 0 : 1
        } finally {
          await session.close()
        }
      }),
    )
}

export function restoreCommand(program: Command, run: Run): void {
  program
    .command('restore <folder>')
    .description('Put a backup into an empty data folder or database, and check all of it by its ledger.')
    .option('--json', 'print JSON')
    .action((folder: string, options: { json?: boolean }) =>
      run(options, async ({ config, say }) => {
        const session = await openSession(config, say)
        try {
          const manifest = await restoreBackup(placeOf(config, session), resolve(folder), say.progress, () =>
            passphraseOf(config, 'The passphrase of this backup: '),
          )
          const found = await verifyArchive(session.db, openStore(config), (done, total) => say.progress(`${done} of ${total} sealed copies checked`))
          say.result({ restored: manifest.madeAt, isSound: found.isSound, leaves: found.ledger.leaves, captures: found.captures.checked }, () => [
            `Restored as of ${manifest.madeAt}: ${found.captures.checked} sealed copies, ${found.ledger.leaves} leaves in the ledger, ${found.quotes.checked} quotes.`,
            found.isSound ? 'All sound.' : 'NOT sound. What is wrong: unpick verify',
          ])
          return found.isSound ? 0 : 1
        } finally {
          await session.close()
        }
      }),
    )
}
