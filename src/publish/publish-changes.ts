/** Publish changes: writes anew what the public sees of whatever changed, and only that. The only writer of the published schema. */
import { type Db, type Tx, transact } from '../db/client.ts'
import { gradeClaim, pairText } from '../model/grade.ts'
import { decisionDue } from '../model/reply.ts'
import type { BrandProfile, ClaimRecord, OrganisationRecord, Response } from '../model/profile.ts'
import { graded } from './graded.ts'
import { type Link, MOST_STEPS, findChains } from './chains.ts'
import {
  type ClaimRow,
  LINKING,
  type OrganisationRow,
  PUBLIC,
  canonicalGroups,
  dropChanges,
  loadActions,
  loadCampaigns,
  loadClaims,
  loadClaimsByObject,
  loadEvidence,
  loadOrganisations,
  loadSites,
  lockPublishing,
  markPublished,
  organisationsAbove,
  takeChanges,
} from './evidence-queries.ts'
import { type GradeSince, gradesOf, noteVersion, writeGrades } from './history-queries.ts'
import { headlineOf, sentenceOf } from './headline.ts'
import { presented } from './present-evidence.ts'
import { actionRecord, campaignRecord } from './present-campaigns.ts'
import { publishCaptures } from './publish-captures.ts'
import { publishEnds } from './publish-ends.ts'
import {
  type OrganisationWrite,
  dropBrand,
  dropClaims,
  dropConfidential,
  dropMergedBrands,
  writeActions,
  writeBrand,
  writeCampaigns,
  writeClaims,
  writeOrganisations,
  writeSites,
} from './published-queries.ts'
import { statementOf } from './statement.ts'
import { loadDecisions, loadJudgements, loadNotices, loadResponses } from './told-queries.ts'

export type PublishDeps = { readonly db: Db; readonly now: () => Date }

const BATCH = 200

/**
 * Publishes what changed: up to 200 subjects, in one transaction. What changes meanwhile stays noted and comes next.
 * @returns how many subjects it took
 */
export async function publishChanges(deps: PublishDeps): Promise<number> {
  return transact(deps.db, async (tx) => {
    await lockPublishing(tx)
    const taken = await takeChanges(tx, BATCH)
    if (taken.length === 0) return 0
    const now = deps.now()
    const groups = await canonicalGroups(
      tx,
      taken.map((row) => row.subjectId),
    )
    const claims = await loadClaims(tx, [...groups.values()].flat(), PUBLIC, { sites: true })
    const records = await claimRecords(tx, claims)
    await writeGrades(tx, records, now)
    await writeClaims(tx, await withGrades(tx, records), now)
    await dropClaims(
      tx,
      claims.filter((claim) => !records.some(({ record }) => record.id === claim.id)).map((claim) => claim.id),
    )
    await markPublished(
      tx,
      records.map(({ record }) => record.id),
    )
    await dropConfidential(tx)
    await publishCaptures(
      tx,
      [...new Set(records.flatMap(({ record }) => record.evidence.map((item) => item.capture)))].filter((sha) => sha !== null),
      now,
    )
    const touched = new Set([
      ...groups.keys(),
      ...claims.flatMap((claim) => (claim.object.kind === 'organisation' && claim.object.id ? [claim.object.id] : [])),
    ])
    await publishOrganisations(tx, [...touched], now)
    const above = await organisationsAbove(tx, [...groups.keys()], MOST_STEPS)
    const merged = [...groups].flatMap(([canonical, members]) => members.filter((id) => id !== canonical))
    const ends = new Set([...(await dropMergedBrands(tx, merged)), ...(await publishBrands(tx, [...above], now))])
    await publishEnds(tx, ends, claims, now)
    await dropChanges(tx, taken)
    return taken.length
  })
}

type WrittenClaim = { readonly subjectId: string; readonly record: ClaimRecord }

