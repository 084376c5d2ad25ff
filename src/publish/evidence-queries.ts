/** SQL that publish reads: public claims with their evidence, as the evidence tables hold them. */
import { type RawBuilder, sql } from 'kysely'
import type { Db, Tx } from '../db/client.ts'
import type { ClaimStatus, Predicate } from '../model/claim.ts'
import type { ClaimEnd } from '../model/profile.ts'
import type { OrganisationKind } from '../model/organisation.ts'
import { type EvidenceRow, isShown } from './present-evidence.ts'

/** Statuses that the public may see. */
export const PUBLIC: readonly ClaimStatus[] = ['accepted', 'published', 'contested', 'retracted']
/** Statuses whose claims can be steps of a chain. */
export const LINKING: readonly ClaimStatus[] = ['accepted', 'published', 'contested']

/** Subjects whose claims changed, oldest first, with how often: what is written is taken off only if that has not moved on. */
export async function takeChanges(tx: Tx, limit: number): Promise<{ subjectId: string; changes: number }[]> {
  return tx.selectFrom('unpublishedChange').select(['subjectId', 'changes']).orderBy('since').orderBy('subjectId').limit(limit).execute()
}
/** One process publishes at a time; others wait here until it has committed. Tables are joined in the order written: looking for a better one costs more than the queries. */
export async function lockPublishing(tx: Tx): Promise<void> {
  await sql`select set_config('join_collapse_limit', '1', true), set_config('plan_cache_mode', 'force_generic_plan', true), pg_advisory_xact_lock(hashtext('unpick publish'))`.execute(
    tx,
  )
}
export async function hasChanges(db: Db): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`select exists (select 1 from unpublished_change) or exists (select 1 from campaign_change) as is`.execute(db)
  return rows[0]?.is === true
}
export async function dropChanges(tx: Tx, taken: readonly { subjectId: string; changes: number }[]): Promise<void> {
  await sql`delete from unpublished_change u using unnest(${taken.map((row) => row.subjectId)}::text[], ${taken.map((row) => row.changes)}::bigint[]) as t(id, n) where u.subject_id = t.id and u.changes = t.n`.execute(
    tx,
  )
}

/** The one organisation that each of these stands for, and every row that stands for it. */
export async function canonicalGroups(tx: Tx, ids: readonly string[]): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ canonical: string; id: string }>`
    with wanted as (select distinct coalesce(same_as, id) as canonical from organisation where id = any(${[...ids]}))
    select w.canonical, o.id from wanted w join organisation o on o.id = w.canonical or o.same_as = w.canonical`.execute(tx)
  const groups = new Map<string, string[]>()
  for (const { canonical, id } of rows) groups.set(canonical, [...(groups.get(canonical) ?? []), id])
  return groups
}

export type OrganisationRow = {
  id: string
  name: string
  kind: OrganisationKind
  country: string | null
  place: string | null
  sector: string | null
  slug: string | null
  demonstration: boolean
  names: string[]
  identifiers: string[]
}

/** Organisations by canonical id, with every name of every row that stands for them. */
export async function loadOrganisations(tx: Tx, canonicalIds: readonly string[]): Promise<Map<string, OrganisationRow>> {
  const { rows } = await sql<OrganisationRow>`
    select o.id, o.name, coalesce((select g.kind from organisation g where g.same_as = o.id and g.kind = 'brand' limit 1), o.kind) as kind, nullif(o.country, '') as country, o.place, o.sector,
      coalesce(o.slug, (select g.slug from organisation g where g.same_as = o.id and g.slug is not null order by g.id limit 1)) as slug, o.demonstration,
      (select array_agg(distinct n.name order by n.name) from organisation g join organisation_name n on n.organisation_id = g.id where g.id = o.id or g.same_as = o.id) as names,
      array(select distinct i.scheme || ':' || i.value from organisation g join organisation_identifier i on i.organisation_id = g.id where g.id = o.id or g.same_as = o.id order by 1) as identifiers
    from organisation o where o.id = any(${[...canonicalIds]})`.execute(tx)
  return new Map(rows.map((row) => [row.id, { ...row, names: row.names ?? [row.name] }]))
}

