/** unpick verify: checks every sealed copy against its name, and every quote against the text it was cut from. */
import type { Command } from 'commander'
import { readFile } from 'node:fs/promises'
import { verifyArchive } from '../src/archive/verify.ts'
import { fetchAgain } from '../src/archive/fetch-queries.ts'
import { checkProof } from '../src/archive/check-proof.ts'
import { openStore } from '../workers/deps.ts'
import type { Run } from './program.ts'
import { openSession } from './session.ts'

export function verifyCommand(program: Command, run: Run): void {
  program
    .command('verify')
    .description('Check every sealed copy against its SHA-256, every quote against its text, and every published claim against its decision.')
    .option('--refetch', 'fetch the documents again whose sealed copies are missing or damaged')
    .option('--proof <file>', 'check a proof from /api/v1/ledger/proof/… offline, with no database')
    .option('--json', 'print JSON')
    .action((options: { proof?: string; refetch?: boolean; json?: boolean }) =>
      run(options, async ({ config, say }) => {
        if (options.proof !== undefined) {
          const checked = checkProof(await readFile(options.proof, 'utf8').catch(() => null), options.proof)
          say.result(checked, () => [checked.says])
          return checked.isSound ? 0 : 1
        }
        const session = await openSession(config, say)
        try {
          const found = await verifyArchive(session.db, openStore(config), (done, total) => say.progress(`${done} of ${total} sealed copies checked`))
          const bad = [...found.captures.missing, ...found.captures.damaged]
          const again = options.refetch ? await fetchAgain(session.db, bad, new Date()) : 0
          say.result({ ...found, fetchedAgain: again }, () => [
            `${found.captures.checked} sealed copies: ${found.captures.good} good, ${found.captures.missing.length} missing, ${found.captures.damaged.length} damaged`,
            `${found.quotes.checked} quotes: ${found.quotes.checked - found.quotes.wrong.length} literal, ${found.quotes.wrong.length} not`,
            `${found.ledger.leaves} leaves in the ledger: ${found.ledger.changed.length} rows changed since, ${found.ledger.wrongNodes.length} wrong nodes, ${found.ledger.wrongHeads.length} wrong heads, ${found.ledger.wrongKeys.length} keys nobody vouches for, ${found.ledger.stamps} timestamps (${found.ledger.wrongStamps.length} wrong)${found.ledger.waiting > 0 ? `, ${found.ledger.waiting} waiting to be entered` : ''}`,
            `${found.claims.checked} public claims: ${found.claims.undecided.length} without a decision, ${found.claims.unquoted.length} without a quote`,
            ...[...found.captures.missing, ...found.captures.damaged].map((sha) => `  sealed copy ${sha}`),
            ...found.quotes.wrong.map((id) => `  passage ${id}`),
            ...[...found.claims.undecided, ...found.claims.unquoted].map((id) => `  claim ${id}`),
            ...[
              ...found.ledger.changed,
              ...found.ledger.wrongNodes.map((node) => `node ${node}`),
              ...found.ledger.wrongHeads.map((size) => `head of ${size}`),
              ...found.ledger.wrongKeys.map((id) => `key ${id}`),
              ...found.ledger.wrongStamps.map((size) => `timestamp of ${size}`),
            ].map((name) => `  ledger: ${name}`),
            ...(again > 0
              ? [`${again} documents fall due again: the same bytes put their copies right, other bytes make new ones.`]
              : bad.length > 0
                ? ['Fetch them again with: unpick verify --refetch']
                : []),
            found.isSound ? 'All sound.' : 'NOT sound: see above.',
          ])
          return found.isSound ? 0 : 1
        } finally {
          await session.close()
        }
      }),
    )
}
