/** Count: counts the ballots whose time is up, and does what was carried. */
import { dueBallots } from '../src/campaigns/ballot-queries.ts'
import { countBallots } from '../src/campaigns/ballots.ts'
import { defineStage } from './stage.ts'

export default defineStage('count', {
  due: async ({ db, now }) => ((await dueBallots(db, now())).length > 0 ? [{ of: 'all' as const }] : []),
  run: async (deps) => void (await countBallots(deps)),
  fail: async ({ log }, _payload, error) => log.error({ error }, 'ballots could not be counted; it is tried again at the next sweep'),
})
