/** SQL of suggestions: organisations whose names were not looked for yet, names to look among, and what a merge would connect. */
import { sql } from 'kysely'
import type { Db, Tx } from '../db/client.ts'
import type { NameEntry } from '../names/index/segment.ts'

const TOGETHER = 20_000

/** Organisations that were not looked for at this version. */
export async function listUnsuggested(db: Db, version: number, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('organisation')
    .select('id')
    .where('suggestVersion', '<', version)
    .orderBy('suggestVersion')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}

export async function countOrganisationNames(db: Db): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from organisation_name`.execute(db)
  return Number(rows[0]?.count ?? 0)
}

/** Every name of every organisation, thousands at a time. */
export async function* allOrganisationNames(db: Db): AsyncGenerator<NameEntry[]> {
  for (let after: string | null = ''; after !== null;) {
    const { rows }: { rows: NameEntry[] } = await sql<NameEntry>`
      select o.id, n.name, o.country from (select id, country from organisation where id > ${after} order by id limit ${TOGETHER}) o join organisation_name n on n.organisation_id = o.id order by o.id`.execute(
      db,
    )
    yield rows
    after = rows.at(-1)?.id ?? null
  }
}

/** Organisations whose names changed, each with all its names; null where there are more than `most`. */
export async function changedOrganisationNames(db: Db, since: string, before: string, most: number): Promise<Map<string, NameEntry[]> | null> {
  const { rows } = await sql<{ id: string; name: string | null; country: string | null }>`
    select c.thing_id as id, n.name, o.country from (select thing_id from names_change where changed >= ${since}::text::xid8 and changed < ${before}::text::xid8 limit ${most + 1}) c
      left join organisation o on o.id = c.thing_id left join organisation_name n on n.organisation_id = c.thing_id`.execute(db)
  const changed = new Map<string, NameEntry[]>()
  for (const { id, name, country } of rows) {
    const entries = changed.get(id) ?? []
    if (name !== null) entries.push({ id, name, country: country ?? '' })
    changed.set(id, entries)
  }
  return changed.size > most ? null : changed
}

export type Comparable = {
  id: string
  kind: string
  canonical: string
  name: string
  names: string[]
  country: string
  place: string | null
  identifiers: string[]
  demonstration: boolean
}

/** What is compared of organisations, by id. */
export async function findComparable(tx: Tx, ids: readonly string[]): Promise<Map<string, Comparable>> {
  const { rows } = await sql<Comparable>`
    select o.id, o.kind, coalesce(o.same_as, o.id) as canonical, o.name, o.country, o.place, o.demonstration, array(select n.name from organisation_name n where n.organisation_id = o.id order by n.name limit 12) as names,
      array(select i.scheme || ':' || i.value from organisation_identifier i where i.organisation_id = o.id order by 1) as identifiers
    from organisation o where o.id = any(${[...ids]})`.execute(tx)
  return new Map(rows.map((row) => [row.id, row]))
}

/** Pairs among these that somebody judged, as `left right`. */
export async function judgedPairs(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{
    pair: string
  }>`select distinct left_id || ' ' || right_id as pair from judgement where left_id = any(${[...ids]}) or right_id = any(${[...ids]})`.execute(tx)
  return new Set(rows.map((row) => row.pair))
}

export type SuggestionRow = { leftId: string; rightId: string; score: number; verdict: string; reasons: string; connects: number; madeAt: Date }

/** Replaces the suggestions of these organisations, and notes that they were looked for. */
export async function writeSuggestions(tx: Tx, ids: readonly string[], rows: readonly SuggestionRow[], version: number): Promise<void> {
  await sql`delete from merge_suggestion where left_id = any(${[...ids]}) or right_id = any(${[...ids]})`.execute(tx)
  if (rows.length > 0)
    await sql`insert into merge_suggestion (left_id, right_id, score, verdict, reasons, connects, made_at)
      select l, r, s, v, w::jsonb, c, ${rows[0]?.madeAt}::timestamptz from unnest(${rows.map((row) => row.leftId)}::text[], ${rows.map((row) => row.rightId)}::text[], ${rows.map((row) => row.score)}::float8[],
        ${rows.map((row) => row.verdict)}::text[], ${rows.map((row) => row.reasons)}::text[], ${rows.map((row) => row.connects)}::int[]) as t(l, r, s, v, w, c)
      on conflict (left_id, right_id) do update set score = excluded.score, verdict = excluded.verdict, reasons = excluded.reasons, connects = excluded.connects, made_at = excluded.made_at`.execute(
      tx,
    )
  await sql`update organisation set suggest_version = ${version} where id = any(${[...ids]})`.execute(tx)
}

export type StaleSuggestion = { leftId: string; rightId: string; left: string; right: string }

/** Suggestions that were looked at before a time and before the last change of a claim or judgement, with who speaks for each side now. */
export async function listStale(db: Db, before: Date, limit: number): Promise<StaleSuggestion[]> {
  const { rows } = await sql<StaleSuggestion>`
    select s.left_id as "leftId", s.right_id as "rightId", coalesce(l.same_as, l.id) as left, coalesce(r.same_as, r.id) as right
    from merge_suggestion s join organisation l on l.id = s.left_id join organisation r on r.id = s.right_id
    where s.made_at < ${before} and s.made_at < greatest((select max(changed_at) from claim), (select max(decided_at) from judgement)) order by s.made_at limit ${limit}`.execute(
    db,
  )
  return rows
}

/** Notes what suggestions would connect now; `null` takes one away. */
export async function writeConnects(tx: Tx, rows: readonly { leftId: string; rightId: string; connects: number | null }[], now: Date): Promise<void> {
  const keys = sql`unnest(${rows.map((row) => row.leftId)}::text[], ${rows.map((row) => row.rightId)}::text[], ${rows.map((row) => row.connects)}::int[]) as t(l, r, c)`
  await sql`delete from merge_suggestion s using ${keys} where s.left_id = t.l and s.right_id = t.r and t.c is null`.execute(tx)
  await sql`update merge_suggestion s set connects = t.c, made_at = ${now} from ${keys} where s.left_id = t.l and s.right_id = t.r`.execute(tx)
}

const STANDING = sql`c.status not in ('rejected', 'retracted')`
const STEPS = sql`c.predicate in ('brand_of', 'owned_by', 'sources_from', 'operates')`

/** Brands from which claims lead to an organisation, itself among them when it is one; canonical ids. Candidates count too. */
export async function brandsAbove(tx: Tx, canonicalId: string, mostSteps: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive above(id, step) as (
      select ${canonicalId}::text, 0
      union select coalesce(s.same_as, s.id), a.step + 1 from above a join organisation o on coalesce(o.same_as, o.id) = a.id join claim c on c.object_organisation_id = o.id and ${STANDING} and ${STEPS}
        join organisation s on s.id = c.subject_id where a.step < ${mostSteps})
    select distinct a.id from above a where exists (select 1 from organisation g where (g.id = a.id or g.same_as = a.id) and g.kind = 'brand') order by 1`.execute(
    tx,
  )
  return rows.map((row) => row.id)
}

