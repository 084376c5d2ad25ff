/** Publish brands: the profile of each brand, from its own claims and the chains below it. */
import type { Tx } from '../db/client.ts'
import type { Predicate } from '../model/claim.ts'
import { type BrandProfile, refOf } from '../model/profile.ts'
import { sentenceOf } from '../model/sentence.ts'
import { linksBelow } from './brand-links.ts'
import { findChains } from './chains.ts'
import { type WrittenClaim, claimRecords } from './claim-records.ts'
import { type OrganisationRow, PUBLIC, type SiteRow, canonicalGroups, loadClaims, loadOrganisations, loadSites } from './evidence-queries.ts'
import { headlineOf } from './headline.ts'
import { noteVersions } from './history-queries.ts'
import { loadActions, loadCampaigns } from './campaign-queries.ts'
import { actionRecord, campaignRecord, isAhead } from './present-campaigns.ts'
import { publishActions } from './publish-campaigns.ts'
import { dropBrand, loadShown, endsOfProfile, writeBrands, writeCampaigns, writeSites } from './published-queries.ts'
import { loadNotices, loadResponses } from './told-queries.ts'
import { isOwner, othersSay } from './whose-responses.ts'
import { loadSubjects } from './written-queries.ts'

/** What a brand's page says of the brand itself, beside its chains. */
const OF_ITSELF: ReadonlySet<Predicate> = new Set(['brand_of', 'owned_by', 'committed_to'])

/** Writes the profile of every brand among these. @returns the ends, as `kind slug`, for which another brand or another headline is to be shown now */
export async function publishBrands(tx: Tx, ids: readonly string[], now: Date): Promise<Set<string>> {
  const rows = [...(await loadOrganisations(tx, ids)).values()].filter((row) => row.kind === 'brand' && row.slug !== null)
  if (rows.length === 0) return new Set()
  const brandIds = rows.map((row) => row.id)
  const groups = await canonicalGroups(tx, brandIds)
  const claims = (await loadClaims(tx, [...groups.values()].flat(), PUBLIC)).filter(
    ({ predicate, status }) => OF_ITSELF.has(predicate) || status === 'retracted',
  )
  const own = Map.groupBy(await claimRecords(tx, claims), ({ subjectId }) => subjectId)
  const spokenOf = await loadSubjects(tx, brandIds)
  const members = [...groups.values()].flat()
  const today = now.toISOString().slice(0, 10)
  const chains = new Map([...(await linksBelow(tx, brandIds))].map(([id, links]) => [id, findChains(id, links, today)]))
  const ofThemselves = [...own.values()].flat().map(({ record }) => record)
  const claimIds = [...[...chains.values()].flat().flatMap((chain) => chain.steps.map((step) => step.claim)), ...ofThemselves.map(({ id }) => id)]
  const speakers = [...brandIds, ...ofThemselves.filter(isOwner).map(({ object }) => object.id as string)]
  const loaded: Loaded = {
    sites: await loadSites(tx, members),
    actions: await loadActions(tx, { organisationIds: members }),
    campaigns: await loadCampaigns(tx, members),
    responses: await loadResponses(tx, { claimIds, organisationIds: speakers }),
    notices: await loadNotices(tx, { organisationIds: members }),
  }
  const before = await loadShown(
    tx,
    rows.map((row) => row.slug as string),
  )
  const changed = new Set<string>()
  const profiles: BrandProfile[] = []
  const sites = new Map<string, SiteRow[]>()
  for (const row of rows) {
    const slug = row.slug as string
    const parts = {
      group: new Set(groups.get(row.id) ?? [row.id]),
      own: own.get(row.id) ?? [],
      chains: chains.get(row.id) ?? [],
      isSpokenOf: spokenOf.has(row.id),
    }
    const was = before.get(slug)
    const sitesOf = loaded.sites.filter(({ ofId }) => parts.group.has(ofId)).map(({ ofId: _, ...site }) => site)
    const profile = parts.isSpokenOf || sitesOf.length > 0 ? await profileOf(tx, row, slug, parts, loaded, sitesOf, was?.placed ?? 0, now) : null
    if (profile) {
      profiles.push(profile)
      sites.set(slug, sitesOf)
    } else await dropBrand(tx, slug)
    const ends = profile ? endsOfProfile(profile) : new Set<string>()
    const isSame = was !== undefined && was.headline === profile?.headline && was.name === row.name
    for (const end of was?.ends ?? []) if (!isSame || !ends.has(end)) changed.add(end)
    for (const end of ends) if (!isSame || !was.ends.has(end)) changed.add(end)
  }
  await writeBrands(tx, profiles, now)
  await writeSites(tx, sites)
  await publishActions(
    tx,
    loaded.actions.map(({ id }) => id),
  )
  await noteVersions(tx, profiles, now)
  return changed
}

type Parts = {
  readonly group: ReadonlySet<string>
  readonly own: readonly WrittenClaim[]
  readonly chains: BrandProfile['chains']
  readonly isSpokenOf: boolean
}
/** What is loaded for all brands together. */
type Loaded = {
  readonly sites: Awaited<ReturnType<typeof loadSites>>
  readonly actions: Awaited<ReturnType<typeof loadActions>>
  readonly campaigns: Awaited<ReturnType<typeof loadCampaigns>>
  readonly responses: Awaited<ReturnType<typeof loadResponses>>
  readonly notices: Awaited<ReturnType<typeof loadNotices>>
}

/** What one brand's page says. Its campaigns are written; `placed` says how many stand there. */
async function profileOf(
  tx: Tx,
  row: OrganisationRow,
  slug: string,
  { group, own, chains }: Parts,
  loaded: Loaded,
  sites: readonly SiteRow[],
  placed: number,
  now: Date,
): Promise<BrandProfile> {
  const brand = { slug, name: row.name }
  const ofBrand = ({ organisationId }: { readonly organisationId: string | null }) => organisationId !== null && group.has(organisationId)
  const campaigns = loaded.campaigns.filter(ofBrand).map((campaign) => campaignRecord(campaign, brand))
  const actions = loaded.actions.filter((action) => ofBrand(action) && isAhead(action, now)).map((action) => actionRecord(action, brand))
  const told = loaded.notices.find(ofBrand)
  const live = own.filter(({ record }) => record.status !== 'retracted')
  const { headline, grade } = headlineOf(chains)
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
    owners: live.filter(({ record }) => isOwner(record)).map(({ record }) => ({ organisation: refOf(record.object), claim: record.id })),
    chains,
    pledges: live.filter(({ record }) => record.predicate === 'committed_to').map(({ record }) => ({ claim: record.id, text: record.object.name })),
    responses: loaded.responses.filter(({ by }) => by.id === row.id),
    otherResponses: othersSay(row.id, live, chains, loaded.responses),
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
  if (placed + campaigns.length > 0) await writeCampaigns(tx, slug, campaigns)
  return profile
}
