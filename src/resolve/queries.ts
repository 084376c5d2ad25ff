/** SQL of the resolve stage: organisations, their names, and claims with their evidence. */
import { sql } from 'kysely'
import type { Db, Tx } from '../db/client.ts'
import type { ClaimObject, Predicate, Stance } from '../model/claim.ts'
import { hashId, slugOf } from '../model/id.ts'
import { nameKey, shortName } from '../model/name-key.ts'
import type { OrganisationKind, OrganisationName } from '../model/organisation.ts'

/** Captures whose candidates were not resolved at this version. */
export async function listUnresolved(db: Db, version: number, extractVersion: number, limit: number): Promise<string[]> {
  const rows = await db.selectFrom('captureProgress').select('captureId').where('readingId', 'is not', null).where('resolveVersion', '<', version).where('extractVersion', '=', extractVersion)
    .orderBy('resolveVersion').limit(limit).execute()
  return rows.map((row) => row.captureId)
}

export type CandidateRow = {
  readonly id: string; readonly passageId: string; readonly subject: OrganisationName; readonly predicate: Predicate; readonly object: ClaimObject
  readonly product: string | null; readonly tier: number | null; readonly period: string | null; readonly stance: Stance; readonly confidence: number; readonly rule: string
}
export type ResolvingCapture = { readonly documentId: string; readonly readingId: string; readonly submittedBy: string; readonly accepts: string | null; readonly demonstration: boolean; readonly candidates: readonly CandidateRow[] }

/** A capture's candidates, its reading locked against a second run. */
export async function findCandidates(tx: Tx, captureId: string): Promise<ResolvingCapture | null> {
  const head = await tx.selectFrom('captureProgress as p').innerJoin('capture as c', 'c.id', 'p.captureId').innerJoin('document as d', 'd.id', 'c.documentId').leftJoin('source as s', 's.id', 'd.sourceId')
    .select(['d.id as documentId', 'p.readingId', 'd.submittedBy', 's.accepts', 'd.demonstration']).where('p.captureId', '=', captureId).forUpdate('p').executeTakeFirst()
  if (!head?.readingId) return null
  const rows = await tx.selectFrom('candidate').selectAll().where('readingId', '=', head.readingId).orderBy('id').execute()
  return { ...head, readingId: head.readingId, candidates: rows as unknown as CandidateRow[] }
}

const KIND_ORDER: readonly OrganisationKind[] = ['company', 'facility', 'public body', 'union', 'campaign group', 'brand']

/**
 * The organisation that a name stands for: one row for each name key and country. A kind that says more replaces
 * `company`, never the other way round.
 */
export async function upsertOrganisation(tx: Tx, input: OrganisationName, demonstration: boolean): Promise<{ id: string; key: string }> {
  const key = nameKey(input.name)
  const country = countryCode(input.country)
  const id = hashId('org', key, country, demonstration ? 1 : 0)
  const kind = input.kind ?? 'company'
  await tx.insertInto('organisation').values({ id, kind, name: input.name, nameKey: key, country, place: input.place ?? null, sector: input.sector ?? null, demonstration })
    .onConflict((conflict) => conflict.column('id').doUpdateSet((eb) => ({
      kind: sql`case when array_position(${sql.val(KIND_ORDER)}::text[], excluded.kind) > array_position(${sql.val(KIND_ORDER)}::text[], organisation.kind) then excluded.kind else organisation.kind end`,
      place: eb.fn.coalesce('organisation.place', 'excluded.place'), sector: eb.fn.coalesce('organisation.sector', 'excluded.sector'),
      // The shorter spelling stands on pages, whichever came first.
      name: sql`case when (length(excluded.name), excluded.name) < (length(organisation.name), organisation.name) and not organisation.known then excluded.name else organisation.name end`,
    }))).execute()
  await addNames(tx, id, [input.name, ...(input.aliases ?? [])])
  return { id, key }
}