/** Programmes and official lists to which claims lead from an organisation. */
export async function endsBelow(tx: Tx, canonicalId: string, mostSteps: number): Promise<string[]> {
  const { rows } = await sql<{ end: string }>`
    with recursive below(id, step) as (
      select ${canonicalId}::text, 0
      union select coalesce(t.same_as, t.id), b.step + 1 from below b join organisation o on coalesce(o.same_as, o.id) = b.id join claim c on c.subject_id = o.id and ${STANDING} and ${STEPS}
        join organisation t on t.id = c.object_organisation_id where b.step < ${mostSteps})
    select distinct coalesce(c.object_programme_id, c.object_list) as end from below b join organisation o on coalesce(o.same_as, o.id) = b.id
      join claim c on c.subject_id = o.id and ${STANDING} and c.predicate in ('takes_part_in', 'listed_on', 'sources_from') where coalesce(c.object_programme_id, c.object_list) is not null order by 1`.execute(
    tx,
  )
  return rows.map((row) => row.end)
}

export type ListedSuggestion = { leftId: string; rightId: string; score: number; verdict: string; reasons: string[]; connects: number }

/** Suggestions, those that would connect most first. */
export async function listSuggestions(db: Db, limit: number): Promise<{ items: ListedSuggestion[]; total: number }> {
  const { rows } = await sql<ListedSuggestion>`
    select left_id as "leftId", right_id as "rightId", score, verdict, reasons, connects from merge_suggestion order by connects desc, score desc, left_id, right_id limit ${limit}`.execute(
    db,
  )
  const { rows: counted } = await sql<{ total: number }>`select count(*)::int as total from merge_suggestion`.execute(db)
  return { items: rows, total: counted[0]?.total ?? 0 }
}

export type ListedJudgement = {
  id: string
  leftId: string
  rightId: string
  left: string
  right: string
  ruling: string
  decidedBy: string
  reason: string
  decidedAt: Date
  holds: boolean
}

/** Judgements, newest first; with an organisation's id, those about it. */
export async function listJudgements(db: Db, limit: number, about: string | null = null): Promise<ListedJudgement[]> {
  const { rows } = await sql<ListedJudgement>`
    select j.id, j.left_id as "leftId", j.right_id as "rightId", l.name as left, r.name as right, j.ruling, j.decided_by as "decidedBy", j.reason, j.decided_at as "decidedAt",
      not exists (select 1 from judgement k where k.left_id = j.left_id and k.right_id = j.right_id and k.sequence > j.sequence) as holds
    from judgement j join organisation l on l.id = j.left_id join organisation r on r.id = j.right_id
    where ${about}::text is null or j.left_id = ${about} or j.right_id = ${about} order by j.decided_at desc, j.id limit ${limit}`.execute(db)
  return rows
}
