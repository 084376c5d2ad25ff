/** Publish catalogue: every programme and official list, so that their pages stand before the first claim. */
import { transact } from '../db/client.ts'
import { publishLists, publishProgrammes } from './publish-ends.ts'
import type { PublishDeps } from './publish-changes.ts'

/** Writes all programmes and lists. */
export async function publishCatalogue({ db, now }: PublishDeps): Promise<void> {
  await transact(db, async (tx) => {
    await publishProgrammes(tx, null, now())
    await publishLists(tx, null, now())
  })
}