export type ClaimRow = {
  id: string
  subjectId: string
  subject: ClaimEnd
  predicate: Predicate
  object: ClaimEnd
  product: string | null
  tier: number | null
  period: string | null
  status: ClaimStatus
  demonstration: boolean
  changedAt: Date
}

/** The mark of what was made up, to be joined to its name; nothing for what is real. */
export const madeUp = (is: RawBuilder<unknown>) => sql`case when ${is} then '{"demonstration": true}'::jsonb else '{}'::jsonb end`

/** What every claim is told by, with its ends as they stand now. */
export const claimColumns = sql`
  c.id, coalesce(s.same_as, s.id) as "subjectId", c.predicate, c.product, c.tier, c.period, c.status, c.demonstration, c.changed_at as "changedAt",
  jsonb_build_object('kind', 'organisation', 'id', sc.id, 'slug', sc.slug, 'name', sc.name) || ${madeUp(sql`sc.demonstration`)} as subject,
  case when c.object_organisation_id is not null then jsonb_build_object('kind', 'organisation', 'id', oc.id, 'slug', oc.slug, 'name', oc.name) || ${madeUp(sql`oc.demonstration`)}
       when c.object_programme_id is not null then jsonb_build_object('kind', 'programme', 'id', pr.id, 'slug', pr.slug, 'name', pr.name) || ${madeUp(sql`pr.demonstration`)}
       when c.object_list is not null then jsonb_build_object('kind', 'list', 'id', null, 'slug', l.slug, 'name', l.name) || ${madeUp(sql`l.demonstration`)}
       when c.object_site_id is not null then jsonb_build_object('kind', 'site', 'id', si.id, 'slug', null, 'name', si.address) || ${madeUp(sql`c.demonstration`)}
       else jsonb_build_object('kind', case when c.predicate = 'located_at' then 'place' else 'pledge' end, 'id', null, 'slug', null, 'name', c.object_text)
         || ${madeUp(sql`c.demonstration`)} end as object`
export const claimJoins = sql`
  from claim c join organisation s on s.id = c.subject_id join organisation sc on sc.id = coalesce(s.same_as, s.id)
    left join organisation o on o.id = c.object_organisation_id left join organisation oc on oc.id = coalesce(o.same_as, o.id)
    left join programme pr on pr.id = c.object_programme_id left join official_list l on l.slug = c.object_list left join site si on si.id = c.object_site_id`

/** Claims of these subjects (every row that stands for one), in order of id. Sites are left out unless asked for. */
export async function loadClaims(
  tx: Tx,
  subjectIds: readonly string[],
  statuses: readonly ClaimStatus[],
  options: { sites?: boolean } = {},
): Promise<ClaimRow[]> {
  const { rows } = await sql<ClaimRow>`
    select ${claimColumns} ${claimJoins}
    where c.subject_id = any(${[...subjectIds]}) and c.status = any(${[...statuses]}) and (${options.sites ?? false} or c.predicate <> 'located_at') order by c.id`.execute(
    tx,
  )
  return rows
}

/** A claim as far as chains look at it before its evidence is asked for. */
export type ClaimEdge = {
  readonly id: string
  readonly subjectId: string
  readonly predicate: Predicate
  readonly object: { readonly kind: 'organisation' | 'programme' | 'list'; readonly id: string | null }
}

/** Every claim of these organisations, and of those that it leads to within so many steps, that leads to an organisation, a programme or a list. */
export async function loadEdgesBelow(tx: Tx, ids: readonly string[], mostSteps: number): Promise<ClaimEdge[]> {
  const { rows } = await sql<ClaimEdge>`
    with recursive below(id, step) as (
        select unnest(${[...ids]}::text[]), 1
        union select coalesce(o.same_as, o.id), b.step + 1 from below b join organisation m on m.id = b.id or m.same_as = b.id
          join claim c on c.subject_id = m.id and c.status = any(${[...LINKING]}) join organisation o on o.id = c.object_organisation_id where b.step < ${mostSteps}),
      reached as materialized (select distinct id from below)
    select c.id, b.id as "subjectId", c.predicate, jsonb_build_object('id', coalesce(o.same_as, o.id),
        'kind', case when c.object_programme_id is not null then 'programme' when c.object_list is not null then 'list' else 'organisation' end) as object
    from reached b join organisation m on m.id = b.id or m.same_as = b.id join claim c on c.subject_id = m.id and c.status = any(${[...LINKING]}) left join organisation o on o.id = c.object_organisation_id
    where c.object_organisation_id is not null or c.object_programme_id is not null or c.object_list is not null order by c.id`.execute(tx)
  return rows
}

