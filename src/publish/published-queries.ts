/** SQL that writes the published schema. */
import { sql } from 'kysely'
import { type Tx, json } from '../db/client.ts'
import type { z } from 'zod'
import { parsePair, points } from '../model/grade.ts'
import type { Headline } from '../model/grade.ts'
import { foldName } from '../names/name-key.ts'
import type { CaptureRecord } from '../model/capture-record.ts'
import type { CampaignRecord } from '../model/campaign-record.ts'
import type { BrandProfile, ClaimRecord, DocumentRecord, OfficialListRecord, ProgrammeRecord } from '../model/profile.ts'
import { outwardCode } from '../model/site.ts'
import { openCallOf } from '../model/target.ts'
import type { SiteRow } from './evidence-queries.ts'

/** Writes claims. @returns the ids of those that are new, or say something else than before */
export async function writeClaims(tx: Tx, rows: readonly { subjectId: string; record: ClaimRecord }[], now: Date): Promise<Set<string>> {
  const changed = new Set<string>()
  for (let i = 0; i < rows.length; i += 500) {
    const written = await tx
      .insertInto('published.claim')
      .values(
        rows.slice(i, i + 500).map(({ subjectId, record }) => ({ id: record.id, subjectId, status: record.status, record: json(record), updatedAt: now })),
      )
      .onConflict((conflict) =>
        conflict
          .column('id')
          .doUpdateSet((eb) => ({
            subjectId: eb.ref('excluded.subjectId'),
            status: eb.ref('excluded.status'),
            record: eb.ref('excluded.record'),
            updatedAt: eb.ref('excluded.updatedAt'),
          }))
          .where((eb) =>
            eb.or([
              eb('published.claim.record', 'is distinct from', eb.ref('excluded.record')),
              eb('published.claim.subjectId', '<>', eb.ref('excluded.subjectId')),
            ]),
          ),
      )
      .returning('id')
      .execute()
    for (const { id } of written) changed.add(id)
  }
  return changed
}

/** Takes claims off the pages of which nothing may be shown any more. */
export async function dropClaims(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length > 0)
    await tx
      .deleteFrom('published.claim')
      .where('id', 'in', [...ids])
      .execute()
}

/** Takes what became confidential off the pages: documents, and their copies unless another document has the same bytes. */
export async function dropConfidential(tx: Tx): Promise<void> {
  await sql`delete from published.document p using document d where d.confidential and p.id = d.id`.execute(tx)
  await sql`delete from published.capture p using document d, capture c where d.confidential and c.document_id = d.id and p.sha256 = c.sha256
    and not exists (select 1 from capture o join document od on od.id = o.document_id where o.sha256 = c.sha256 and not od.confidential)`.execute(tx)
}

const STRENGTH: Readonly<Record<z.infer<typeof Headline>, number>> = { Strong: 0, Substantial: 100, Some: 200, Contested: 300, 'None found': 400 }

/** What brands are shown with: headline, name, the ends of their chains as `kind slug`, and how many campaigns. */
export async function loadShown(tx: Tx, slugs: readonly string[]): Promise<Map<string, { headline: string; name: string; ends: Set<string>; placed: number }>> {
  const { rows } = await sql<{ slug: string; headline: string; name: string; ends: string[]; placed: number }>`
    select b.slug, b.headline, b.name, array(select e.kind || ' ' || e.slug from published.brand_end e where e.brand = b.slug) as ends,
      (select count(*)::int from published.campaign c where c.brand = b.slug) as placed from published.brand b where b.slug = any(${[...slugs]})`.execute(tx)
  return new Map(rows.map(({ slug, headline, name, ends, placed }) => [slug, { headline, name, ends: new Set(ends), placed }]))
}

const currentChains = ({ chains }: BrandProfile) => chains.filter(({ status }) => status !== 'historic')

/** Where a profile's chains end today, as `kind slug`. Historic chains end nowhere any more. */
export const endsOfProfile = (profile: BrandProfile): Set<string> => new Set(currentChains(profile).map(({ ends }) => `${ends.kind} ${ends.slug}`))

/** The call of a brand: the open one, else the next of campaigns that have not ended. */
function callOf({ campaigns }: BrandProfile, now: Date) {
  const going = campaigns.filter(({ ended }) => ended === null).flatMap(({ call }) => call ?? [])
  const today = now.toISOString().slice(0, 10)
  const next = going.filter(({ opens }) => opens > today).toSorted((a, b) => a.opens.localeCompare(b.opens))[0]
  return openCallOf(campaigns, today) ?? next ?? null
}

