/** SQL of sources: what stands in the catalogue, when each is due, and how its runs went. */
import { sql } from 'kysely'
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
  readonly revisitMinutes: number
  readonly budget: number | null
  readonly version: number
  readonly onFromStart: boolean
  readonly demonstration: boolean
  /** Where a person gets its file when it cannot be fetched. */
  readonly byHand: string | null
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
    revisitMinutes: source.revisitMinutes,
    budget: source.budget,
    parseVersion: source.version,
    demonstration: source.demonstration,
    byHand: source.byHand,
  }
  await transact(db, async (tx) => {
    const before = await tx.selectFrom('source').select('parseVersion').where('id', '=', source.id).forUpdate().executeTakeFirst()
    await tx
      .insertInto('source')
      .values({ id: source.id, ...facts, enabled: source.onFromStart })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(facts))
      .execute()
    if (before && before.parseVersion < source.version) {
      await tx.updateTable('source').set({ cursor: null }).where('id', '=', source.id).execute()
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

/** Begins a run. One that was cut off before says so. @returns where it goes on, in the source's own words; null for a new listing */
export async function startRun(db: Db, id: string, now: Date): Promise<string | null> {
  return await transact(db, async (tx) => {
    await tx
      .updateTable('sourceRun')
      .set({ endedAt: now, problem: 'This run was cut off. What it listed is kept, and the next one went on from there.', problemKind: 'unavailable' })
      .where('sourceId', '=', id)
      .where('endedAt', 'is', null)
      .execute()
    await tx
      .insertInto('sourceRun')
      .values({ sourceId: id, startedAt: now })
      .onConflict((conflict) =>
        conflict.columns(['sourceId', 'startedAt']).doUpdateSet({ endedAt: null, problem: null, problemKind: null, listed: 0, added: 0 }),
      )
      .execute()
    await sql`delete from source_run where source_id = ${id} and started_at < (select started_at from source_run where source_id = ${id} order by started_at desc offset ${RUNS_KEPT} limit 1)`.execute(
      tx,
    )
    return (await tx.selectFrom('source').select('cursor').where('id', '=', id).executeTakeFirst())?.cursor ?? null
  })
}
const RUNS_KEPT = 100

/** How far a run has come, and from where the next one goes on if this one is cut off. */
export async function noteRun(
  db: Db,
  id: string,
  startedAt: Date,
  count: { readonly listed: number; readonly added: number },
  cursor: string | null,
): Promise<void> {
  await transact(db, async (tx) => {
    await tx.updateTable('sourceRun').set(count).where('sourceId', '=', id).where('startedAt', '=', startedAt).execute()
    if (cursor !== null) await tx.updateTable('source').set({ cursor }).where('id', '=', id).execute()
  })
}

/** Puts a run off, since its publisher asks us to wait: it goes on from where it is, and has not failed. */
export async function pauseSource(db: Db, id: string, now: Date, until: Date, problem: string): Promise<void> {
  await transact(db, async (tx) => {
    const outcome = { problem, problemKind: 'rate_limited' }
    await tx
      .updateTable('source')
      .set({ lastRunAt: now, nextDueAt: until, ...outcome })
      .where('id', '=', id)
      .execute()
    await tx
      .updateTable('sourceRun')
      .set({ endedAt: now, ...outcome })
      .where('sourceId', '=', id)
      .where('endedAt', 'is', null)
      .execute()
  })
}

/**
 * Ends a run: the next falls due when its time comes round; a failed one sooner, with longer pauses each time. Documents
 * that were not looked at for as long as the source says fall due again, listed or not: so one that is gone is found out.
 * A listing that came to its end, or cannot go on from where it is, begins anew next time.
 */
export async function finishSource(db: Db, id: string, now: Date, problem: { kind: string; message: string } | null): Promise<void> {
  await transact(db, async (tx) => {
    const row = await tx.selectFrom('source').select(['everyMinutes', 'revisitMinutes', 'attempts']).where('id', '=', id).forUpdate().executeTakeFirst()
    if (!row) return
    const attempts = problem ? row.attempts + 1 : 0
    const minutes = problem ? Math.min(row.everyMinutes, 5 * 4 ** Math.min(attempts, 6)) * (0.75 + Math.random() / 2) : row.everyMinutes
    const outcome = { problem: problem?.message ?? null, problemKind: problem?.kind ?? null }
    const goesOn = problem?.kind === 'unavailable'
    await tx
      .updateTable('source')
      .set({ lastRunAt: now, nextDueAt: new Date(now.getTime() + minutes * 60_000), attempts, ...outcome, ...(goesOn ? {} : { cursor: null }) })
      .where('id', '=', id)
      .execute()
    await tx
      .updateTable('sourceRun')
      .set({ endedAt: now, ...outcome })
      .where('sourceId', '=', id)
      .where('endedAt', 'is', null)
      .execute()
    if (problem === null)
      await tx
        .updateTable('document')
        .set({ fetchDueAt: now, attempts: 0 })
        .where('sourceId', '=', id)
        .where('fetchDueAt', 'is', null)
        .where('state', 'not in', ['failed', 'gone'])
        .where('demonstration', '=', false)
        // What a person handed over is not fetched: they hand over the next edition.
        .where((eb) =>
          eb.not(eb.exists(eb.selectFrom('capture as c').select('c.id').whereRef('c.documentId', '=', 'document.id').where('c.handedBy', 'is not', null))),
        )
        .where('checkedAt', '<', new Date(now.getTime() - (row.revisitMinutes ?? row.everyMinutes) * 54_000)) // nine tenths, so that a run is not missed by a second
        .execute()
  })
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
  publisher: string
  home: string
  /** Where a person gets its file when it cannot be fetched, in one sentence. */
  byHand: string | null
  demonstration: boolean
  enabled: boolean
  everyMinutes: number
  budget: number | null
  lastRunAt: Date | null
  nextDueAt: Date
  /** Since when it is running, or null. */
  runningSince: Date | null
  /** How many documents the last run listed, and how many of them were new. */
  listed: number | null
  added: number | null
  problem: string | null
  documents: number
  waiting: number
  failed: number
  gone: number
}

/** Every source with how it stands. */
export async function listSourceRows(db: Db): Promise<SourceRow[]> {
  const { rows } = await sql<SourceRow>`
    select s.id, s.title, p.name as publisher, s.home, s.by_hand as "byHand", s.demonstration, s.enabled, s.every_minutes as "everyMinutes", s.budget, s.last_run_at as "lastRunAt", s.next_due_at as "nextDueAt",
      case when r.ended_at is null then r.started_at end as "runningSince", r.listed, r.added, s.problem,
      coalesce(d.documents, 0) as documents, coalesce(d.waiting, 0) as waiting, coalesce(d.failed, 0) as failed, coalesce(d.gone, 0) as gone
    from source s join publisher p on p.id = s.publisher_id
      left join lateral (select * from source_run r where r.source_id = s.id order by r.started_at desc limit 1) r on true
      left join (select source_id, count(*) as documents, count(*) filter (where fetch_due_at is not null) as waiting, count(*) filter (where state = 'failed') as failed, count(*) filter (where state = 'gone') as gone
        from document where source_id is not null group by source_id) d on d.source_id = s.id
    order by s.id`.execute(db)
  return rows
}

export type RunRow = { startedAt: Date; endedAt: Date | null; listed: number; added: number; problem: string | null }

/** A source's runs, the last first. */
export async function listRuns(db: Db, sourceId: string, limit: number): Promise<RunRow[]> {
  return db
    .selectFrom('sourceRun')
    .select(['startedAt', 'endedAt', 'listed', 'added', 'problem'])
    .where('sourceId', '=', sourceId)
    .orderBy('startedAt', 'desc')
    .limit(limit)
    .execute()
}

/** How many documents of these sources are still on their way; those that are put off for longer than a minute are not waited for. */
export async function countUnderWay(db: Db, ids: readonly string[], now: Date): Promise<number> {
  const row = await db
    .selectFrom('document')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('sourceId', 'in', ['', ...ids])
    .where('state', 'in', ['waiting', 'sealed', 'read'])
    .where((eb) => eb.or([eb('fetchDueAt', 'is', null), eb('fetchDueAt', '<', new Date(now.getTime() + 60_000))]))
    .executeTakeFirstOrThrow()
  return row.n
}

/** The names of real brands that are known here, alphabetical. */
export async function listBrandNames(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('organisation').select('name').where('kind', '=', 'brand').where('demonstration', '=', false).orderBy('name').execute()
  return [...new Set(rows.map((row) => row.name))]
}

/** Real brands with their item in Wikidata, by its number. Of two brands with one item the first by name. */
export async function listBrandItems(db: Db): Promise<{ name: string; wikidata: string }[]> {
  const { rows } = await sql<{ name: string; wikidata: string }>`
    select distinct on (i.value) o.name, i.value as wikidata from organisation_identifier i join organisation o on o.id = i.organisation_id
    where i.scheme = 'wikidata' and i.value ~ '^Q[1-9][0-9]{0,11}$' and o.kind = 'brand' and not o.demonstration order by i.value, o.name`.execute(db)
  return rows.toSorted((a, b) => Number(a.wikidata.slice(1)) - Number(b.wikidata.slice(1)))
}
