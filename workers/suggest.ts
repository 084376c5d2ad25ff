/** Suggest: looks among all names for those that may be one organisation, so that people can judge. */
import { listStale, listUnsuggested } from '../src/resolve/suggest-queries.ts'
import { PLACE_HOLDS_MS, SUGGEST_VERSION, refreshConnects, suggestMerges } from '../src/resolve/suggest-merges.ts'
import { defineStage } from './stage.ts'

export default defineStage('suggest', {
  due: async ({ db, now }) => {
    const isDue = (await listUnsuggested(db, SUGGEST_VERSION, 1)).length > 0 || (await listStale(db, new Date(now().getTime() - PLACE_HOLDS_MS), 1)).length > 0
    return isDue ? [{ of: 'all' as const }] : []
  },
  async run(deps, _payload, signal) {
    while (!signal.aborted && (await suggestMerges({ ...deps, names: deps.organisationNames })) > 0);
    while (!signal.aborted && (await refreshConnects(deps)) > 0);
  },
  fail: async ({ log }, _payload, error) => log.error({ error }, 'suggesting merges failed; it is tried again at the next sweep'),
})
