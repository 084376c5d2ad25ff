/** SQL of organisations: one row for each name key and country, their names, and which rows stand for one. */
import { sql } from 'kysely'
import type { Tx } from '../db/client.ts'
import { hashId, slugOf } from '../model/id.ts'
import { nameKey, shortName } from '../names/name-key.ts'
import type { OrganisationKind, OrganisationName } from '../model/organisation.ts'
import { countryCode } from '../names/countries.ts'

const KIND_ORDER: readonly OrganisationKind[] = ['company', 'facility', 'public body', 'union', 'campaign group', 'brand']

/**
 * The organisation that a name stands for: one row for each name key and country. A kind that says more replaces
 * `company`, never the other way round. A name that a row states outright stands before one that was found in prose.
 * A row whose country was put right later keeps its id, so it is looked for by what it is before a new one is made.
 */
export async function upsertOrganisation(tx: Tx, input: OrganisationName, demonstration: boolean, isStated = false): Promise<{ id: string; key: string }> {
  const key = nameKey(input.name)
  const country = countryCode(input.country)
  const kind = input.kind ?? 'company'
  const made = hashId('org', key, country, demonstration ? 1 : 0)
  const known = sql<string>`(select id from organisation
    where name_key = ${key} and country = ${country} and demonstration = ${demonstration} order by id <> ${made}, id limit 1)`
  const { id } = await tx
    .insertInto('organisation')
    .values({
      id: sql`coalesce(${known}, ${made})`,
      kind,
      name: input.name,
      nameKey: key,
      country,
      place: input.place ?? null,
      sector: input.sector ?? null,
      nameStated: isStated,
      demonstration,
    })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet((eb) => ({
        kind: sql`case when array_position(${sql.val(KIND_ORDER)}::text[], excluded.kind) > array_position(${sql.val(KIND_ORDER)}::text[], organisation.kind) then excluded.kind else organisation.kind end`,
        place: eb.fn.coalesce('organisation.place', 'excluded.place'),
        sector: eb.fn.coalesce('organisation.sector', 'excluded.sector'),
        // A stated name stands before one found in prose, and of two of one sort the shorter, whichever came first.
        name: sql`case when excluded.name_stated and not organisation.name_stated then excluded.name
          when excluded.name_stated = organisation.name_stated and (excluded.name_stated or not organisation.known) and (length(excluded.name), excluded.name) < (length(organisation.name), organisation.name) then excluded.name
          else organisation.name end`,
        nameStated: sql`organisation.name_stated or excluded.name_stated`,
      })),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
  await addNames(tx, id, [input.name, ...(input.aliases ?? [])])
  await addIdentifiers(tx, id, input.identifiers ?? [])
  return { id, key }
}

/** The rows that an organisation's names make: each as given, and short where a legal form falls away. */
function nameRows(organisationId: string, names: readonly string[], ambiguous = false) {
  const given = [...new Set(names.map((name) => name.replace(/\s+/g, ' ').trim()))].filter(Boolean)
  const short = given.map(shortName).filter((name) => name !== null && !given.includes(name)) as string[]
  const row = (name: string, type: string) => ({ organisationId, name, nameKey: nameKey(name), type, ambiguous })
  return [...given.map((name, i) => row(name, i === 0 ? 'trading' : 'alias')), ...[...new Set(short)].map((name) => row(name, 'short'))]
}

/** Notes names of an organisation; known ones are left as they are. */
async function addNames(tx: Tx, organisationId: string, names: readonly string[]): Promise<void> {
  const rows = nameRows(organisationId, names)
  if (rows.length === 0) return
  const added = await tx
    .insertInto('organisationName')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .returning('name')
    .execute()
  // A new name may be that of another organisation here.
  if (added.length > 0) await suggestAgain(tx, [organisationId])
}

const suggestAgain = (tx: Tx, ids: readonly string[]) =>
  tx.updateTable('organisation').set({ suggestVersion: 0 }).where('id', 'in', ids).where('suggestVersion', '>', 0).execute()

export type NamesOf = { readonly id: string; readonly names: readonly string[]; readonly ambiguous: boolean }

/**
 * Writes names as the catalogue has them; it alone says which of its names are ambiguous.
 * @returns the organisations whose names are new or were marked otherwise
 */