/** Claims by id. */
export async function loadClaimsById(tx: Tx, ids: readonly string[]): Promise<ClaimRow[]> {
  return (await sql<ClaimRow>`select ${claimColumns} ${claimJoins} where c.id = any(${[...ids]}) and c.status = any(${[...PUBLIC]}) order by c.id`.execute(tx))
    .rows
}

/** Claims that lead to a programme or a list, or whose object is one of these organisations. */
export async function loadClaimsByObject(tx: Tx, by: { programme?: string; list?: string; organisations?: readonly string[] }): Promise<ClaimRow[]> {
  const where =
    by.programme !== undefined
      ? sql`c.object_programme_id = (select id from programme where slug = ${by.programme})`
      : by.list !== undefined
        ? sql`c.object_list = ${by.list}`
        : sql`c.object_organisation_id = any(${[...(by.organisations ?? [])]})`
  const { rows } = await sql<ClaimRow>`select ${claimColumns} ${claimJoins} where ${where} and c.status = any(${[...PUBLIC]}) order by sc.name, c.id`.execute(
    tx,
  )
  return rows
}

/** The address of a document as it is shown: the name of a file that somebody added may say who they are. */
export const shownUrl = (column: 'd.url' | 'ca.url' | 'ca.final_url') =>
  sql`case when ${sql.raw(column)} ~ '^(upload|inbox):' then 'a file' else ${sql.raw(column)} end`
export const shownTitle = sql`coalesce(d.title, case when d.url ~ '^(upload|inbox):' then 'A file that somebody added' else d.url end)`
/** More than is shown, so that a name that the edge would cut is masked whole. */
const CONTEXT = 320

/**
 * Evidence of these claims with everything a reader needs to check it, strongest publisher first. That a name is on an official list is shown by
 * the list's newest copy; older copies and restatements count as long as the list itself was not read.
 */
export async function loadEvidence(tx: Tx, claimIds: readonly string[]): Promise<Map<string, EvidenceRow[]>> {
  const byClaim = new Map<string, EvidenceRow[]>()
  for (let i = 0; i < claimIds.length; i += 2_000) {
    const { rows } = await sql<EvidenceRow>`
      select e.claim_id as "claimId", p.quote, substr(r.text, greatest(1, p.start_at + 1 - ${CONTEXT}::int), least(${CONTEXT}::int, p.start_at)) as before, substr(r.text, p.end_at + 1, ${CONTEXT}::int) as after,
        e.stance, e.confidence, e.rule, p.page, p.row_number as row, p.start_at as start, p.end_at as end,
        jsonb_build_object('name', pub.name, 'kind', pub.kind, 'reliability', pub.reliability, 'reliabilityReason', pub.reliability_reason) as publisher,
        jsonb_build_object('id', d.id, 'title', ${shownTitle}, 'url', ${shownUrl('d.url')}, 'published', coalesce(d.published_on, r.published_on)) as document,
        ca.sha256 as capture, to_char(coalesce(ca.archived_at, ca.fetched_at) at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as fetched,
        pub.id as "publisherKey", rc.report_id as report, coalesce(pub.organisation_name in (s.name, o.name), false) as interested, d.confidential, e.paraphrase,
        array(select m.words from mask m where m.document_id = d.id) as masks
      from evidence e join passage p on p.id = e.passage_id join reading r on r.id = p.reading_id join capture ca on ca.id = r.capture_id join document d on d.id = ca.document_id
        join publisher pub on pub.id = d.publisher_id left join report_copy rc on rc.reading_id = r.id join claim c on c.id = e.claim_id join organisation s on s.id = c.subject_id left join organisation o on o.id = c.object_organisation_id
        left join source so on so.id = d.source_id left join list_edition le on le.list = c.object_list and c.predicate = 'listed_on'
      where e.claim_id = any(${claimIds.slice(i, i + 2_000)}) and (le.capture_id is null or so.accepts is null or so.accepts not in ('official list', 'restated official list') or le.capture_id = ca.id) order by e.claim_id, pub.reliability, e.confidence desc, p.start_at, e.id`.execute(
      tx,
    )
    for (const row of rows.filter(isShown)) byClaim.set(row.claimId, [...(byClaim.get(row.claimId) ?? []), row])
  }
  return byClaim
}

