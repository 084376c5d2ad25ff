/** Keep settings: what this instance says of itself, for its pages. */
import { type Db, transact } from '../db/client.ts'
import { setInstance } from '../db/instance-queries.ts'
import type { Settings } from '../model/settings.ts'
import { writeInstance } from './published-queries.ts'

/** Keeps settings and publishes them. */
export async function keepSettings(db: Db, settings: Settings): Promise<void> {
  await transact(db, async (tx) => {
    await setInstance(tx, 'settings', settings)
    await writeInstance(tx, 'settings', settings)
  })
}
