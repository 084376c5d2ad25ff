/** SQL of documents: adding an address or a file, and seeing how far each has come. */
import { sql } from 'kysely'
import { type Db, transact } from '../db/client.ts'
import { dayAtStart } from '../model/day.ts'
import type { DocumentState } from '../model/document.ts'
import { hashId } from '../model/id.ts'
import type { PublisherInput } from '../model/organisation.ts'
import { hostOf } from './addresses.ts'
import { canonicalUrl } from './canonical.ts'

export type DocumentInput = {
  readonly url: string
  readonly publisher: PublisherInput
  readonly submittedBy: string
  readonly sourceId?: string | null
  /** The followed address it was found at. */
  readonly followedId?: string | null | undefined
  readonly as?: string
  readonly title?: string | null | undefined
  readonly publishedOn?: string | null | undefined
  readonly open?: boolean
  readonly licence?: string | null
  readonly demonstration?: boolean
  /** Fetch again even when there is a capture. */
  readonly again?: boolean
  /** Its copy is here already, so nothing is fetched. */
  readonly isFetched?: boolean
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
  const url = canonicalUrl(input.url)
  const id = hashId('doc', url)
  const publisherId = await upsertPublisher(db, input.publisher, input.demonstration ?? false)
  const made = await db
    .insertInto('document')
    .values({
      id,
      url,
      host: hostOf(url),
      followedId: input.followedId ?? null,
      publisherId,
      sourceId: input.sourceId ?? null,
      label: input.as ?? 'document',
      title: input.title ?? null,
      publishedOn: dayAtStart(input.publishedOn),
      submittedBy: input.submittedBy,
      open: input.open ?? false,
      licence: input.licence ?? null,
      demonstration: input.demonstration ?? false,
      fetchDueAt: input.isFetched ? null : input.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (made) return { id, isNew: true }
  if (input.isFetched) return { id, isNew: false }
  let again = db
    .updateTable('document')
    .set({ fetchDueAt: input.now, attempts: 0, problem: null, problemKind: null })
    .where('id', '=', id)
    .where('fetchDueAt', 'is', null)
  if (!input.again) again = again.where('state', 'in', ['failed', 'gone'])
  await again.execute()
  return { id, isNew: false }
}

export type Listed = {
  readonly url: string
  readonly as: string
  readonly title: string | null
  readonly publishedOn: string | null
  readonly publisherId: string
  readonly followedId: string | null
  readonly changedAt: Date | null
}

/**
 * Adds the documents that a source lists, due now. One that is known falls due again if the listing says it changed since
 * its copy was made, or if it had failed and was last tried before `failedBefore`.
 * @returns how many are new
 */
export async function addListed(
  db: Db,
  source: { id: string; open: boolean; licence: string; demonstration: boolean },
  listed: readonly Listed[],
  failedBefore: Date,
  now: Date,
): Promise<number> {
  const once = [...new Map(listed.map((each) => [canonicalUrl(each.url), each])).entries()].map(([url, each]) => ({
    ...each,
    id: hashId('doc', url),
    url,
    host: hostOf(url),
  }))
  if (once.length === 0) return 0
  return transact(db, async (tx) => {
    const made = await tx
      .insertInto('document')
      .values(
        once.map(({ as, changedAt: _, ...each }) => ({
          ...each,
          label: as,
          sourceId: source.id,
          submittedBy: `source: ${source.id}`,
          open: source.open,
          licence: source.licence,
          demonstration: source.demonstration,
          fetchDueAt: now,
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .execute()
    await sql`
      update document d set fetch_due_at = ${now}, attempts = 0, problem = null, problem_kind = null
      from unnest(${once.map((each) => each.id)}::text[], ${once.map((each) => each.changedAt?.toISOString() ?? null)}::timestamptz[]) as t (id, changed_at)
      where d.id = t.id and d.fetch_due_at is null
        and (t.changed_at > d.checked_at or (d.state in ('failed', 'gone') and coalesce(d.checked_at, d.created_at) < ${failedBefore}))`.execute(tx)
    return made.length
  })
}

export type DocumentRow = {
  id: string
  url: string
  title: string | null
  state: DocumentState
  problem: string | null
  problemKind: string | null
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
    .select(['d.id', 'd.url', 'd.title', 'd.state', 'd.problem', 'd.problemKind', 'pub.name as publisher', 'd.fetchDueAt as dueAt'])
    .select((eb) => eb.selectFrom('capture as c').select('c.sha256').whereRef('c.documentId', '=', 'd.id').orderBy('c.fetchedAt', 'desc').limit(1).as('sha256'))
    .select([claims('candidate').as('candidates'), claims('accepted,published,contested').as('published')])
    .orderBy('d.createdAt', 'desc')
    .orderBy('d.id')
    .limit(limit)
  if (filter.state) query = query.where('d.state', '=', filter.state)
  if (filter.state === 'failed') query = query.where('d.problemKind', 'is not', null) // as the index has it
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
