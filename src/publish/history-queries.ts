/** SQL of history: what a brand's page said since when, and how each claim was graded. Rows are only added. */
import { sql } from 'kysely'
import { type Tx, json } from '../db/client.ts'
import type { BrandProfile, ClaimRecord } from '../model/profile.ts'
import { changesBetween } from './changes-between.ts'

export type GradeSince = ClaimRecord['grades'][number]

/** How these claims were graded since when, first to last. */
export async function gradesOf(tx: Tx, ids: readonly string[]): Promise<Map<string, GradeSince[]>> {
  const rows = await tx
    .selectFrom('published.gradeChange')
    .select(['claimId', 'since', 'grade'])
    .where('claimId', 'in', ['', ...ids])
    .orderBy('claimId')
    .orderBy('since')
    .execute()
  const grades = new Map<string, GradeSince[]>()
  for (const { claimId, since, grade } of rows) grades.set(claimId, [...(grades.get(claimId) ?? []), { grade, since: since.toISOString() }])
  return grades
}

/** Notes the grades of claims that have another than before. */
export async function writeGrades(tx: Tx, written: readonly { readonly record: ClaimRecord }[], now: Date): Promise<void> {
  const [ids, grades, madeUp] = [
    written.map(({ record }) => record.id),
    written.map(({ record }) => record.grade),
    written.map(({ record }) => record.demonstration),
  ]
  await sql`
    insert into published.grade_change (claim_id, since, grade, demonstration)
    select t.id, greatest(${now}::timestamptz, last.since + interval '1 millisecond'), t.grade, t.made_up from unnest(${ids}::text[], ${grades}::text[], ${madeUp}::boolean[]) as t (id, grade, made_up)
      left join lateral (select g.grade, g.since from published.grade_change g where g.claim_id = t.id order by g.since desc limit 1) last on true
    where last.since is null or last.grade is distinct from t.grade`.execute(tx)
}

/** A profile as it is kept: without the quotes, which are shown as the present record of each claim has them. */
const kept = (profile: BrandProfile): BrandProfile => ({
  ...profile,
  chains: profile.chains.map((chain) => ({ ...chain, steps: chain.steps.map((step) => ({ ...step, evidence: [] })) })),
})

/** Keeps what brands' pages say, of those that say something else than before. */
export async function noteVersions(tx: Tx, profiles: readonly BrandProfile[], now: Date): Promise<void> {
  const { rows } = await sql<{ profile: BrandProfile; since: Date }>`
    select v.profile, v.since from unnest(${profiles.map(({ slug }) => slug)}::text[]) as t (slug)
      join lateral (select profile, since from published.brand_version where slug = t.slug order by since desc limit 1) v on true`.execute(tx)
  const last = new Map(rows.map((row) => [row.profile.slug, row]))
  const withdrawn = await withdrawnSteps(
    tx,
    rows.map(({ profile }) => profile),
  )
  const versions = profiles.flatMap((profile) => {
    const before = last.get(profile.slug)
    const changes = changesBetween(before?.profile ?? null, profile, withdrawn)
    if (changes.length === 0) return []
    const since = new Date(Math.max(now.getTime(), (before?.since.getTime() ?? 0) + 1))
    return { slug: profile.slug, since, organisationId: profile.id, profile: json(kept(profile)), changes: json(changes), demonstration: profile.demonstration }
  })
  if (versions.length > 0) await tx.insertInto('published.brandVersion').values(versions).execute()
}

/** Why steps of profiles were withdrawn, by claim. */
async function withdrawnSteps(tx: Tx, profiles: readonly BrandProfile[]): Promise<Map<string, string>> {
  const ids = [...new Set(profiles.flatMap((profile) => profile.chains.flatMap((chain) => chain.steps.map(({ claim }) => claim))))]
  const { rows } = await sql<{ claimId: string; reason: string }>`
    select d.claim_id as "claimId", d.reason from claim c join decision d on d.claim_id = c.id and d.ruling = 'retract' where c.id = any(${ids}) and c.status = 'retracted'`.execute(
    tx,
  )
  return new Map(rows.map(({ claimId, reason }) => [claimId, reason]))
}
