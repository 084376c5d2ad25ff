/** SQL of groups: which rows may stand for one organisation, what was judged of them, and which row speaks for each group. */
import { sql } from 'kysely'
import type { Tx } from '../db/client.ts'

export type Ruling = 'same' | 'different' | 'unsure'
export type Member = {
  id: string
  nameKey: string
  country: string
  kind: string
  hasSlug: boolean
  known: boolean
  sameAs: string | null
  demonstration: boolean
}
export type Judged = { leftId: string; rightId: string; ruling: Ruling }

/** One change of groups at a time. */
export async function lockGroups(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('unpick groups'))`.execute(tx)
}

/** Rows that share a name key with these, stand for them, are stood for by them, or were judged the same. */
export async function neighboursOf(tx: Tx, ids: readonly string[]): Promise<Member[]> {
  const { rows } = await sql<Member>`
    with here as (select id, name_key, demonstration, same_as from organisation where id = any(${[...ids]})),
      near as (
        select id from here union select o.id from here h join organisation o on o.name_key = h.name_key and o.demonstration = h.demonstration
        union select same_as from here where same_as is not null union select o.id from here h join organisation o on o.same_as = h.id
        union select j.right_id from here h join judgement j on j.left_id = h.id union select j.left_id from here h join judgement j on j.right_id = h.id)
    select o.id, o.name_key as "nameKey", o.country, o.kind, o.slug is not null as "hasSlug", o.known, o.same_as as "sameAs", o.demonstration
    from organisation o where o.id in (select id from near) order by o.id`.execute(tx)
  return rows
}

/** What holds of every pair among these: the newest judgement. */
export async function judgedAmong(tx: Tx, ids: readonly string[]): Promise<Judged[]> {
  const { rows } = await sql<Judged>`
    select distinct on (left_id, right_id) left_id as "leftId", right_id as "rightId", ruling from judgement
    where left_id = any(${[...ids]}) and right_id = any(${[...ids]}) order by left_id, right_id, sequence desc`.execute(tx)
  return rows
}

/** Lets rows stand for others. */
export async function setSameAs(tx: Tx, changes: readonly { id: string; sameAs: string | null }[]): Promise<void> {
  if (changes.length === 0) return
  await sql`update organisation o set same_as = c.same_as from unnest(${changes.map((change) => change.id)}::text[], ${changes.map((change) => change.sameAs)}::text[]) as c(id, same_as) where o.id = c.id`.execute(
    tx,
  )
}

/** Subjects of claims whose object is one of these: what is said of them reads otherwise now. */
export async function subjectsOfClaimsOn(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const rows = await tx
    .selectFrom('claim')
    .select('subjectId')
    .distinct()
    .where('objectOrganisationId', 'in', ['', ...ids])
    .execute()
  return rows.map((row) => row.subjectId)
}

export type JudgementRow = {
  id: string
  leftId: string
  rightId: string
  ruling: Ruling
  decidedBy: string
  reason: string
  decidedAt: Date
  demonstration: boolean
}

/** Records a judgement as the newest of its pair. */
export async function insertJudgement(tx: Tx, row: JudgementRow): Promise<void> {
  await tx
    .insertInto('judgement')
    .values({ ...row, sequence: sql<number>`(select count(*) + 1 from judgement where left_id = ${row.leftId} and right_id = ${row.rightId})` })
    .execute()
  await tx.deleteFrom('mergeSuggestion').where('leftId', '=', row.leftId).where('rightId', '=', row.rightId).execute()
}

/** How often a pair was judged, and what holds. */
export async function findJudged(tx: Tx, leftId: string, rightId: string): Promise<{ count: number; ruling: Ruling | null }> {
  const rows = await tx
    .selectFrom('judgement')
    .select('ruling')
    .where('leftId', '=', leftId)
    .where('rightId', '=', rightId)
    .orderBy('sequence', 'desc')
    .execute()
  return { count: rows.length, ruling: (rows[0]?.ruling as Ruling | undefined) ?? null }
}

/** Pairs of rows with an equal identifier in one of these schemes that are not judged. */
export async function pairsByIdentifier(
  tx: Tx,
  ids: readonly string[],
  schemes: readonly string[],
): Promise<{ leftId: string; rightId: string; identifier: string }[]> {
  const { rows } = await sql<{ leftId: string; rightId: string; identifier: string }>`
    select distinct on (least(a.organisation_id, b.organisation_id), greatest(a.organisation_id, b.organisation_id))
      least(a.organisation_id, b.organisation_id) as "leftId", greatest(a.organisation_id, b.organisation_id) as "rightId", a.scheme || ':' || a.value as identifier
    from organisation_identifier a join organisation_identifier b on b.scheme = a.scheme and b.value = a.value and b.organisation_id <> a.organisation_id
      join organisation x on x.id = a.organisation_id join organisation y on y.id = b.organisation_id and y.demonstration = x.demonstration
    where a.organisation_id = any(${[...ids]}) and a.scheme = any(${[...schemes]})
      and not exists (select 1 from judgement j where j.left_id = least(a.organisation_id, b.organisation_id) and j.right_id = greatest(a.organisation_id, b.organisation_id))
    order by 1, 2`.execute(tx)
  return rows
}

export type OrganisationBrief = {
  id: string
  name: string
  kind: string
  country: string | null
  place: string | null
  names: string[]
  identifiers: string[]
  claims: number
  demonstration: boolean
}

/** What a reviewer sees of organisations, by id. */
export async function findBriefs(tx: Tx, ids: readonly string[]): Promise<Map<string, OrganisationBrief>> {
  const { rows } = await sql<OrganisationBrief>`
    select o.id, o.name, o.kind, nullif(o.country, '') as country, o.place, o.demonstration,
      array(select n.name from organisation_name n where n.organisation_id = o.id and n.type <> 'short' order by n.name limit 12) as names,
      array(select i.scheme || ':' || i.value from organisation_identifier i where i.organisation_id = o.id order by 1) as identifiers,
      (select count(*)::int from claim c where c.subject_id = o.id or c.object_organisation_id = o.id) as claims
    from organisation o where o.id = any(${[...ids]})`.execute(tx)
  return new Map(rows.map((row) => [row.id, row]))
}
