/** Place claims: keeps the review queue in the order of what a decision would connect. */
import { transact } from '../db/client.ts'
import type { ReviewDeps } from './decide-claim.ts'
import { listUnplaced, placeClaim } from './queue-queries.ts'

const BATCH = 100

/** Works out the place of up to 100 claims that wait. @returns how many */
export async function placeClaims({ db, now }: ReviewDeps): Promise<number> {
  const ids = await listUnplaced(db, BATCH)
  for (const id of ids) await transact(db, (tx) => placeClaim(tx, id, now()))
  return ids.length
}
