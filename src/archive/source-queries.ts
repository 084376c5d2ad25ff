/** SQL of sources: what stands in the catalogue, when each is due, and how its last run went. */
import { type Db, transact } from '../db/client.ts'
import type { PublisherInput } from '../model/organisation.ts'
import { upsertPublisher } from './document-queries.ts'

export type SourceFacts = {
  readonly id: string
  readonly title: string
  readonly publisher: PublisherInput
  readonly home: string
  readonly licence: string
  readonly open: boolean
  readonly accepts: string | null
  readonly everyMinutes: number
  readonly version: number
  readonly onFromStart: boolean
  readonly demonstration: boolean
}

/** Writes the catalogue of sources. What a person switched on or off stays so; a raised version makes old captures due. */
export async function registerSource(db: Db, source: SourceFacts): Promise<void> {
  const publisherId = await upsertPublisher(db, source.publisher, source.demonstration)
  const facts = {
    title: source.title,
    publisherId,
    home: source.home,
    licence: source.licence,
    open: source.open,
    accepts: source.accepts,
    everyMinutes: source.everyMinutes,
    parseVersion: source.version,
    demonstration: source.demonstration,
  }
  await transact(db, async (tx) => {
    const before = await tx.selectFrom('source').select('parseVersion').where('id', '=', source.id).forUpdate().executeTakeFirst()
    await tx
      .insertInto('source')
      .values({ id: source.id, ...facts, enabled: source.onFromStart })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(facts))
      .execute()
    if (before && before.parseVersion < source.version) {
      await tx
        .updateTable('captureProgress')
        .set({ readVersion: 0 })
        .where('captureId', 'in', (eb) =>
          eb.selectFrom('capture as c').innerJoin('document as d', 'd.id', 'c.documentId').select('c.id').where('d.sourceId', '=', source.id),
        )
        .execute()
    }
  })
}

/** Sources that are on and whose time has come. */
export async function listDueSources(db: Db, now: Date): Promise<string[]> {
  const rows = await db.selectFrom('source').select('id').where('enabled', '=', true).where('nextDueAt', '<=', now).orderBy('nextDueAt').orderBy('id').execute()
  return rows.map((row) => row.id)
}

/** Ends a run: the next falls due when its time comes round; a failed one sooner, with longer pauses each time. */
export async function finishSource(db: Db, id: string, now: Date, problem: { kind: string; message: string } | null): Promise<void> {
  const row = await db.selectFrom('source').select(['everyMinutes', 'attempts']).where('id', '=', id).executeTakeFirst()
  if (!row) return
  const attempts = problem ? row.attempts + 1 : 0
  const minutes = problem ? Math.min(row.everyMinutes, 5 * 4 ** Math.min(attempts, 6)) : row.everyMinutes
  await db
    .updateTable('source')
    .set({
      lastRunAt: now,
      nextDueAt: new Date(now.getTime() + minutes * 60_000),
      problem: problem?.message ?? null,
      problemKind: problem?.kind ?? null,
      attempts,
    })
    .where('id', '=', id)
    .execute()
}

/** Switches a source on or off, or makes it due now. @returns whether there is such a source */
export async function setSource(db: Db, id: string, change: { enabled?: boolean; dueAt?: Date }): Promise<boolean> {
  const set = { ...(change.enabled === undefined ? {} : { enabled: change.enabled }), ...(change.dueAt ? { nextDueAt: change.dueAt } : {}) }
  const row = await db.updateTable('source').set(set).where('id', '=', id).returning('id').executeTakeFirst()
  return row !== undefined
}

export type SourceRow = {
  id: string
  title: string
  enabled: boolean
  lastRunAt: Date | null
  nextDueAt: Date
  problem: string | null
  documents: number
  failed: number
}

/** Every source with how it stands. */
export async function listSourceRows(db: Db): Promise<SourceRow[]> {
  return db
    .selectFrom('source as s')
    .select(['s.id', 's.title', 's.enabled', 's.lastRunAt', 's.nextDueAt', 's.problem'])
    .select((eb) => [
      eb
        .selectFrom('document as d')
        .select((inner) => inner.fn.countAll<number>().as('n'))
        .whereRef('d.sourceId', '=', 's.id')
        .as('documents'),
      eb
        .selectFrom('document as d')
        .select((inner) => inner.fn.countAll<number>().as('n'))
        .whereRef('d.sourceId', '=', 's.id')
        .where('d.state', '=', 'failed')
        .as('failed'),
    ])
    .orderBy('s.id')
    .execute() as Promise<SourceRow[]>
}

/** How many documents of these sources are still on their way. */
export async function countUnderWay(db: Db, ids: readonly string[]): Promise<number> {
  const row = await db
    .selectFrom('document')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('sourceId', 'in', ['', ...ids])
    .where('state', 'in', ['waiting', 'sealed', 'read'])
    .executeTakeFirstOrThrow()
  return row.n
}
