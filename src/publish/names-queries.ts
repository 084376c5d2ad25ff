/** SQL of the names that may be found: of published organisations and of registers, and what changed of them since. */
import { sql } from 'kysely'
import type { Db } from '../db/client.ts'
import type { Headline } from '../model/grade.ts'
import type { OrganisationKind } from '../model/organisation.ts'
import type { NameEntry } from '../names/index/segment.ts'

export type NameSource = 'organisations' | 'registers'
export type Thing = {
  readonly id: string
  readonly name: string
  readonly names: readonly string[]
  readonly kind: OrganisationKind
  readonly country: string | null
  readonly address: string | null
  readonly identifiers: readonly string[]
  readonly brand: string | null
  readonly headline: Headline | null
  readonly register: string | null
  readonly demonstration: boolean
}

const TOGETHER = 20_000

/** About how many names there are. */
export async function countNames(db: Db): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select (select count(*) from published.organisation_name) + (select coalesce(sum(1 + cardinality(other_names)), 0) from register.entry) as count`.execute(
    db,
  )
  return Number(rows[0]?.count ?? 0)
}

/** Every name, thousands at a time, so that a million are never held twice. */
export async function* allNames(db: Db): AsyncGenerator<NameEntry[]> {
  for (const source of ['organisations', 'registers'] as const) {
    for (let after: string | null = ''; after !== null;) {
      const rows: (NameEntry & { last: string })[] = await namesOf(db, source, sql`> ${after}`, TOGETHER)
      yield rows
      after = rows.at(-1)?.last ?? null
    }
  }
}

/** Names of things by a condition on their id; `limit` things, not names. */
async function namesOf(db: Db, source: NameSource, where: ReturnType<typeof sql>, limit: number): Promise<(NameEntry & { last: string })[]> {
  const { rows } = await (
    source === 'organisations'
      ? sql<NameEntry & { last: string }>`
      select o.id, n.name, coalesce(o.country, '') as country, o.id as last from (select id, country from published.organisation where record is not null and id ${where} order by id limit ${limit}) o
        join published.organisation_name n on n.organisation_id = o.id order by o.id, n.name`
      : sql<NameEntry & { last: string }>`
      select e.id, n.name, e.country, e.id as last from (select id, name, other_names, country from register.entry where id ${where} order by id limit ${limit}) e
        cross join lateral unnest(array_prepend(e.name, e.other_names)) as n(name) order by e.id`
  ).execute(db)
  return rows
}

/**
 * Things whose names changed from `since` on, each with all its names; without any it is gone.
 * @returns null where so much changed that all must be read again
 */
export async function changedNames(db: Db, since: string, before: string, most: number): Promise<Map<string, NameEntry[]> | null> {
  const { rows } = await sql<{ id: string; source: NameSource }>`
    (select thing_id as id, 'organisations' as source from published.names_change where changed >= ${since}::text::xid8 and changed < ${before}::text::xid8 limit ${most + 1})
    union all (select id, 'registers' from register.entry where changed >= ${since}::text::xid8 and changed < ${before}::text::xid8 limit ${most + 1})`.execute(
    db,
  )
  if (rows.length > most) return null
  const changed = new Map<string, NameEntry[]>(rows.map((row) => [row.id, []]))
  for (const source of ['organisations', 'registers'] as const) {
    const ids = rows.filter((row) => row.source === source).map((row) => row.id)
    if (ids.length === 0) continue
    for (const { id, name, country } of await namesOf(db, source, sql`= any(${ids})`, ids.length)) changed.get(id)?.push({ id, name, country })
  }
  return changed
}

/** What is known of things, by id. */
export async function findThings(db: Db, ids: readonly string[]): Promise<Map<string, Thing>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<Thing>`
    select o.id, o.name, array(select n.name from published.organisation_name n where n.organisation_id = o.id order by n.name limit 24) as names, o.kind, o.country,
      o.record ->> 'place' as address, coalesce(array(select jsonb_array_elements_text(o.record -> 'identifiers')), '{}') as identifiers, b.slug as brand, b.headline, null as register, (o.record ->> 'demonstration')::boolean as demonstration
    from published.organisation o left join published.brand b on b.organisation_id = o.id where o.id = any(${[...ids]}) and o.record is not null
    union all
    select id, name, array_prepend(name, other_names[1:23]), kind, nullif(country, ''), address, identifiers, null, null, register, false from register.entry where id = any(${[...ids]})`.execute(
    db,
  )
  return new Map(rows.map((row) => [row.id, row]))
}