/** Notes names of an organisation; known ones are left as they are. */
export async function addNames(tx: Tx, organisationId: string, names: readonly string[], options: { ambiguous?: boolean } = {}): Promise<void> {
  const given = [...new Set(names.map((name) => name.replace(/\s+/g, ' ').trim()))].filter(Boolean)
  const short = given.map(shortName).filter((name) => name !== null && !given.includes(name)) as string[]
  const row = (name: string, type: string) => ({ organisationId, name, nameKey: nameKey(name), type, ambiguous: options.ambiguous ?? false })
  const rows = [...given.map((name, i) => row(name, i === 0 ? 'trading' : 'alias')), ...[...new Set(short)].map((name) => row(name, 'short'))]
  if (rows.length > 0) await tx.insertInto('organisationName').values(rows).onConflict((conflict) => conflict.doNothing()).execute()
}

/** Gives brands without an address one. Two brands of one name are told apart by a piece of their id. */
export async function giveSlugs(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const brands = await tx.selectFrom('organisation').select(['id', 'name']).where('id', 'in', [...ids]).where('kind', '=', 'brand').where('slug', 'is', null).orderBy('id').execute()
  for (const { id, name } of brands) {
    const slug = slugOf(name)
    const taken = await tx.selectFrom('organisation').select('id').where('slug', '=', slug).executeTakeFirst()
    await tx.updateTable('organisation').set({ slug: taken ? `${slug}-${id.slice(4, 8)}` : slug }).where('id', '=', id).execute()
  }
}

/**
 * Joins rows of one name key: a row without a country is the same as the one row with a country, if there is just one.
 * What follows depends only on which rows there are, never on which came first.
 * @returns the ids whose meaning changed
 */
export async function linkByName(tx: Tx, keys: readonly string[], demonstration: boolean): Promise<string[]> {
  if (keys.length === 0) return []
  const { rows } = await sql<{ id: string }>`
    with keyed as (select id, name_key, country, same_as from organisation where name_key = any(${[...new Set(keys)].sort()}) and demonstration = ${demonstration}),
         named as (select name_key, min(id) as id, count(*) as countries from keyed where country <> '' group by name_key)
    update organisation o set same_as = case when n.countries = 1 then n.id end
    from keyed k left join named n on n.name_key = k.name_key
    where o.id = k.id and k.country = '' and o.same_as is distinct from (case when n.countries = 1 then n.id end)
    returning o.id`.execute(tx)
  return rows.map((row) => row.id)
}

export type ClaimInput = {
  readonly id: string; readonly subjectId: string; readonly predicate: Predicate
  readonly objectOrganisationId: string | null; readonly objectProgrammeId: string | null; readonly objectList: string | null; readonly objectSiteId: string | null; readonly objectText: string | null
  readonly product: string | null; readonly tier: number | null; readonly period: string | null; readonly acceptRule: string | null; readonly demonstration: boolean
}

/** Keeps claims. A claim that is known keeps its status, and takes on product, tier and period where it had none. */
export async function upsertClaims(tx: Tx, claims: readonly ClaimInput[]): Promise<void> {
  for (let i = 0; i < claims.length; i += 500) {
    await tx.insertInto('claim').values(claims.slice(i, i + 500)).onConflict((conflict) => conflict.column('id').doUpdateSet({
      product: sql`least(claim.product, excluded.product)`, tier: sql`least(claim.tier, excluded.tier)`, period: sql`least(claim.period, excluded.period)`,
      acceptRule: sql`coalesce(claim.accept_rule, excluded.accept_rule)`,
    })).execute()
  }
}

export type EvidenceInput = { readonly id: string; readonly claimId: string; readonly passageId: string; readonly stance: Stance; readonly confidence: number; readonly rule: string; readonly submittedBy: string }

/**
 * Makes a reading's evidence just these rows. Evidence that is no longer found goes while its claim is a candidate, and a
 * candidate without evidence goes with it; what a person ruled on stays.
 * @returns the subjects of decided claims whose evidence changed
 */
