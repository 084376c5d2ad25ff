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

/** Notes names of an organisation; known ones are left as they are. */
export async function addNames(tx: Tx, organisationId: string, names: readonly string[], options: { ambiguous?: boolean } = {}): Promise<void> {
  const given = [...new Set(names.map((name) => name.replace(/\s+/g, ' ').trim()))].filter(Boolean)
  const short = given.map(shortName).filter((name) => name !== null && !given.includes(name)) as string[]
  const row = (name: string, type: string) => ({ organisationId, name, nameKey: nameKey(name), type, ambiguous: options.ambiguous ?? false })
  const rows = [...given.map((name, i) => row(name, i === 0 ? 'trading' : 'alias')), ...[...new Set(short)].map((name) => row(name, 'short'))]
  if (rows.length === 0) return
  const added = await tx
    .insertInto('organisationName')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .returning('name')
    .execute()
  // A new name may be that of another organisation here.
  if (added.length > 0)
    await tx.updateTable('organisation').set({ suggestVersion: 0 }).where('id', '=', organisationId).where('suggestVersion', '>', 0).execute()
}

/** Notes identifiers of an organisation, `scheme:value` each. */
export async function addIdentifiers(tx: Tx, organisationId: string, identifiers: readonly string[]): Promise<void> {
  const rows = identifiers.map((each) => ({ organisationId, scheme: each.slice(0, each.indexOf(':')), value: each.slice(each.indexOf(':') + 1) }))
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
  for (const { id, name } of brands) {
    const slug = slugOf(name)
    const taken = await tx.selectFrom('organisation').select('id').where('slug', '=', slug).executeTakeFirst()
    await tx
      .updateTable('organisation')
      .set({ slug: taken ? `${slug}-${id.slice(4, 8)}` : slug })
      .where('id', '=', id)
      .execute()
  }
}