/** The nearest subjects from which a claim leads to one of these, over every public claim: who must be looked at when these change. */
export async function organisationsAbove(tx: Tx, canonicalIds: readonly string[], mostSteps: number): Promise<Set<string>> {
  const seen = new Set(canonicalIds)
  let frontier = [...canonicalIds]
  for (let step = 0; step < mostSteps && frontier.length > 0; step += 1) {
    const { rows } = await sql<{ id: string }>`
      select distinct coalesce(s.same_as, s.id) as id from organisation o join claim c on c.object_organisation_id = o.id join organisation s on s.id = c.subject_id
      where (o.id = any(${frontier}) or o.same_as = any(${frontier})) and c.status = any(${[...PUBLIC]}) and c.predicate in ('brand_of', 'owned_by', 'sources_from', 'operates', 'withdrew_from')`.execute(
      tx,
    )
    frontier = rows.map((row) => row.id).filter((id) => !seen.has(id))
    for (const id of frontier) seen.add(id)
  }
  return seen
}

export type ProgrammeRow = {
  slug: string
  name: string
  kind: string
  region: string
  summary: string
  names: string[]
  indicators: string[]
  demonstration: boolean
}
export async function loadProgrammes(tx: Tx, slugs: readonly string[] | null): Promise<ProgrammeRow[]> {
  let query = tx.selectFrom('programme').select(['slug', 'name', 'kind', 'region', 'summary', 'names', 'indicators', 'demonstration']).orderBy('slug')
  if (slugs) query = query.where('slug', 'in', ['', ...slugs])
  return (await query.execute()) as unknown as ProgrammeRow[]
}
/** Official lists. The note on what our copy lacks falls away once the list's own source has run. */
export async function loadLists(tx: Tx, slugs: readonly string[] | null) {
  const { rows } = await sql<{ slug: string; name: string; publisher: string; url: string; effect: string; note: string | null; demonstration: boolean }>`
    select l.slug, l.name, l.publisher, l.url, l.effect, l.demonstration,
      case when e.list is null then l.note end as note
    from official_list l left join list_edition e on e.list = l.slug where ${slugs === null} or l.slug = any(${[...(slugs ?? [])]}) order by l.slug`.execute(tx)
  return rows
}

export type SiteRow = {
  id: string
  name: string
  kind: string
  address: string
  town: string | null
  postcode: string | null
  lat: number
  lon: number
  footfall: number | null
  hours: string | null
}
/** Sites that public claims place these organisations at. */
export async function loadSites(tx: Tx, organisationIds: readonly string[]): Promise<(SiteRow & { ofId: string })[]> {
  const { rows } = await sql<SiteRow & { ofId: string }>`
    select c.subject_id as "ofId", si.id, si.name, si.kind, si.address, si.town, si.postcode, si.lat, si.lon, si.footfall, si.hours from claim c join site si on si.id = c.object_site_id
    where c.subject_id = any(${[...organisationIds]}) and c.status = any(${[...LINKING]}) order by si.id`.execute(tx)
  return rows
}

/** Claims that publish has written become `published`. */
export async function markPublished(tx: Tx, claimIds: readonly string[]): Promise<void> {
  if (claimIds.length > 0)
    await tx
      .updateTable('claim')
      .set({ status: 'published' })
      .where('id', 'in', [...claimIds])
      .where('status', '=', 'accepted')
      .execute()
}
