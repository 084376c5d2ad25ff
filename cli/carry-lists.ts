/** Carry lists: sees to it that the official lists which come with Unpick are published, so that a check is useful on an empty machine. */
import { countUnderWay, listSourceRows } from '../src/archive/source-queries.ts'
import { catalogue } from '../catalogue/catalogue.ts'
import { publishCatalogue } from '../src/publish/publish-catalogue.ts'
import { seedCatalogue } from '../src/resolve/seed-catalogue.ts'
import { hasChanges } from '../src/publish/evidence-queries.ts'
import { stages } from '../workers/stages.ts'
import { runItem } from '../workers/worker.ts'
import { hasWorkers } from '../workers/heartbeat.ts'
import type { Work } from './work.ts'

/** The source whose document comes with the project. */
const CARRIED = 'unpick-uflpa-table'

/** Reads and publishes the carried lists where that was not done before. Where the source is switched off nothing is done. */
export async function carryLists({ deps, until }: Work): Promise<void> {
  const find = async () => (await listSourceRows(deps.db)).find(({ id }) => id === CARRIED)
  const before = await find()
  if (!before?.enabled) return
  if (before.lastRunAt === null && !(await hasWorkers(deps.db, deps.now()))) {
    await seedCatalogue(deps.db, catalogue)
    await publishCatalogue(deps)
    await runItem('collect', deps, { sourceId: CARRIED }, new AbortController().signal)
  }
  const isDone = async () =>
    (await find())?.lastRunAt !== null &&
    (await countUnderWay(deps.db, [CARRIED], deps.now())) === 0 &&
    (before.lastRunAt !== null || ((await stages.review.due(deps)).length === 0 && !(await hasChanges(deps.db))))
  await until(isDone, async () => 'The official lists that come with Unpick are read first', ['collect', 'suggest', 'count', 'ledger', 'digest'])
}
