/** Find suppliers: whom an employer is known to buy from, by published claims: its own, its brands', and those of whom it owns. */
import type { Db } from '../db/client.ts'
import type { SupplierTable } from '../model/check.ts'
import { getOrganisation, listOrganisationNames } from './read-queries.ts'

const MOST_PARTS = 200
const HEADINGS = ['Supplier', 'Country', 'What', 'Who buys'] as const

/**
 * The suppliers of an organisation as a list that can be checked.
 * @throws NotFoundError when nothing is published of it
 */
export async function findSuppliers(db: Db, id: string): Promise<{ readonly employer: string; readonly table: SupplierTable }> {
  const employer = await getOrganisation(db, id)
  const parts = employer.claims.filter(
    ({ predicate, object, status }) => status !== 'retracted' && object.id === employer.id && (predicate === 'brand_of' || predicate === 'owned_by'),
  )
  const buyers = [employer]
  for (const part of [...new Set(parts.flatMap(({ subject }) => (subject.id === null ? [] : [subject.id])))].slice(0, MOST_PARTS))
    buyers.push(await getOrganisation(db, part))
  const bought = buyers.flatMap((buyer) =>
    buyer.claims
      .filter(
        ({ predicate, subject, object, status }) =>
          status !== 'retracted' && predicate === 'sources_from' && subject.id === buyer.id && object.kind === 'organisation',
      )
      .map(({ object, product }) => ({ id: object.id as string, name: object.name, product, buyer: buyer.name })),
  )
  const countries = await listOrganisationNames(
    db,
    bought.map(({ id: each }) => each),
  )
  const rows = bought.map(({ id: each, name, product, buyer }, i) => ({ row: i + 1, cells: [name, countries.get(each)?.country ?? '', product ?? '', buyer] }))
  return { employer: employer.name, table: { sheet: null, headings: HEADINGS, rows } }
}