/** What the public sees of claims. One of which nothing may be shown is left out. */
async function claimRecords(tx: Tx, claims: readonly ClaimRow[]): Promise<WrittenClaim[]> {
  const ids = claims.map((claim) => claim.id)
  const [evidence, decisions] = [await loadEvidence(tx, ids), await loadDecisions(tx, ids)]
  const [responses, notices] = [await loadResponses(tx, { claimIds: ids }), Map.groupBy(await loadNotices(tx, { claimIds: ids }), (notice) => notice.claimId)]
  return claims.flatMap((claim) => {
    const rows = evidence.get(claim.id) ?? []
    const grade = gradeClaim(rows.map(graded))
    if (!grade && claim.status !== 'retracted') return []
    const ruled = decisions.get(claim.id) ?? []
    return {
      subjectId: claim.subjectId,
      record: {
        id: claim.id,
        subject: claim.subject,
        predicate: claim.predicate,
        object: claim.object,
        product: claim.product,
        tier: claim.tier,
        period: claim.period,
        status: claim.status === 'accepted' ? 'published' : claim.status,
        grade: grade && claim.status !== 'retracted' ? pairText(grade) : null,
        statement: statementOf(claim),
        // What was retracted is said once, as what was withdrawn and why; its quotes are not put before the public again.
        evidence: claim.status === 'retracted' ? [] : rows.map(presented),
        responses: responses.filter((response) => response.claim === claim.id).map(responseOf),
        decisions: ruled,
        notices: (notices.get(claim.id) ?? []).map(({ claimId: _, ...notice }) => notice),
        decisionDue:
          claim.status === 'contested' ? decisionDue(ruled.findLast(({ ruling }) => ruling === 'contest')?.at ?? claim.changedAt.toISOString()) : null,
        grades: [],
        demonstration: claim.demonstration,
        updated: claim.changedAt.toISOString(),
      },
    }
  })
}

/** The same, each with how it was graded since when. */
async function withGrades(tx: Tx, written: readonly WrittenClaim[]): Promise<WrittenClaim[]> {
  const grades = await gradesOf(
    tx,
    written.map(({ record }) => record.id),
  )
  return written.map(({ subjectId, record }) => ({ subjectId, record: { ...record, grades: grades.get(record.id) ?? ([] as GradeSince[]) } }))
}

function responseOf({ organisationId: _, ...response }: Response & { organisationId: string }): Response {
  return response
}

async function publishOrganisations(tx: Tx, ids: readonly string[], now: Date): Promise<void> {
  const rows = await loadOrganisations(tx, ids)
  const groups = await canonicalGroups(tx, ids)
  const writes: OrganisationWrite[] = []
  for (const row of rows.values()) {
    const members = groups.get(row.id) ?? [row.id]
    const own = await loadClaims(tx, members, PUBLIC)
    const others = await loadClaimsByObject(tx, { organisations: members })
    const claims = await claimRecords(tx, [...own, ...others])
    const record: OrganisationRecord = {
      id: row.id,
      name: row.name,
      kind: row.kind,
      country: row.country,
      place: row.place,
      names: row.names,
      identifiers: row.identifiers,
      brand: row.kind === 'brand' ? row.slug : null,
      judged: await loadJudgements(tx, members),
      claims: claims.map(
        ({ record: { evidence, responses: _responses, decisions: _decisions, notices: _notices, decisionDue: _due, grades: _grades, ...claim } }) => ({
          ...claim,
          evidence: evidence.length,
        }),
      ),
      demonstration: row.demonstration,
      updated: now.toISOString(),
    }
    writes.push({ record, members })
  }
  await writeOrganisations(tx, writes, now)
}

/** Writes the profile of every brand among these. @returns the ends of their chains, before and after */
async function publishBrands(tx: Tx, ids: readonly string[], now: Date): Promise<Set<string>> {
  const ends = new Set<string>()
  const organisations = await loadOrganisations(tx, ids)
  for (const row of organisations.values()) {
    if (row.kind !== 'brand' || row.slug === null) continue
    for (const end of await publishBrand(tx, row, row.slug, now)) ends.add(end)
  }
  return ends
}

