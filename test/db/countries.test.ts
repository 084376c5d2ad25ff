/** Countries that were stored as withdrawn codes: put right everywhere, without a new id for anything that others name. */
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { down, up } from '../../migrations/20261129T1000-countries.ts'
import { hashId } from '../../src/model/id.ts'
import { type ListedSite, listOfTable } from '../../src/read/list-rows.ts'
import { readSupplierTable } from '../../src/read/supplier-table.ts'
import { entryOfSite } from '../../src/register/formats.ts'
import { upsertOrganisation } from '../../src/resolve/organisation-queries.ts'
import { regroup } from '../../src/resolve/regroup.ts'
import { freshDb } from '../support/fresh-db.ts'

const { db, owner } = await freshDb()

const organisation = (id: string, key: string, country: string) =>
  db.insertInto('organisation').values({ id, kind: 'company', name: key, nameKey: key, country, demonstration: false }).execute()
const countryOf = async (id: string) => (await db.selectFrom('organisation').select(['country', 'sameAs']).where('id', '=', id).executeTakeFirst()) ?? null

test('stored countries are put right: organisations keep their ids, and two rows of one firm become one', async () => {
  await down(owner as never)
  await organisation('org_only', 'lumiere', 'FX')
  await organisation('org_wrong', 'amber mill', 'UK')
  await organisation('org_right', 'amber mill', 'GB')
  await organisation('org_unknown', 'quiet mill', 'XX')
  await organisation('org_china', 'jade mill', 'CN')
  await db
    .insertInto('claim')
    .values({ id: 'clm_x', subjectId: 'org_china', predicate: 'sources_from', objectOrganisationId: 'org_only', demonstration: false } as never)
    .execute()
  await sql`insert into published.organisation (id, canonical_id, name, kind, country, record, updated_at)
    values ('org_only', 'org_only', 'Lumiere', 'company', 'FX', '{"id": "org_only", "country": "FX"}', now())`.execute(db)
  const idOf = (...parts: readonly string[]) => hashId('sup', ...parts).slice(4)
  const oldId = `suppliers:${createHash('sha256')
    .update(JSON.stringify(['société "é"', 'FX', 'rue x']))
    .digest('hex')
    .slice(0, 20)}`
  await sql`insert into register.entry (id, register, kind, name, other_names, country, address, identifiers, import_id) values
    (${oldId}, 'suppliers', 'facility', 'Société "É"', '{}', 'FX', 'Rue X', '{}', 'imp_x'), ('osh:YU1', 'osh', 'facility', 'Nis Mill', '{}', 'YU', null, '{}', 'imp_x'),
    ('gleif:1', 'gleif', 'company', 'Jade', '{}', 'CN', null, '{}', 'imp_x')`.execute(db)

  await up(owner as never)

  expect(await countryOf('org_only')).toMatchObject({ country: 'FR' })
  expect(await countryOf('org_wrong')).toMatchObject({ country: 'GB' })
  expect(await countryOf('org_unknown')).toMatchObject({ country: '' })
  expect(await countryOf('org_china')).toMatchObject({ country: 'CN' })
  const published = await sql<{ country: string; record: { country: string } }>`select country, record from published.organisation`.execute(db)
  expect(published.rows).toEqual([{ country: 'FR', record: { id: 'org_only', country: 'FR' } }])
  const due = await db.selectFrom('unpublishedChange').select('subjectId').orderBy('subjectId').execute()
  expect(due.map(({ subjectId }) => subjectId)).toEqual(['org_china', 'org_only', 'org_unknown', 'org_wrong'])

  const entries = await sql<{ id: string; name: string; country: string }>`select id, name, country from register.entry order by id`.execute(db)
  const list = listOfTable(await readSupplierTable(Buffer.from('Name,Country,Address\n"Société ""É""",France,Rue X\n')))
  const again = entryOfSite(list.sites[0] as ListedSite, idOf) as { id: string }
  expect(entries.rows).toEqual([
    { id: 'gleif:1', name: 'Jade', country: 'CN' },
    { id: 'osh:YU1', name: 'Nis Mill', country: 'RS' },
    { id: again.id, name: 'Société "É"', country: 'FR' },
  ])

  const [only, amber] = await db.transaction().execute(async (tx) => {
    const made = [
      await upsertOrganisation(tx, { name: 'Lumiere', country: 'France' }, false),
      await upsertOrganisation(tx, { name: 'Amber Mill', country: 'UK' }, false),
    ]
    await regroup(
      tx,
      made.map(({ id }) => id),
    )
    return made.map(({ id }) => id)
  })
  expect(only).toBe('org_only')
  const rows = [await countryOf('org_wrong'), await countryOf('org_right')]
  expect(rows.filter((row) => row?.sameAs === null)).toHaveLength(1)
  expect(['org_wrong', 'org_right']).toContain(amber)
})

test('no country that is stored after an upgrade stands for none', async () => {
  const { rows } = await sql<{
    country: string
  }>`select country from organisation union select country from register.entry union select coalesce(country, '') from published.organisation`.execute(db)
  expect(rows.map(({ country }) => country).filter((country) => ['FX', 'UK', 'YU', 'XX'].includes(country))).toEqual([])
})
