/** Demonstrate: drives the made-up documents through the real pipeline, rules on them as made-up reviewers, and takes it all away again. */
import { setTimeout as sleep } from 'node:timers/promises'
import { deleteDemonstration, demonstrationProgress, hasRealDocuments } from '../src/archive/demonstration-queries.ts'
import { keepMadeUpAction } from '../src/campaigns/actions.ts'
import { admitFounding, applyAsAffiliate } from '../src/campaigns/affiliates.ts'
import { holdMadeUpBallot } from '../src/campaigns/ballots.ts'
import { findBrand, listCampaignRows } from '../src/campaigns/campaign-queries.ts'
import { keepCampaign } from '../src/campaigns/keep-campaign.ts'
import { bumpNamesRevision } from '../src/db/change-queries.ts'
import { type Db, transact } from '../src/db/client.ts'
import { findInstance, setInstance } from '../src/db/instance-queries.ts'
import { slugOf } from '../src/model/id.ts'
import { ConflictError } from '../src/errors.ts'
import { dropDemonstration, writeInstance } from '../src/publish/published-queries.ts'
import { READ_VERSION } from '../src/read/read-capture.ts'
import { RESOLVE_VERSION } from '../src/resolve/resolve-capture.ts'
import { seedCatalogue } from '../src/resolve/seed-catalogue.ts'
import { addResponse } from '../src/review/add-response.ts'
import { decideClaim } from '../src/review/decide-claim.ts'
import { type ReviewClaim, listClaims } from '../src/review/queries.ts'
import { AFFILIATES, actions, campaigns } from '../samples/campaigns.ts'
import { catalogue } from '../samples/catalogue.ts'
import { ACCEPT_REASON, ANSWERED, CONTESTED, REJECTED, RETRACTED, REVIEWER, SECOND_REVIEWER } from '../samples/rulings.ts'
import type { WorkerDeps } from './deps.ts'
import { DEMONSTRATION, openStore } from './deps.ts'

const LOOK_EVERY_MS = 150

export type DemonstrationState = 'running' | 'done' | 'removed' | null
export const demonstrationState = async (db: Db): Promise<DemonstrationState> => (await findInstance(db, DEMONSTRATION)) as DemonstrationState

/**
 * Carries the demonstration on from wherever it is, until it is done. Killed at any moment and started again, it ends in
 * the same claims and captures. On a database that somebody has added documents to it does not start. Workers must be running.
 */
export async function runDemonstration(deps: WorkerDeps, say: (line: string) => void, stopping: AbortSignal): Promise<void> {
  const state = await demonstrationState(deps.db)
  if (state === 'done' || state === 'removed') return
  if (state === null && (await hasRealDocuments(deps.db))) return await setState(deps.db, 'removed')
  await setState(deps.db, 'running')
  await seedCatalogue(deps.db, catalogue, true)
  let last = ''
  while (!stopping.aborted) {
    const progress = await demonstrationProgress(deps.db, { read: READ_VERSION, extract: deps.extractor.version, resolve: RESOLVE_VERSION })
    const line = `Demonstration: ${progress.sealed} of ${progress.documents} documents sealed, ${progress.done} read, ${progress.candidates} claims to review`
    if (line !== last) say(line)
    last = line
    const ruled = await ruleOnCandidates(deps)
    const isQuiet = progress.sourcesLeft === 0 && progress.documents > 0 && progress.pending === 0 && progress.candidates === 0 && ruled === 0
    if (isQuiet && (await ruleAgain(deps)) === 0) {
      if (progress.unpublished === 0 && (await findInstance(deps.db, 'demonstration campaigns')) === true) {
        await setState(deps.db, 'done')
        say(`Demonstration: done, ${progress.done} documents${progress.failed > 0 ? `, ${progress.failed} failed` : ''}`)
        return
      }
      if (progress.unpublished === 0) await keepCampaigns(deps)
    }
    await sleep(LOOK_EVERY_MS, undefined, { signal: stopping }).catch(() => undefined)
  }
}

async function setState(db: Db, state: DemonstrationState): Promise<void> {
  await setInstance(db, DEMONSTRATION, state)
  await transact(db, (tx) => writeInstance(tx, DEMONSTRATION, state))
}

