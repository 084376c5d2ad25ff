/** SQL that reads the published schema: what pages and the public API show. */
import { sql } from 'kysely'
import { type Page, pageOf, readCursor } from '../db/cursor.ts'
import type { Db } from '../db/client.ts'
import { NotFoundError } from '../errors.ts'
import { toldApart } from './whose-responses.ts'
import { foldName } from '../names/name-key.ts'
import { Settings } from '../model/settings.ts'
import type { CaptureRecord, CaptureText } from '../model/capture-record.ts'
import type { CampaignRecord } from '../model/campaign-record.ts'
import { dayText } from '../model/day.ts'
import { isTarget } from '../model/target.ts'
import type {
  BrandProfile,
  BrandSummary,
  BrandVersion,
  ClaimRecord,
  DocumentRecord,
  OfficialListRecord,
  OrganisationRecord,
  ProgrammeRecord,
} from '../model/profile.ts'

export type ListInput = { readonly cursor?: string | undefined; readonly limit: number }
export type BrandFilter = ListInput & {
  readonly q?: string | undefined
  /** Brands whose names are like the question, found by the names index. */
  readonly alike?: readonly string[]
  readonly sector?: string | undefined
  readonly grade?: string | undefined
}

/** A page of an ordered query, and the cursor by the key of its last row. */
export async function keyedPage<Row>(
  query: { limit: (n: number) => { execute: () => Promise<Row[]> } },
  limit: number,
  key: (row: Row) => readonly string[],
): Promise<Page<Row>> {
  return pageOf(await query.limit(limit + 1).execute(), limit, key)
}

/** Brands, strongest evidence first; with `q` those whose names are like it. */
export async function listBrands(db: Db, input: BrandFilter): Promise<Page<BrandSummary>> {
  const after = readCursor(input.cursor, 2)
  const words = foldName(input.q ?? '')
  let query = db
    .selectFrom('published.brand')
    .select(['slug', 'name', 'sector', 'headline', 'grade', 'demonstration', 'updatedAt', 'chains', 'sites', 'strength'])
  if (words) query = query.where(sql<boolean>`(search like ${`%${words.replace(/[%_\\]/g, '\\$&')}%`} or slug = any(${[...(input.alike ?? [])]}))`)
  if (input.sector) query = query.where('sector', '=', input.sector)
  if (input.grade) query = query.where((eb) => eb.or([eb('headline', '=', input.grade as string), eb('grade', '=', input.grade as string)]))
  if (after) query = query.where(sql<boolean>`(strength, slug) > (${Number(after[0])}, ${after[1]})`)
  const page = await keyedPage(query.orderBy('strength').orderBy('slug'), input.limit, (row) => [String(row.strength), row.slug])
  return {
    ...page,
    items: page.items.map(({ updatedAt, strength: _, ...row }) => ({
      ...row,
      headline: row.headline as BrandSummary['headline'],
      updated: updatedAt.toISOString(),
    })),
  }
}

export type Alternative = Pick<BrandSummary, 'slug' | 'name' | 'demonstration'>

/** Brands of a brand's sector that are no targets; made-up ones beside made-up ones only. */
export async function listAlternatives(
  db: Db,
  of: Pick<BrandProfile, 'sector' | 'slug' | 'demonstration'>,
  today: string,
  limit: number,
): Promise<Alternative[]> {
  const rows = await db
    .selectFrom('published.brand')
    .select(['slug', 'name', 'demonstration', 'headline', 'call'])
    .where('sector', '=', of.sector)
    .where('slug', '<>', of.slug)
    .where('demonstration', '=', of.demonstration)
    .where('headline', '=', 'None found')
    .orderBy('slug')
    .execute()
  const quiet = rows.filter(({ headline, call }) => !isTarget({ headline, call: call as CampaignRecord['call'] }, today))
  return quiet.slice(0, limit).map(({ slug, name, demonstration }) => ({ slug, name, demonstration }))
}

/** Sectors that published brands are in, alphabetical. */
export async function listSectors(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('published.brand').select('sector').distinct().where('sector', 'is not', null).orderBy('sector').execute()
  return rows.map((row) => row.sector as string)
}

/** @throws NotFoundError */
export async function getBrandProfile(db: Db, slug: string): Promise<BrandProfile> {
  const row = await db.selectFrom('published.brand').select('profile').where('slug', '=', slug).executeTakeFirst()
  return found(row?.profile, 'brand', slug)
}

/** What changed on a brand's page, newest first. @throws NotFoundError */
export async function listBrandVersions(db: Db, slug: string, limit: number): Promise<BrandVersion[]> {
  found((await db.selectFrom('published.brand').select('slug').where('slug', '=', slug).executeTakeFirst())?.slug, 'brand', slug)
  const rows = await db
    .selectFrom('published.brandVersion')
    .select(['since', 'changes'])
    .where('slug', '=', slug)
    .orderBy('since', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ since, changes }) => ({ since: since.toISOString(), changes: changes as string[] }))
}

