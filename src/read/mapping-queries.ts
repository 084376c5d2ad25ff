/** SQL of column mappings: kept for a source or for one document, with the account of who said what. */
import { type Db, json, transact } from '../db/client.ts'
import { ColumnMapping } from '../model/mapping.ts'

/** A document whose columns a person is asked about: what it is of, its newest sealed copy, and what was said before. */
export type MappableDocument = {
  readonly id: string
  readonly title: string
  readonly url: string
  readonly problem: string | null
  readonly sourceId: string | null
  readonly sourceTitle: string | null
  readonly publisher: string
  /** The rule that its source's rows fall under. */
  readonly accepts: string | null
  readonly sha256: string
  readonly mapping: ColumnMapping | null
}

/** A document by id; null when there is none, or none of its copies is sealed. */
export async function findMappable(db: Db, id: string): Promise<MappableDocument | null> {
  const row = await db
    .selectFrom('document as d')
    .innerJoin('publisher as p', 'p.id', 'd.publisherId')
    .innerJoin('capture as c', 'c.documentId', 'd.id')
    .leftJoin('source as s', 's.id', 'd.sourceId')
    .leftJoin('columnMapping as m', (join) => join.on((eb) => eb.or([eb('m.sourceId', '=', eb.ref('d.sourceId')), eb('m.documentId', '=', eb.ref('d.id'))])))
    .select([
      'd.id',
      'd.title',
      'd.url',
      'd.problem',
      'd.sourceId',
      's.title as sourceTitle',
      'p.name as publisher',
      's.accepts',
      'c.sha256',
      'm.buyer',
      'm.list',
      'm.columns',
    ])
    .where('d.id', '=', id)
    .orderBy('c.fetchedAt', 'desc')
    .executeTakeFirst()
  if (!row) return null
  const { buyer, list, columns, title, ...document } = row
  return { ...document, title: title ?? row.url, mapping: columns === null ? null : ColumnMapping.parse({ buyer, list, columns }) }
}

/**
 * Keeps a mapping: for the document's source, if it has one and the next editions are to be read by it, else for the document alone. What it says
 * is on record. The documents it is for fall due for reading.
 */
export async function keepMapping(
  db: Db,
  document: { readonly id: string; readonly sourceId: string | null },
  mapping: ColumnMapping,
  by: string,
  now: Date,
): Promise<void> {
  const { sourceId } = document
  const of = sourceId === null ? { documentId: document.id } : { sourceId }
  const row = { buyer: mapping.buyer, list: mapping.list, columns: json(mapping.columns), mappedBy: by, mappedAt: now }
  await transact(db, async (tx) => {
    await tx
      .insertInto('columnMapping')
      .values({ ...of, ...row })
      .onConflict((conflict) => conflict.column(sourceId === null ? 'documentId' : 'sourceId').doUpdateSet(row))
      .execute()
    const said = Object.entries(mapping.columns).flatMap(([role, heading]) => (heading === null ? [] : [`${role}: "${heading}"`]))
    await tx
      .insertInto('accounts.audit')
      .values({
        doneBy: by,
        what: `said which column is what (${said.join(', ')}) of a list of whom ${mapping.buyer} buys from`,
        about: sourceId ?? document.id,
      })
      .execute()
    await readAgain(tx, document)
  })
}

/** Forgets what was said; the list is read as its source has it again. @returns whether there was a mapping */
export async function dropMapping(db: Db, document: { readonly id: string; readonly sourceId: string | null }, by: string): Promise<boolean> {
  const { sourceId } = document
  return await transact(db, async (tx) => {
    const dropped = await tx
      .deleteFrom('columnMapping')
      .where((eb) => (sourceId === null ? eb('documentId', '=', document.id) : eb('sourceId', '=', sourceId)))
      .executeTakeFirst()
    if (Number(dropped.numDeletedRows) === 0) return false
    await tx
      .insertInto('accounts.audit')
      .values({ doneBy: by, what: 'forgot which column of a list is what', about: sourceId ?? document.id })
      .execute()
    await readAgain(tx, document)
    return true
  })
}

const readAgain = (tx: Db, { id, sourceId }: { readonly id: string; readonly sourceId: string | null }) =>
  tx
    .updateTable('captureProgress')
    .set({ readVersion: 0 })
    .where('captureId', 'in', (eb) =>
      eb
        .selectFrom('capture as c')
        .innerJoin('document as d', 'd.id', 'c.documentId')
        .select('c.id')
        .where((each) => (sourceId === null ? each('d.id', '=', id) : each('d.sourceId', '=', sourceId))),
    )
    .execute()

/** Official lists by their slugs, for a person to choose from. */
export async function listOfficialLists(db: Db): Promise<{ slug: string; name: string }[]> {
  return await db.selectFrom('officialList').select(['slug', 'name']).where('demonstration', '=', false).orderBy('name').execute()
}