/** Rules on what waits. @returns how many */
async function ruleOnCandidates(deps: WorkerDeps): Promise<number> {
  const waiting = (await listClaims(deps.db, { status: 'candidate', demonstration: true }, 200)).filter(
    (claim) => claim.rule !== null && !claim.rule.startsWith('row: '),
  )
  for (const claim of waiting) {
    const rejected = REJECTED.find((ruling) => claim.quote?.includes(ruling.quote))
    await rule(deps, claim, rejected ? 'reject' : 'accept', REVIEWER, rejected?.reason ?? ACCEPT_REASON)
  }
  return waiting.length
}

/** Contests, answers and retracts what the demonstration wants so, once those claims stand. @returns how many rulings were still to be made */
async function ruleAgain(deps: WorkerDeps): Promise<number> {
  const standing = (await listClaims(deps.db, { demonstration: true }, 1_000)).filter((claim) => claim.status === 'accepted' || claim.status === 'published')
  let made = 0
  for (const claim of standing) {
    if (claim.quote?.includes(ANSWERED.quote)) await answer(deps, claim, ANSWERED, null)
    if (claim.quote?.includes(CONTESTED.quote)) {
      await answer(deps, claim, CONTESTED, `http://localhost:${deps.config.port}${CONTESTED.path}`)
      await rule(deps, claim, 'contest', SECOND_REVIEWER, CONTESTED.reason)
      made += 1
    }
    if (claim.quote?.includes(RETRACTED.quote)) {
      await rule(deps, claim, 'retract', SECOND_REVIEWER, RETRACTED.reason)
      made += 1
    }
  }
  return made
}

async function rule(deps: WorkerDeps, claim: ReviewClaim, ruling: 'accept' | 'reject' | 'contest' | 'retract', by: string, reason: string): Promise<void> {
  await decideClaim(deps, { claimId: claim.id, ruling, decidedBy: by, reason }).catch((error: unknown) => {
    if (!(error instanceof ConflictError)) throw error // the claim moved on meanwhile; the next look sees it
  })
}

async function answer(
  deps: WorkerDeps,
  claim: ReviewClaim,
  given: { brand: string; text: string; toldOn: string; receivedOn: string },
  url: string | null,
): Promise<void> {
  const brand = (await findBrand(deps.db, slugOf(given.brand)))?.id
  await addResponse(deps, {
    claimId: claim.id,
    ...(brand ? { organisationId: brand } : {}),
    fromName: given.brand,
    text: given.text,
    receivedOn: given.receivedOn,
    toldOn: given.toldOn,
    url,
    demonstration: true,
  })
}

/** Keeps the made-up groups, campaigns and actions; each call is decided by a ballot, held as if on its day. Killed in between it goes on where it was. */
async function keepCampaigns(deps: WorkerDeps): Promise<void> {
  const known = (error: unknown) => {
    if (!(error instanceof ConflictError)) throw error
  }
  for (const { seats, ...group } of AFFILIATES) {
    await applyAsAffiliate(deps, group, true).catch(known)
    await admitFounding(deps, slugOf(group.name), seats).catch(known)
  }
  const standing = new Set((await listCampaignRows(deps.db)).filter(({ call }) => call !== null).map(({ slug }) => slug))
  for (const { campaign, daysAgo, call, reason, choices } of campaigns(deps.now())) {
    await keepCampaign(deps, campaign, 'the demonstration')
    if (standing.has(campaign.slug)) continue
    const then = new Date(deps.now().getTime() - daysAgo * 86_400_000)
    const proposal = { kind: 'call' as const, call: call.kind, opensOn: then.toISOString().slice(0, 10), closesOn: call.closesOn }
    await holdMadeUpBallot({ db: deps.db, now: () => then }, { proposal, about: campaign.slug, reason, isSecret: false }, choices).catch(known)
  }
  for (const { key, action } of actions(deps.now())) await keepMadeUpAction(deps, key, action)
  await setInstance(deps.db, 'demonstration campaigns', true)
}

/** Takes the demonstration away: rows, pages and sealed copies. Real evidence is not touched. @returns how many sealed copies went */
export async function removeDemonstration(deps: Pick<WorkerDeps, 'db' | 'config'>): Promise<number> {
  const shas = await transact(deps.db, async (tx) => {
    await bumpNamesRevision(tx)
    const gone = await deleteDemonstration(tx)
    await dropDemonstration(tx)
    await writeInstance(tx, DEMONSTRATION, 'removed')
    return gone
  })
  await setInstance(deps.db, DEMONSTRATION, 'removed')
  for (const sha of shas) await openStore(deps.config).delete(sha)
  return shas.length
}