/**
 * What a brand's page said at the end of a day. Grades, words and steps are those of then; quotes are shown as the present record of each claim has
 * them, so that what was withdrawn or masked since is not put before anybody again.
 * @throws NotFoundError also when nothing was published by then
 */
export async function getBrandProfileOn(db: Db, slug: string, day: string): Promise<{ profile: BrandProfile; withdrawn: ReadonlyMap<string, string> }> {
  found((await db.selectFrom('published.brand').select('slug').where('slug', '=', slug).executeTakeFirst())?.slug, 'brand', slug)
  const row = await db
    .selectFrom('published.brandVersion')
    .select('profile')
    .where('slug', '=', slug)
    .where('since', '<', new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000))
    .orderBy('since', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) throw new NotFoundError(`Nothing was published of this brand by ${dayText(day)}.`)
  const profile = row.profile as BrandProfile
  const ids = [...new Set(profile.chains.flatMap((chain) => chain.steps.map((step) => step.claim)))]
  const rows = await db
    .selectFrom('published.claim')
    .select(['id', 'record'])
    .where('id', 'in', ['', ...ids])
    .execute()
  const records = new Map(rows.map(({ id, record }) => [id, record as ClaimRecord]))
  const evidenceOf = (id: string) => (records.get(id)?.evidence ?? []).filter(({ fetched }) => fetched === null || fetched.slice(0, 10) <= day)
  const chains = profile.chains.map((chain) => ({ ...chain, steps: chain.steps.map((step) => ({ ...step, evidence: evidenceOf(step.claim) })) }))
  const withdrawn = new Map(
    ids.flatMap((id) => {
      const record = records.get(id)
      if (record && record.status !== 'retracted') return []
      return [[id, record?.decisions.findLast(({ ruling }) => ruling === 'retract')?.at ?? '']]
    }),
  )
  return { profile: { ...profile, chains, ...toldApart(profile, records) }, withdrawn }
}

/** The organisation, or the one it stands for. @throws NotFoundError */
export async function getOrganisation(db: Db, id: string): Promise<OrganisationRecord> {
  const row = await db
    .selectFrom('published.organisation as o')
    .innerJoin('published.organisation as c', 'c.id', 'o.canonicalId')
    .select('c.record')
    .where('o.id', '=', id)
    .executeTakeFirst()
  return found(row?.record, 'organisation', id)
}

/** Names and countries of organisations, by id. */
export async function listOrganisationNames(db: Db, ids: readonly string[]): Promise<Map<string, { name: string; country: string | null }>> {
  const rows = await db
    .selectFrom('published.organisation')
    .select(['id', 'name', 'country'])
    .where('id', 'in', ['', ...ids])
    .execute()
  return new Map(rows.map(({ id, name, country }) => [id, { name, country }]))
}

export async function listOrganisations(
  db: Db,
  input: ListInput & { q?: string | undefined },
): Promise<Page<Pick<OrganisationRecord, 'id' | 'name' | 'kind' | 'country' | 'brand' | 'demonstration'>>> {
  const after = readCursor(input.cursor, 2)
  let query = db.selectFrom('published.organisation').select(['id', 'name', 'record']).where('record', 'is not', null)
  const words = foldName(input.q ?? '')
  if (words)
    query = query.where((eb) =>
      eb.exists(
        eb
          .selectFrom('published.organisationName as n')
          .select('n.name')
          .whereRef('n.organisationId', '=', 'published.organisation.id')
          .where(sql<boolean>`(n.name_key like ${`%${words.replace(/[%_\\]/g, '\\$&')}%`} or n.name_key % ${words})`),
      ),
    )
  if (after) query = query.where(sql<boolean>`(name, id) > (${after[0]}, ${after[1]})`)
  const page = await keyedPage(query.orderBy('name').orderBy('id'), input.limit, (row) => [row.name, row.id])
  return {
    ...page,
    items: page.items.map((row) => {
      const { id, name, kind, country, brand, demonstration } = row.record as OrganisationRecord
      return { id, name, kind, country, brand, demonstration }
    }),
  }
}

export async function listProgrammes(db: Db, input: ListInput): Promise<Page<ProgrammeRecord>> {
  const after = readCursor(input.cursor, 2)
  let query = db.selectFrom('published.programme').select(['slug', 'name', 'record'])
  if (after) query = query.where(sql<boolean>`(name, slug) > (${after[0]}, ${after[1]})`)
  const page = await keyedPage(query.orderBy('name').orderBy('slug'), input.limit, (row) => [row.name, row.slug])
  return { ...page, items: page.items.map((row) => row.record as ProgrammeRecord) }
}

