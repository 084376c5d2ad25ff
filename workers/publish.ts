/** Publish: writes anew what the public sees of whatever changed. */
import { hasChanges } from '../src/publish/evidence-queries.ts'
import { publishChanges } from '../src/publish/publish-changes.ts'
import { defineStage } from './stage.ts'

export default defineStage('publish', {
  due: async ({ db }) => ((await hasChanges(db)) ? [{ of: 'all' as const }] : []),
  async run(deps, _payload, signal) {
    while (!signal.aborted && (await publishChanges(deps)) > 0);
  },
  fail: async ({ log }, _payload, error) => log.error({ error }, 'publishing failed; it is tried again at the next sweep'),
})
