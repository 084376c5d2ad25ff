import { expect, test } from 'vitest'
import { catalogue } from '../../catalogue/catalogue.ts'
import { hashId } from '../../src/model/id.ts'
import { nameKey } from '../../src/names/name-key.ts'
import { upsertOrganisation } from '../../src/resolve/organisation-queries.ts'
import { seedCatalogue } from '../../src/resolve/seed-catalogue.ts'
import { freshDb } from '../support/fresh-db.ts'

const { db } = await freshDb()
const rows = async () => ({
  organisations: await db.selectFrom('organisation').selectAll().orderBy('id').execute(),
  names: await db.selectFrom('organisationName').selectAll().orderBy('organisationId').orderBy('name').execute(),
  identifiers: await db.selectFrom('organisationIdentifier').selectAll().orderBy('organisationId').execute(),
})
const revision = async () => (await db.selectFrom('instance').select('value').where('key', '=', 'names revision').executeTakeFirst())?.value
const isAmbiguous = async (name: string) =>
  (await db.selectFrom('organisationName').select('ambiguous').where('name', '=', name).executeTakeFirstOrThrow()).ambiguous

test('every brand is an organisation with its names and its Wikidata id, and seeding twice changes nothing', async () => {
  await db.transaction().execute((tx) => upsertOrganisation(tx, { name: 'zara' }, false)) // prose named it before the catalogue did
  await seedCatalogue(db, catalogue)
  const first = await rows()
  expect(first.organisations).toHaveLength(catalogue.brands.length)
  expect(first.organisations.map(({ id }) => id).sort()).toEqual(catalogue.brands.map(({ name }) => hashId('org', nameKey(name), '', 0)).sort())
  expect(first.organisations.filter(({ kind, slug, known }) => kind !== 'brand' || slug === null || !known)).toEqual([])
  expect(first.organisations.find(({ nameKey }) => nameKey === 'zara')).toMatchObject({ name: 'Zara', slug: 'zara' })
  const marks = first.organisations.find(({ name }) => name === 'Marks & Spencer')
  expect(first.identifiers.filter(({ organisationId }) => organisationId === marks?.id)).toMatchObject([{ scheme: 'wikidata', value: 'Q714491' }])
  const before = await revision()
  await seedCatalogue(db, catalogue)
  expect(await rows()).toEqual(first)
  expect(await revision()).toBe(before)
})

test('a name that is a word is kept as ambiguous, also where it had been kept otherwise', async () => {
  expect([await isAmbiguous('Next'), await isAmbiguous('Target'), await isAmbiguous('Primark')]).toEqual([true, true, false])
  await db.updateTable('organisationName').set({ ambiguous: false }).where('name', '=', 'Next').execute()
  const before = await revision()
  await seedCatalogue(db, catalogue)
  expect(await isAmbiguous('Next')).toBe(true)
  expect(await revision()).not.toBe(before) // extractors load the names again
})