export async function keepNames(tx: Tx, organisations: readonly NamesOf[]): Promise<string[]> {
  const rows = organisations.flatMap(({ id, names, ambiguous }) => nameRows(id, names, ambiguous))
  if (rows.length === 0) return []
  const changed = await sql<{ id: string }>`
    insert into organisation_name (organisation_id, name, name_key, type, ambiguous)
    select "organisationId", name, "nameKey", type, ambiguous
      from json_to_recordset(${JSON.stringify(rows)}::json) as t ("organisationId" text, name text, "nameKey" text, type text, ambiguous boolean)
    on conflict (organisation_id, name) do update set ambiguous = excluded.ambiguous where organisation_name.ambiguous <> excluded.ambiguous
    returning organisation_id as id`.execute(tx)
  const ids = [...new Set(changed.rows.map((row) => row.id))]
  if (ids.length > 0) await suggestAgain(tx, ids)
  return ids
}

/**
 * The ids of brands without a country, made where there are none, in the order of the catalogue.
 * Those that are here already as brands are left as they are.
 */
export async function keepBrands(tx: Tx, brands: readonly OrganisationName[], demonstration: boolean): Promise<string[]> {
  const country = countryCode(null)
  const made = brands.map((brand) => ({ ...brand, key: nameKey(brand.name), id: hashId('org', nameKey(brand.name), country, demonstration ? 1 : 0) }))
  const here = await tx
    .selectFrom('organisation')
    .select(['id', 'nameKey', 'kind', 'nameStated'])
    .where('nameKey', 'in', ['', ...made.map(({ key }) => key)])
    .where('country', '=', country)
    .where('demonstration', '=', demonstration)
    .execute()
  const known = new Map(here.map((row) => [row.nameKey, row]))
  const fresh = made.filter(({ key }) => !known.has(key))
  if (fresh.length > 0)
    await tx
      .insertInto('organisation')
      .values(
        fresh.map(({ id, kind = 'brand', name, key, sector = null }) => ({ id, kind, name, nameKey: key, country, sector, nameStated: true, demonstration })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  const ids: string[] = []
  for (const brand of made) {
    const row = known.get(brand.key)
    const isAsMeant = row === undefined || (row.kind === brand.kind && row.nameStated)
    ids.push(isAsMeant ? (row?.id ?? brand.id) : (await upsertOrganisation(tx, brand, demonstration, true)).id)
  }
  return ids
}

/** Notes identifiers of an organisation, `scheme:value` each. */
export const addIdentifiers = (tx: Tx, organisationId: string, identifiers: readonly string[]): Promise<void> =>
  keepIdentifiers(tx, [{ id: organisationId, identifiers }])

/** Notes identifiers of many organisations; known ones are left as they are. */
export async function keepIdentifiers(tx: Tx, organisations: readonly { readonly id: string; readonly identifiers: readonly string[] }[]): Promise<void> {
  const rows = organisations.flatMap(({ id, identifiers }) =>
    identifiers.map((each) => ({ organisationId: id, scheme: each.slice(0, each.indexOf(':')), value: each.slice(each.indexOf(':') + 1) })),
  )
  if (rows.length > 0)
    await tx
      .insertInto('organisationIdentifier')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
}

/** Gives brands without an address one. Two brands of one name are told apart by a piece of their id. */
export async function giveSlugs(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const brands = await tx
    .selectFrom('organisation')
    .select(['id', 'name'])
    .where('id', 'in', [...ids])
    .where('kind', '=', 'brand')
    .where('slug', 'is', null)
    .orderBy('id')
    .execute()
  if (brands.length === 0) return
  const wanted = brands.map(({ id, name }) => ({ id, slug: slugOf(name) }))
  const rows = await tx
    .selectFrom('organisation')
    .select('slug')
    .where(
      'slug',
      'in',
      wanted.map(({ slug }) => slug),
    )
    .execute()
  const taken = new Set(rows.map((row) => row.slug))
  const given = wanted.map(({ id, slug }) => {
    const own = taken.has(slug) ? `${slug}-${id.slice(4, 8)}` : slug
    taken.add(own)
    return { id, slug: own }
  })
  await sql`update organisation o set slug = t.slug from json_to_recordset(${JSON.stringify(given)}::json) as t (id text, slug text) where o.id = t.id`.execute(
    tx,
  )
}
