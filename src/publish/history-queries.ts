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

/** Keeps what a brand's page says, when it says something else than before. */
export async function noteVersion(tx: Tx, profile: BrandProfile, now: Date): Promise<void> {
  const last = await tx
    .selectFrom('published.brandVersion')
    .select(['profile', 'since'])
    .where('slug', '=', profile.slug)
    .orderBy('since', 'desc')
    .limit(1)
    .executeTakeFirst()
  const before = (last?.profile ?? null) as BrandProfile | null
  const changes = changesBetween(before, profile, before ? await withdrawnSteps(tx, before) : undefined)
  if (changes.length === 0) return
  await tx
    .insertInto('published.brandVersion')
    .values({
      slug: profile.slug,
      since: new Date(Math.max(now.getTime(), (last?.since.getTime() ?? 0) + 1)),
      organisationId: profile.id,
      profile: json(kept(profile)),
      changes: json(changes),
      demonstration: profile.demonstration,
    })
    .execute()
}

/** Why steps of a profile were withdrawn, by claim. */
async function withdrawnSteps(tx: Tx, profile: BrandProfile): Promise<Map<string, string>> {
  const ids = profile.chains.flatMap((chain) => chain.steps.map(({ claim }) => claim))
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('decision as d')
    .innerJoin('claim as c', 'c.id', 'd.claimId')
    .select(['d.claimId', 'd.reason'])
    .where('c.status', '=', 'retracted')
    .where('d.ruling', '=', 'retract')
    .where('d.claimId', 'in', ids)
    .execute()
  return new Map(rows.map(({ claimId, reason }) => [claimId, reason]))
}
