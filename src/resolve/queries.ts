/** SQL of the resolve stage: organisations, their names, and claims with their evidence. */
import { sql } from 'kysely'
import type { Db, Tx } from '../db/client.ts'
import type { ClaimObject, Predicate, Stance } from '../model/claim.ts'
import { hashId } from '../model/id.ts'
import type { OrganisationName } from '../model/organisation.ts'

/** Captures whose candidates were not resolved at this version. */
export async function listUnresolved(db: Db, version: number, extractVersion: number, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('captureProgress')
    .select('captureId')
    .where('readingId', 'is not', null)
    .where('resolveVersion', '<', version)
    .where('extractVersion', '=', extractVersion)
    .orderBy('resolveVersion')
    .limit(limit)
    .execute()
  return rows.map((row) => row.captureId)
}

export type CandidateRow = {
  readonly id: string
  readonly passageId: string
  readonly subject: OrganisationName
  readonly predicate: Predicate
  readonly object: ClaimObject
  readonly product: string | null
  readonly tier: number | null
  readonly period: string | null
  readonly stance: Stance
  readonly confidence: number
  readonly rule: string
  /** Who stated it by hand, where somebody did. */
  readonly submittedBy: string | null
}
export type ResolvingCapture = {
  readonly documentId: string
  readonly readingId: string
  readonly submittedBy: string
  readonly accepts: string | null
  readonly demonstration: boolean
  readonly fetchedAt: Date
  readonly candidates: readonly CandidateRow[]
}

/** A capture's candidates, its reading locked against a second run. */
export async function findCandidates(tx: Tx, captureId: string): Promise<ResolvingCapture | null> {
  const head = await tx
    .selectFrom('captureProgress as p')
    .innerJoin('capture as c', 'c.id', 'p.captureId')
    .innerJoin('document as d', 'd.id', 'c.documentId')
    .leftJoin('source as s', 's.id', 'd.sourceId')
    .leftJoin('captureConfirmation as f', 'f.captureId', 'c.id')
    .select(['d.id as documentId', 'p.readingId', 'd.demonstration', 'c.fetchedAt'])
    .select((eb) => [
      eb.fn.coalesce('c.handedBy', 'd.submittedBy').as('submittedBy'),
      // What a person handed over falls under its source's rule when somebody else has confirmed it.
      sql<string | null>`case when c.handed_by is null or f.capture_id is not null then s.accepts end`.as('accepts'),
    ])
    .where('p.captureId', '=', captureId)
    .forUpdate('p')
    .executeTakeFirst()
  if (!head?.readingId) return null
  const rows = await tx.selectFrom('candidate').selectAll().where('readingId', '=', head.readingId).orderBy('id').execute()
  return { ...head, readingId: head.readingId, candidates: rows as unknown as CandidateRow[] }
}

/**
 * Notes that a capture is the newest edition of official lists, where it is: what only older ones say is shown no longer.
 * @returns the subjects of these lists, whose pages may say something else now
 */
export async function noteEditions(tx: Tx, captureId: string, fetchedAt: Date, lists: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with noted as (
      insert into list_edition (list, capture_id, fetched_at) select l, ${captureId}, ${fetchedAt} from unnest(${[...lists]}::text[]) as l
      on conflict (list) do update set capture_id = excluded.capture_id, fetched_at = excluded.fetched_at
        where list_edition.fetched_at <= excluded.fetched_at and list_edition.capture_id <> excluded.capture_id returning list)
    select distinct c.subject_id as id from noted n join claim c on c.object_list = n.list`.execute(tx)
  return rows.map((row) => row.id)
}

export type ClaimInput = {
  readonly id: string
  readonly subjectId: string
  readonly predicate: Predicate
  readonly objectOrganisationId: string | null
  readonly objectProgrammeId: string | null
  readonly objectList: string | null
  readonly objectSiteId: string | null
  readonly objectText: string | null
  readonly product: string | null
  readonly tier: number | null
  readonly period: string | null
  readonly acceptRule: string | null
  readonly demonstration: boolean
}

/** Keeps claims. A claim that is known keeps its status, and takes on product, tier and period where it had none. */
export async function upsertClaims(tx: Tx, claims: readonly ClaimInput[]): Promise<void> {
  for (let i = 0; i < claims.length; i += 500) {
    await tx
      .insertInto('claim')
      .values(claims.slice(i, i + 500))
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet({
          product: sql`least(claim.product, excluded.product)`,
          tier: sql`least(claim.tier, excluded.tier)`,
          period: sql`least(claim.period, excluded.period)`,
          acceptRule: sql`coalesce(claim.accept_rule, excluded.accept_rule)`,
        }),
      )
      .execute()
  }
}

export type EvidenceInput = {
  readonly id: string
  readonly claimId: string
  readonly passageId: string
  readonly stance: Stance
  readonly confidence: number
  readonly rule: string
  readonly submittedBy: string
}

/**
 * Makes a reading's evidence just these rows. Evidence that is no longer found goes while its claim is a candidate, and a
 * candidate without evidence goes with it; what a person ruled on stays.
 * @returns the subjects of decided claims whose evidence changed
 */
export async function syncEvidence(tx: Tx, readingId: string, evidence: readonly EvidenceInput[]): Promise<string[]> {
  const changed = new Set<string>()
  for (let i = 0; i < evidence.length; i += 500) {
    const made = await tx
      .insertInto('evidence')
      .values(evidence.slice(i, i + 500))
      .onConflict((conflict) => conflict.doNothing())
      .returning('claimId')
      .execute()
    for (const { claimId } of made) changed.add(claimId)
  }
  const ids = evidence.map((row) => row.id)
  const { rows: gone } = await sql<{ claim_id: string }>`
    delete from evidence e using passage p, claim c where p.id = e.passage_id and c.id = e.claim_id and p.reading_id = ${readingId} and e.id <> all(${ids}) and c.status = 'candidate' returning e.claim_id`.execute(
    tx,
  )
  if (gone.length > 0) {
    await sql`delete from claim c where c.id = any(${gone.map((row) => row.claim_id)}) and c.status = 'candidate' and not exists (select 1 from evidence e where e.claim_id = c.id)`.execute(
      tx,
    )
  }
  if (changed.size === 0) return []
  const subjects = await tx
    .selectFrom('claim')
    .select('subjectId')
    .distinct()
    .where('id', 'in', [...changed])
    .where('status', '<>', 'candidate')
    .execute()
  return subjects.map((row) => row.subjectId)
}

/** Keeps a site. */
export async function upsertSite(
  tx: Tx,
  organisationId: string,
  site: Extract<ClaimObject, { type: 'site' }>['site'],
  demonstration: boolean,
): Promise<string> {
  const id = hashId('sit', organisationId, site.name, site.address)
  await tx
    .insertInto('site')
    .values({ id, organisationId, ...site, demonstration })
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet({ lat: site.lat, lon: site.lon, footfall: site.footfall, town: site.town, postcode: site.postcode, hours: site.hours ?? null }),
    )
    .execute()
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