/** Writes profiles, and what they are found by. */
export async function writeBrands(tx: Tx, profiles: readonly BrandProfile[], now: Date): Promise<void> {
  if (profiles.length === 0) return
  const [slugs, ids] = [profiles.map(({ slug }) => slug), profiles.map(({ id }) => id)]
  const rows = profiles.map((profile) => ({
    slug: profile.slug,
    organisationId: profile.id,
    name: profile.name,
    search: profile.names.map(foldName).join(' | '),
    sector: profile.sector,
    headline: profile.headline,
    grade: profile.grade,
    strength: STRENGTH[profile.headline] + (profile.grade ? points(parsePair(profile.grade)) : 0),
    chains: currentChains(profile).length,
    sites: profile.sites,
    call: json(callOf(profile, now)),
    profile: json(profile),
    demonstration: profile.demonstration,
    updatedAt: now,
  }))
  await sql`delete from published.brand where organisation_id = any(${ids}) and slug <> all(${slugs})`.execute(tx)
  const columns = [
    'organisationId',
    'name',
    'search',
    'sector',
    'headline',
    'grade',
    'strength',
    'chains',
    'sites',
    'call',
    'profile',
    'demonstration',
    'updatedAt',
  ] as const
  for (let i = 0; i < rows.length; i += 200)
    await tx
      .insertInto('published.brand')
      .values(rows.slice(i, i + 200))
      .onConflict((conflict) =>
        conflict.column('slug').doUpdateSet((eb) => Object.fromEntries(columns.map((column) => [column, eb.ref(`excluded.${column}`)])) as never),
      )
      .execute()
  const ends = profiles.flatMap((profile) =>
    [...endsOfProfile(profile)].map((end) => ({ brand: profile.slug, kind: end.split(' ')[0] as string, slug: end.slice(end.indexOf(' ') + 1) })),
  )
  const given = sql`unnest(${ends.map(({ brand }) => brand)}::text[], ${ends.map(({ kind }) => kind)}::text[], ${ends.map(({ slug }) => slug)}::text[]) as t (brand, kind, slug)`
  await sql`delete from published.brand_end e where e.brand = any(${slugs}) and not exists (select 1 from ${given} where t.brand = e.brand and t.kind = e.kind and t.slug = e.slug)`.execute(
    tx,
  )
  await sql`insert into published.brand_end (brand, kind, slug) select t.brand, t.kind, t.slug from ${given} on conflict do nothing`.execute(tx)
}

/** Takes a brand off the pages. @returns the ends that its chains had */
export async function dropBrand(tx: Tx, slug: string): Promise<string[]> {
  const before = await endsOf(tx, slug)
  for (const table of ['published.brandEnd', 'published.site', 'published.campaign'] as const) await tx.deleteFrom(table).where('brand', '=', slug).execute()
  await tx.deleteFrom('published.brand').where('slug', '=', slug).execute()
  return before
}

/** Takes away the profiles of brands that another row speaks for now. @returns the ends that their chains had */
export async function dropMergedBrands(tx: Tx, memberIds: readonly string[]): Promise<string[]> {
  const rows = await tx
    .selectFrom('published.brand')
    .select('slug')
    .where('organisationId', 'in', ['', ...memberIds])
    .execute()
  const ends: string[] = []
  for (const { slug } of rows) ends.push(...(await dropBrand(tx, slug)))
  return ends
}

async function endsOf(tx: Tx, brand: string): Promise<string[]> {
  const rows = await tx.selectFrom('published.brandEnd').select(['kind', 'slug']).where('brand', '=', brand).execute()
  return rows.map((row) => `${row.kind} ${row.slug}`)
}

/** Brands with a chain that ends here, strongest first. */
export async function brandsEndingAt(tx: Tx, kind: string, slug: string): Promise<ProgrammeRecord['brands']> {
  const rows = await tx
    .selectFrom('published.brandEnd as e')
    .innerJoin('published.brand as b', 'b.slug', 'e.brand')
    .select(['b.slug', 'b.name', 'b.headline', 'b.demonstration'])
    .where('e.kind', '=', kind)
    .where('e.slug', '=', slug)
    .orderBy('b.strength')
    .orderBy('b.slug')
    .execute()
  return rows.map(({ slug: of, name, headline, demonstration }) => ({
    slug: of,
    name,
    headline: headline as z.infer<typeof Headline>,
    ...(demonstration ? { demonstration } : {}),
  }))
}

