/** Ledger: enters captures, decisions and responses into the Merkle tree, signs its head, and has it stamped where an authority is configured. */
import { appendLedger } from '../src/archive/ledger.ts'
import { hasLedgerDue } from '../src/archive/ledger-queries.ts'
import { isStampDue, stampLedger } from '../src/archive/stamp-ledger.ts'
import type { WorkerDeps } from './deps.ts'
import { defineStage } from './stage.ts'

const isStamped = async ({ db, config, now }: WorkerDeps): Promise<boolean> => config.timestampUrl === null || !(await isStampDue(db, now()))

export default defineStage('ledger', {
  due: async (deps) => ((await hasLedgerDue(deps.db)) || !(await isStamped(deps)) ? [{ of: 'all' as const }] : []),
  async run(deps, _payload, signal) {
    while (!signal.aborted && (await appendLedger(deps)) > 0);
    if (deps.config.timestampUrl !== null && !(await isStamped(deps))) await stampLedger(deps, deps.config.timestampUrl)
  },
  fail: async ({ log }, _payload, error) => log.error({ error }, 'the ledger could not be carried on; it is tried again at the next sweep'),
})