async function publishBrand(tx: Tx, row: OrganisationRow, slug: string, now: Date): Promise<string[]> {
  const group = (await canonicalGroups(tx, [row.id])).get(row.id) ?? [row.id]
  const own = await claimRecords(tx, await loadClaims(tx, group, PUBLIC))
  const sites = await loadSites(tx, group)
  if (own.length === 0 && sites.length === 0) return dropBrand(tx, slug)
  const chains = findChains(row.id, await linksBelow(tx, row.id), now.toISOString().slice(0, 10))
  const chainClaims = chains.flatMap((chain) => chain.steps.map((step) => step.claim))
  const brand = { slug, name: row.name }
  const campaigns = (await loadCampaigns(tx, group)).map((campaign) => campaignRecord(campaign, brand))
  const actions = (await loadActions(tx, group)).map((action) => actionRecord(action, brand))
  const { headline, grade } = headlineOf(chains)
  const responses = await loadResponses(tx, { claimIds: chainClaims, organisationIds: group })
  const [told] = await loadNotices(tx, { organisationIds: group })
  const live = own.filter(({ record }) => record.status !== 'retracted')
  const profile: BrandProfile = {
    slug,
    id: row.id,
    name: row.name,
    sector: row.sector,
    headline,
    grade,
    sentence: sentenceOf(row.name, chains),
    demonstration: row.demonstration,
    names: row.names,
    owners: live
      .filter(({ record }) => (record.predicate === 'brand_of' || record.predicate === 'owned_by') && record.object.id !== null)
      .map(({ record }) => ({ organisation: { id: record.object.id as string, name: record.object.name }, claim: record.id })),
    chains,
    pledges: live.filter(({ record }) => record.predicate === 'committed_to').map(({ record }) => ({ claim: record.id, text: record.object.name })),
    responses: responses.map(responseOf),
    told: told ? { to: told.to, sent: told.sent, answerBy: told.answerBy } : null,
    retractions: own
      .filter(({ record }) => record.status === 'retracted')
      .map(({ record }) => {
        const last = record.decisions.at(-1)
        return { claim: record.id, statement: record.statement, reason: last?.reason ?? '', at: last?.at ?? record.updated }
      }),
    campaigns,
    actions,
    sites: sites.length,
    towns: [...new Set(sites.map((site) => site.town).filter((town) => town !== null))].sort(),
    updated: now.toISOString(),
  }
  const before = await writeBrand(tx, profile, now)
  await noteVersion(tx, profile, now)
  await writeSites(tx, slug, sites)
  await writeCampaigns(tx, slug, campaigns)
  await writeActions(tx, slug, actions, await loadActions(tx, group))
  return [...before, ...chains.map((chain) => `${chain.ends.kind} ${chain.ends.slug}`)]
}

/** Every claim below a brand that can be a step, level by level. */
async function linksBelow(tx: Tx, brandId: string): Promise<Link[]> {
  const links: Link[] = []
  const seen = new Set([brandId])
  let frontier = [brandId]
  for (let level = 0; level < MOST_STEPS && frontier.length > 0; level += 1) {
    const members = [...(await canonicalGroups(tx, frontier)).values()].flat()
    const claims = await loadClaims(tx, members, LINKING)
    const evidence = await loadEvidence(
      tx,
      claims.map((claim) => claim.id),
    )
    frontier = []
    for (const claim of claims) {
      const rows = evidence.get(claim.id) ?? []
      const grade = gradeClaim(rows.map(graded))
      if (!grade) continue
      links.push({
        claim: claim.id,
        predicate: claim.predicate,
        subject: claim.subject,
        object: claim.object,
        product: claim.product,
        period: claim.period,
        status: claim.status === 'accepted' ? 'published' : claim.status,
        grade,
        evidence: rows.map(presented),
      })
      if (claim.object.kind === 'organisation' && claim.object.id !== null && !seen.has(claim.object.id)) {
        seen.add(claim.object.id)
        frontier.push(claim.object.id)
      }
    }
  }
  return links
}
