/** Publish campaigns: ballots, affiliated groups and actions, of those that changed. */
import type { Tx } from '../db/client.ts'
import {
  dropCampaignChanges,
  loadActions,
  loadAffiliates,
  loadBallots,
  takeCampaignChanges,
  writeActions,
  writeAffiliates,
  writeBallots,
} from './campaign-queries.ts'
import { actionRecord, ballotRecord } from './present-campaigns.ts'

const BATCH = 500

/** Publishes what changed of campaigns beside the brands. @returns how much it took */
export async function publishCampaigns(tx: Tx): Promise<number> {
  const taken = await takeCampaignChanges(tx, BATCH)
  if (taken.length === 0) return 0
  const of = (kind: string) => taken.filter((change) => change.kind === kind).map(({ ref }) => ref)
  const [ballots, affiliates, actions] = [of('ballot'), of('affiliate'), of('action')]
  if (ballots.length > 0) await writeBallots(tx, (await loadBallots(tx, ballots)).map(ballotRecord))
  if (affiliates.length > 0) await writeAffiliates(tx, await loadAffiliates(tx, affiliates))
  await publishActions(tx, actions)
  await dropCampaignChanges(tx, taken)
  return taken.length
}

/** Publishes these actions, or takes them off the pages when they may not be seen. */
export async function publishActions(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await writeActions(
    tx,
    ids,
    (await loadActions(tx, { ids })).map((row) => actionRecord(row)),
  )
}
