/** Publish changes: writes anew what the public sees of whatever changed, and only that. The only writer of the published schema. */
import { type Db, type Tx, transact } from '../db/client.ts'
import type { OrganisationRecord } from '../model/profile.ts'
import { staleCaptures } from './capture-queries.ts'
import { MOST_STEPS } from './chains.ts'
import { type WrittenClaim, claimRecords, withGrades } from './claim-records.ts'
import {
  PUBLIC,
  canonicalGroups,
  dropChanges,
  loadClaims,
  loadOrganisations,
  lockPublishing,
  markPublished,
  organisationsAbove,
  takeChanges,
} from './evidence-queries.ts'
import { writeGrades } from './history-queries.ts'
import { loadStanding, noteNews } from './news-queries.ts'
import { publishBrands } from './publish-brands.ts'
import { publishCampaigns } from './publish-campaigns.ts'
import { publishCaptures } from './publish-captures.ts'
import { publishEnds } from './publish-ends.ts'
import { dropClaims, dropConfidential, dropMergedBrands, writeClaims } from './published-queries.ts'
import { loadJudgements } from './told-queries.ts'
import { type OrganisationWrite, loadWritten, writeOrganisations } from './written-queries.ts'

export type PublishDeps = { readonly db: Db; readonly now: () => Date }

const BATCH = 200

/**
 * Publishes what changed: up to 200 subjects, in one transaction. What changes meanwhile stays noted and comes next.
 * @returns how many subjects it took, or how much of campaigns where no subject changed
 */
export async function publishChanges(deps: PublishDeps): Promise<number> {
  return transact(deps.db, async (tx) => {
    await lockPublishing(tx)
    const taken = await takeChanges(tx, BATCH)
    if (taken.length === 0) return await publishCampaigns(tx)
    const now = deps.now()
    const groups = await canonicalGroups(
      tx,
      taken.map((row) => row.subjectId),
    )
    const claims = await loadClaims(tx, [...groups.values()].flat(), PUBLIC, { sites: true })
    const records = await claimRecords(tx, claims)
    await writeGrades(tx, records, now)
    const standing = await loadStanding(
      tx,
      claims.map((claim) => claim.id),
    )
    const written = await withGrades(tx, records)
    const changed = await writeClaims(tx, written, now)
    const shown = new Set(records.map(({ record }) => record.id))
    const dropped = claims.filter((claim) => !shown.has(claim.id))
    const moved = claims.filter((claim) => changed.has(claim.id) || !shown.has(claim.id))
    await dropClaims(
      tx,
      dropped.map((claim) => claim.id),
    )
    if (standing !== null)
      await noteNews(
        tx,
        standing,
        written,
        dropped.map((claim) => claim.id),
        now,
      )
    await markPublished(
      tx,
      records.map(({ record }) => record.id),
    )
    await dropConfidential(tx)
    const shas = (of: readonly WrittenClaim[]) =>
      [...new Set(of.flatMap(({ record }) => record.evidence.map((item) => item.capture)))].filter((sha) => sha !== null)
    const fresh = shas(records.filter(({ record }) => changed.has(record.id)))
    await publishCaptures(tx, [...new Set([...fresh, ...(await staleCaptures(tx, shas(records)))])], now)
    const touched = new Set([...groups.keys(), ...moved.flatMap((claim) => (claim.object.kind === 'organisation' && claim.object.id ? [claim.object.id] : []))])
    await publishOrganisations(tx, [...touched], now)
    const above = await organisationsAbove(tx, [...groups.keys()], MOST_STEPS)
    const merged = [...groups].flatMap(([canonical, members]) => members.filter((id) => id !== canonical))
    const ends = new Set([...(await dropMergedBrands(tx, merged)), ...(await publishBrands(tx, [...above], now))])
    await publishEnds(tx, ends, moved, now)
    await dropChanges(tx, taken)
    return taken.length
  })
}

async function publishOrganisations(tx: Tx, ids: readonly string[], now: Date): Promise<void> {
  const [rows, groups] = [await loadOrganisations(tx, ids), await canonicalGroups(tx, ids)]
  const members = [...rows.keys()].flatMap((id) => groups.get(id) ?? [id])
  const claims = await loadWritten(tx, [...rows.keys()], members)
  const judged = await loadJudgements(tx, members)
  const writes: OrganisationWrite[] = [...rows.values()].map((row) => ({
    members: groups.get(row.id) ?? [row.id],
    record: {
      id: row.id,
      name: row.name,
      kind: row.kind,
      country: row.country,
      place: row.place,
      names: row.names,
      identifiers: row.identifiers,
      brand: row.kind === 'brand' ? row.slug : null,
      judged: judged.filter(({ ofId }) => (groups.get(row.id) ?? [row.id]).includes(ofId)).map(({ ofId: _, ...each }) => each),
      claims: claims
        .filter((claim) => claim.subject.id === row.id || claim.object.id === row.id)
        .map(({ evidence, responses: _responses, decisions: _decisions, notices: _notices, decisionDue: _due, grades: _grades, ...claim }) => ({
          ...claim,
          evidence: evidence.length,
        })),
      demonstration: row.demonstration,
      updated: now.toISOString(),
    } satisfies OrganisationRecord,
  }))
  await writeOrganisations(tx, writes, now)
}
