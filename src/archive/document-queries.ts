/** SQL of documents: adding an address or a file, and seeing how far each has come. */
import { sql } from 'kysely'
import type { Db } from '../db/client.ts'
import type { DocumentState } from '../model/document.ts'
import { hashId } from '../model/id.ts'
import type { PublisherInput } from '../model/organisation.ts'

export type DocumentInput = {
  readonly url: string
  readonly publisher: PublisherInput
  readonly submittedBy: string
  readonly sourceId?: string | null
  readonly as?: string
  readonly title?: string | null | undefined
  readonly publishedOn?: string | null | undefined
  readonly open?: boolean
  readonly licence?: string | null
  readonly demonstration?: boolean
  /** Fetch again even when there is a capture. */
  readonly again?: boolean
  readonly now: Date
}

/** The id of the publisher with this name, made if there is none. A letter that a person has set is left alone. */
export async function upsertPublisher(db: Db, input: PublisherInput, demonstration: boolean): Promise<string> {
  const id = hashId('pub', input.name, demonstration ? 1 : 0)
  await db
    .insertInto('publisher')
    .values({
      id,
      name: input.name,
      kind: input.kind,
      reliability: input.reliability,
      reliabilityReason: input.reliabilityReason,
      organisationName: input.organisation ?? null,
      demonstration,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return id
}

/**
 * Adds a document, due to be fetched now. Adding an address that is known changes nothing, unless it had failed or
 * `again` is set: then it falls due once more.
 * @returns its id, and whether it is new
 */
export async function addDocument(db: Db, input: DocumentInput): Promise<{ id: string; isNew: boolean }> {
  const id = hashId('doc', input.url)
  const publisherId = await upsertPublisher(db, input.publisher, input.demonstration ?? false)
  const made = await db
    .insertInto('document')
    .values({
      id,
      url: input.url,
      publisherId,
      sourceId: input.sourceId ?? null,
      label: input.as ?? 'document',
      title: input.title ?? null,
      publishedOn: input.publishedOn ?? null,
      submittedBy: input.submittedBy,
      open: input.open ?? false,
      licence: input.licence ?? null,
      demonstration: input.demonstration ?? false,
      fetchDueAt: input.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (made) return { id, isNew: true }
  let again = db
    .updateTable('document')
    .set({ fetchDueAt: input.now, attempts: 0, problem: null, problemKind: null })
    .where('id', '=', id)
    .where('fetchDueAt', 'is', null)
  if (!input.again) again = again.where('state', 'in', ['failed', 'gone'])
  await again.execute()
  return { id, isNew: false }
}

export type DocumentRow = {
  id: string
  url: string
  title: string | null
  state: DocumentState
  problem: string | null
  publisher: string
  sha256: string | null
  dueAt: Date | null
  candidates: number
  published: number
}

/** Documents with how far they have come, newest first; at most `limit`. */
export async function listDocuments(db: Db, filter: { state?: DocumentState | undefined; id?: string | undefined }, limit: number): Promise<DocumentRow[]> {
  const claims = (statuses: string) => sql<number>`(select count(distinct cl.id) from capture c join reading r on r.capture_id = c.id
    join passage p on p.reading_id = r.id join evidence e on e.passage_id = p.id join claim cl on cl.id = e.claim_id
    where c.document_id = d.id and cl.status = any(string_to_array(${statuses}, ',')))`
  let query = db
    .selectFrom('document as d')
    .innerJoin('publisher as pub', 'pub.id', 'd.publisherId')
    .select(['d.id', 'd.url', 'd.title', 'd.state', 'd.problem', 'pub.name as publisher', 'd.fetchDueAt as dueAt'])
    .select((eb) => eb.selectFrom('capture as c').select('c.sha256').whereRef('c.documentId', '=', 'd.id').orderBy('c.fetchedAt', 'desc').limit(1).as('sha256'))
    .select([claims('candidate').as('candidates'), claims('accepted,published,contested').as('published')])
    .orderBy('d.createdAt', 'desc')
    .orderBy('d.id')
    .limit(limit)
  if (filter.state) query = query.where('d.state', '=', filter.state)
  if (filter.id) query = query.where('d.id', '=', filter.id)
  return query.execute()
}

/** How many documents stand in each state. */
export async function countDocuments(db: Db): Promise<Partial<Record<DocumentState, number>>> {
  const rows = await db
    .selectFrom('document')
    .select(['state', (eb) => eb.fn.countAll<number>().as('count')])
    .groupBy('state')
    .execute()
  return Object.fromEntries(rows.map((row) => [row.state, row.count]))
}