/** @throws NotFoundError */
export async function getProgramme(db: Db, slug: string): Promise<ProgrammeRecord> {
  return found((await db.selectFrom('published.programme').select('record').where('slug', '=', slug).executeTakeFirst())?.record, 'programme', slug)
}

/** Official lists, by name. */
export async function listOfficialLists(db: Db): Promise<OfficialListRecord[]> {
  return (await db.selectFrom('published.officialList').select('record').orderBy('name').execute()).map((row) => row.record as OfficialListRecord)
}

/** @throws NotFoundError */
export async function getOfficialList(db: Db, slug: string): Promise<OfficialListRecord> {
  return found((await db.selectFrom('published.officialList').select('record').where('slug', '=', slug).executeTakeFirst())?.record, 'official list', slug)
}

export async function listPublicClaims(db: Db, input: ListInput & { status?: string | undefined; subject?: string | undefined }): Promise<Page<ClaimRecord>> {
  const after = readCursor(input.cursor, 1)
  let query = db.selectFrom('published.claim').select(['id', 'record'])
  if (input.status) query = query.where('status', '=', input.status)
  if (input.subject) query = query.where('subjectId', '=', input.subject)
  if (after) query = query.where('id', '>', after[0] as string)
  const page = await keyedPage(query.orderBy('id'), input.limit, (row) => [row.id])
  return { ...page, items: page.items.map((row) => row.record as ClaimRecord) }
}

/** @throws NotFoundError, also for a claim that is not public */
export async function getClaim(db: Db, id: string): Promise<ClaimRecord> {
  return found((await db.selectFrom('published.claim').select('record').where('id', '=', id).executeTakeFirst())?.record, 'claim', id)
}

export async function listPublicDocuments(db: Db, input: ListInput): Promise<Page<DocumentRecord>> {
  const after = readCursor(input.cursor, 2)
  let query = db.selectFrom('published.document').select(['id', 'title', 'record'])
  if (after) query = query.where(sql<boolean>`(title, id) > (${after[0]}, ${after[1]})`)
  const page = await keyedPage(query.orderBy('title').orderBy('id'), input.limit, (row) => [row.title, row.id])
  return { ...page, items: page.items.map((row) => row.record as DocumentRecord) }
}

/** @throws NotFoundError */
export async function getDocument(db: Db, id: string): Promise<DocumentRecord> {
  return found((await db.selectFrom('published.document').select('record').where('id', '=', id).executeTakeFirst())?.record, 'document', id)
}

export async function listPublicCaptures(db: Db, input: ListInput): Promise<Page<CaptureRecord>> {
  const after = readCursor(input.cursor, 1)
  let query = db.selectFrom('published.capture').select(['sha256', 'record'])
  if (after) query = query.where('sha256', '>', after[0] as string)
  const page = await keyedPage(query.orderBy('sha256'), input.limit, (row) => [row.sha256])
  return { ...page, items: page.items.map((row) => row.record as CaptureRecord) }
}

/** @throws NotFoundError */
export async function getCapture(db: Db, sha256: string): Promise<CaptureRecord> {
  return found((await db.selectFrom('published.capture').select('record').where('sha256', '=', sha256).executeTakeFirst())?.record, 'sealed copy', sha256)
}

/** @throws NotFoundError */
export async function getCaptureText(db: Db, sha256: string): Promise<CaptureText> {
  const row = await db.selectFrom('published.capture').select(['sha256', 'text', 'complete', 'shown']).where('sha256', '=', sha256).executeTakeFirst()
  return found(row && { ...row, shown: row.shown }, 'sealed copy', sha256)
}

/** What this instance says of itself. */
export async function getSettings(db: Db): Promise<Settings> {
  const row = await db.selectFrom('published.instance').select('value').where('key', '=', 'settings').executeTakeFirst()
  return Settings.parse(row?.value ?? {})
}

export type Overview = { brands: number; linked: number; claims: number; captures: number; sites: number; demonstration: string | null }

/** What stands here, counted, and how far the demonstration is. */
export async function getOverview(db: Db): Promise<Overview> {
  const { rows } = await sql<Overview>`
    select (select count(*) from published.brand) as brands, (select count(*) from published.brand where chains > 0) as linked,
      (select count(*) from published.claim where status in ('published', 'contested')) as claims, (select count(*) from published.capture) as captures, (select count(*) from published.site) as sites,
      (select value #>> '{}' from published.instance where key = 'demonstration') as demonstration`.execute(db)
  return rows[0] as Overview
}

/** The value, or the refusal that says it is not here. */
export function found<T>(value: unknown, what: string, key: string): T {
  if (value === undefined || value === null) throw new NotFoundError(`There is no ${what} "${key.slice(0, 100)}" here.`)
  return value as T
}