export async function syncEvidence(tx: Tx, readingId: string, evidence: readonly EvidenceInput[]): Promise<string[]> {
  const changed = new Set<string>()
  for (let i = 0; i < evidence.length; i += 500) {
    const made = await tx.insertInto('evidence').values(evidence.slice(i, i + 500)).onConflict((conflict) => conflict.doNothing()).returning('claimId').execute()
    for (const { claimId } of made) changed.add(claimId)
  }
  const ids = evidence.map((row) => row.id)
  const { rows: gone } = await sql<{ claim_id: string }>`
    delete from evidence e using passage p, claim c where p.id = e.passage_id and c.id = e.claim_id and p.reading_id = ${readingId} and e.id <> all(${ids}) and c.status = 'candidate' returning e.claim_id`.execute(tx)
  if (gone.length > 0) {
    await sql`delete from claim c where c.id = any(${gone.map((row) => row.claim_id)}) and c.status = 'candidate' and not exists (select 1 from evidence e where e.claim_id = c.id)`.execute(tx)
  }
  if (changed.size === 0) return []
  const subjects = await tx.selectFrom('claim').select('subjectId').distinct().where('id', 'in', [...changed]).where('status', '<>', 'candidate').execute()
  return subjects.map((row) => row.subjectId)
}

/** Keeps a site. */
export async function upsertSite(tx: Tx, organisationId: string, site: Extract<ClaimObject, { type: 'site' }>['site'], demonstration: boolean): Promise<string> {
  const id = hashId('sit', organisationId, site.name, site.address)
  await tx.insertInto('site').values({ id, organisationId, ...site, demonstration })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ lat: site.lat, lon: site.lon, footfall: site.footfall, town: site.town, postcode: site.postcode })).execute()
  return id
}

/** Programmes by every name they have, folded. */
export async function programmesByName(tx: Tx): Promise<Map<string, string>> {
  const rows = await tx.selectFrom('programme').select(['id', 'name', 'names']).execute()
  return new Map(rows.flatMap((row) => [row.name, ...(row.names as string[])].map((name) => [foldLoose(name), row.id] as const)))
}
export const foldLoose = (name: string): string => name.toLowerCase().replace(/[’‘]/g, "'").replace(/\s+/g, ' ').trim()

/** Ends the resolving of a capture, and with it the document's way. */
export async function finishResolving(tx: Tx, captureId: string, documentId: string, version: number): Promise<void> {
  await tx.updateTable('captureProgress').set({ resolveVersion: version }).where('captureId', '=', captureId).execute()
  await tx.updateTable('document').set({ state: 'done' }).where('id', '=', documentId).where('state', 'in', ['sealed', 'read']).execute()
}

/** A country as two letters, or '' where it is not known. */
export function countryCode(country: string | null | undefined): string {
  const text = country?.trim() ?? ''
  if (/^[a-z]{2}$/i.test(text)) return text.toUpperCase() === 'UK' ? 'GB' : text.toUpperCase()
  return COUNTRIES[text.toLowerCase()] ?? ''
}
const COUNTRIES: Readonly<Record<string, string>> = {
  china: 'CN', "people's republic of china": 'CN', prc: 'CN', 'hong kong': 'HK', taiwan: 'TW', bangladesh: 'BD', india: 'IN', pakistan: 'PK', 'sri lanka': 'LK', vietnam: 'VN', 'viet nam': 'VN', cambodia: 'KH',
  indonesia: 'ID', malaysia: 'MY', thailand: 'TH', myanmar: 'MM', philippines: 'PH', turkey: 'TR', türkiye: 'TR', turkiye: 'TR', egypt: 'EG', morocco: 'MA', tunisia: 'TN', ethiopia: 'ET', kenya: 'KE', mauritius: 'MU', madagascar: 'MG',
  portugal: 'PT', spain: 'ES', italy: 'IT', france: 'FR', germany: 'DE', romania: 'RO', bulgaria: 'BG', moldova: 'MD', ukraine: 'UA', poland: 'PL', 'united kingdom': 'GB', uk: 'GB', 'great britain': 'GB', england: 'GB',
  'united states': 'US', usa: 'US', 'united states of america': 'US', mexico: 'MX', guatemala: 'GT', honduras: 'HN', 'el salvador': 'SV', nicaragua: 'NI', 'dominican republic': 'DO', haiti: 'HT', peru: 'PE', brazil: 'BR', colombia: 'CO',
  jordan: 'JO', 'south korea': 'KR', 'north korea': 'KP', japan: 'JP', turkmenistan: 'TM', uzbekistan: 'UZ', kazakhstan: 'KZ', lesotho: 'LS', 'south africa': 'ZA', israel: 'IL', nepal: 'NP', laos: 'LA',
}