/** Makes the sites of brands just these. Those of a brand that are so already are left alone. */
export async function writeSites(tx: Tx, byBrand: ReadonlyMap<string, readonly SiteRow[]>): Promise<void> {
  const columns = ['brand', 'id', 'name', 'kind', 'address', 'town', 'postcode', 'lat', 'lon', 'footfall', 'hours'] as const
  const known = await tx
    .selectFrom('published.site')
    .select(columns)
    .where('brand', 'in', ['', ...byBrand.keys()])
    .orderBy('id')
    .execute()
  const before = Map.groupBy(known, ({ brand }) => brand)
  const asKnown = (brand: string) => JSON.stringify((before.get(brand) ?? []).map(({ brand: _, ...site }) => site))
  for (const [brand, sites] of byBrand) {
    if (asKnown(brand) === JSON.stringify(sites)) continue
    await tx.deleteFrom('published.site').where('brand', '=', brand).execute()
    const rows = sites.map((site) => ({ ...site, brand, outcode: outwardCode(site.postcode ?? '') ?? site.postcode?.split(' ')[0]?.toUpperCase() ?? null }))
    for (let i = 0; i < rows.length; i += 1_000)
      await tx
        .insertInto('published.site')
        .values(rows.slice(i, i + 1_000))
        .onConflict((conflict) => conflict.doNothing())
        .execute()
  }
}

export async function writeCampaigns(tx: Tx, brand: string, campaigns: readonly CampaignRecord[]): Promise<void> {
  await tx.deleteFrom('published.campaign').where('brand', '=', brand).execute()
  if (campaigns.length > 0)
    await tx
      .insertInto('published.campaign')
      .values(campaigns.map((record) => ({ slug: record.slug, brand, record: json(record) })))
      .execute()
}

export async function writeProgramme(tx: Tx, record: ProgrammeRecord, now: Date): Promise<void> {
  const row = { slug: record.slug, name: record.name, record: json(record), updatedAt: now }
  await tx
    .insertInto('published.programme')
    .values(row)
    .onConflict((conflict) => conflict.column('slug').doUpdateSet({ name: row.name, record: row.record, updatedAt: now }))
    .execute()
}

export async function writeList(tx: Tx, record: OfficialListRecord, now: Date): Promise<void> {
  const row = { slug: record.slug, name: record.name, record: json(record), updatedAt: now }
  await tx
    .insertInto('published.officialList')
    .values(row)
    .onConflict((conflict) => conflict.column('slug').doUpdateSet({ name: row.name, record: row.record, updatedAt: now }))
    .execute()
}

export async function writeCaptures(
  tx: Tx,
  captures: readonly { record: CaptureRecord; text: string; complete: boolean; shown: readonly { start: number; end: number }[]; fetchedAt: Date }[],
): Promise<void> {
  for (const { record, text, complete, shown, fetchedAt } of captures) {
    const row = { sha256: record.sha256, record: json(record), text, complete, shown: json(shown), fetchedAt }
    const { sha256: _, ...rest } = row
    await tx
      .insertInto('published.capture')
      .values(row)
      .onConflict((conflict) => conflict.column('sha256').doUpdateSet(rest))
      .execute()
  }
}

export async function writeDocuments(tx: Tx, documents: readonly DocumentRecord[], now: Date): Promise<void> {
  for (const record of documents) {
    const row = { id: record.id, title: record.title, record: json(record), updatedAt: now }
    await tx
      .insertInto('published.document')
      .values(row)
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ title: row.title, record: row.record, updatedAt: now }))
      .execute()
  }
}

/** Notes something about this instance for the pages: whether the demonstration is here. */
export async function writeInstance(tx: Tx, key: string, value: unknown): Promise<void> {
  await tx
    .insertInto('published.instance')
    .values({ key, value: json(value) })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: json(value) }))
    .execute()
}

/** Everything public that was made up for the demonstration goes. */
export async function dropDemonstration(tx: Tx): Promise<void> {
  for (const table of ['brand_version', 'grade_change']) await sql`delete from ${sql.table(`published.${table}`)} where demonstration`.execute(tx)
  await sql`delete from published.brand_end e using published.brand b where b.slug = e.brand and b.demonstration`.execute(tx)
  for (const table of ['site', 'campaign'])
    await sql`delete from ${sql.table(`published.${table}`)} t using published.brand b where b.slug = t.brand and b.demonstration`.execute(tx)
  await sql`delete from published.brand where demonstration`.execute(tx)
  await sql`delete from published.organisation_name n using published.organisation o where o.id = n.organisation_id and o.canonical_id in (select id from published.organisation where (record ->> 'demonstration')::boolean)`.execute(
    tx,
  )
  await sql`delete from published.organisation where canonical_id in (select id from published.organisation where (record ->> 'demonstration')::boolean)`.execute(
    tx,
  )
  for (const table of ['claim', 'programme', 'official_list', 'document', 'capture', 'action', 'ballot', 'affiliate'])
    await sql`delete from ${sql.table(`published.${table}`)} where (record ->> 'demonstration')::boolean`.execute(tx)
}
