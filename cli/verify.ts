/** unpick verify: checks every sealed copy against its name, and every quote against the text it was cut from. */
import type { Command } from 'commander'
import { readFile } from 'node:fs/promises'
import { verifyArchive } from '../src/archive/verify.ts'
import { checkProof } from '../src/archive/check-proof.ts'
import { createStore } from '../src/archive/store.ts'
import { foldersOf } from '../workers/deps.ts'
import type { Run } from './main.ts'
import { openSession } from './session.ts'

export function verifyCommand(program: Command, run: Run): void {
  program
    .command('verify')
    .description('Check every sealed copy against its SHA-256, every quote against its text, and every published claim against its decision.')
    .option('--proof <file>', 'check a proof from /api/v1/ledger/proof/… offline, with no database')
    .option('--json', 'print JSON')
    .action((options: { proof?: string; json?: boolean }) =>
      run(options, async ({ config, say }) => {
        if (options.proof !== undefined) {
          const checked = checkProof(await readFile(options.proof, 'utf8').catch(() => null), options.proof)
          say.result(checked, () => [checked.says])
          return checked.isSound ? 0 : 1
        }
        const session = await openSession(config, say)
        try {
          const found = await verifyArchive(session.db, createStore(foldersOf(config).capturesDir), (done, total) =>
            say.progress(`${done} of ${total} sealed copies checked`),
          )
          say.result(found, () => [
            `${found.captures.checked} sealed copies: ${found.captures.good} good, ${found.captures.missing.length} missing, ${found.captures.damaged.length} damaged`,
            `${found.quotes.checked} quotes: ${found.quotes.checked - found.quotes.wrong.length} literal, ${found.quotes.wrong.length} not`,
            `${found.ledger.leaves} leaves in the ledger: ${found.ledger.changed.length} rows changed since, ${found.ledger.wrongNodes.length} wrong nodes, ${found.ledger.wrongHeads.length} wrong heads${found.ledger.waiting > 0 ? `, ${found.ledger.waiting} waiting to be entered` : ''}`,
            `${found.claims.checked} public claims: ${found.claims.undecided.length} without a decision, ${found.claims.unquoted.length} without a quote`,
            ...[...found.captures.missing, ...found.captures.damaged].map((sha) => `  sealed copy ${sha}`),
            ...found.quotes.wrong.map((id) => `  passage ${id}`),
            ...[...found.claims.undecided, ...found.claims.unquoted].map((id) => `  claim ${id}`),
            ...[
              ...found.ledger.changed,
              ...found.ledger.wrongNodes.map((node) => `node ${node}`),
              ...found.ledger.wrongHeads.map((size) => `head of ${size}`),
            ].map((name) => `  ledger: ${name}`),
            found.isSound ? 'All sound.' : 'NOT sound: see above.',
          ])
          return found.isSound ? 0 : 1
        } finally {
          await session.close()
        }
      }),
    )
}
