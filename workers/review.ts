/** Review: accepts by their named rules the rows that official lists and companies' own lists state. People do the rest, in the order of what it would connect. */
import { acceptByRule } from '../src/review/accept-by-rule.ts'
import { placeClaims } from '../src/review/place-claims.ts'
import { listForRule } from '../src/review/queries.ts'
import { listUnplaced } from '../src/review/queue-queries.ts'
import { defineStage } from './stage.ts'

export default defineStage('review', {
  due: async ({ db }) => ((await listForRule(db, 1)).length > 0 || (await listUnplaced(db, 1)).length > 0 ? [{ of: 'all' as const }] : []),
  async run(deps, _payload, signal) {
    while (!signal.aborted && (await acceptByRule(deps)) > 0);
    while (!signal.aborted && (await placeClaims(deps)) > 0);
  },
  fail: async ({ log }, _payload, error) => log.error({ error }, 'accepting by rule failed; it is tried again at the next sweep'),
})
