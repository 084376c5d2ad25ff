/** Suggest: looks among all names for those that may be one organisation, so that people can judge. */
import { listUnsuggested } from '../src/resolve/suggest-queries.ts'
import { SUGGEST_VERSION, suggestMerges } from '../src/resolve/suggest-merges.ts'
import { defineStage } from './stage.ts'

export default defineStage('suggest', {
  due: async ({ db }) => ((await listUnsuggested(db, SUGGEST_VERSION, 1)).length > 0 ? [{ of: 'all' as const }] : []),
  async run(deps, _payload, signal) {
    while (!signal.aborted && (await suggestMerges({ ...deps, names: deps.organisationNames })) > 0);
  },
  fail: async ({ log }, _payload, error) => log.error({ error }, 'suggesting merges failed; it is tried again at the next sweep'),
})
