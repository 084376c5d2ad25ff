/** Ledger: enters captures, decisions and responses into the Merkle tree, and signs its head. */
import { appendLedger } from '../src/archive/ledger.ts'
import { hasLedgerDue } from '../src/archive/ledger-queries.ts'
import { defineStage } from './stage.ts'

export default defineStage('ledger', {
  due: async ({ db }) => ((await hasLedgerDue(db)) ? [{ of: 'all' as const }] : []),
  async run(deps, _payload, signal) {
    while (!signal.aborted && (await appendLedger(deps)) > 0);
  },
  fail: async ({ log }, _payload, error) => log.error({ error }, 'entering the ledger failed; it is tried again at the next sweep'),
})
