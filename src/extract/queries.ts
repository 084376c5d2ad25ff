/** SQL of the extract stage: readings that wait, names to look for, and what was found. */
import { sql } from 'kysely'
import { type Db, json, transact } from '../db/client.ts'
import type { StatedClaim } from '../model/claim.ts'
import { type Span, spanAt } from '../model/document.ts'
import { hashId } from '../model/id.ts'
import { unpackSpans } from '../model/spans.ts'
import { languageOf } from '../names/language.ts'
import { codePointPlaces } from '../model/offsets.ts'
import { keepReport } from './report-queries.ts'
import type { KnownName, Mention } from './mention.ts'

/** The rule of candidates that a person stated: no new search takes them away. */
export const BY_HAND = 'by hand'

/** Captures whose reading was not searched at this version yet. */
export async function listUnextracted(db: Db, version: number, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('captureProgress')
    .select('captureId')
    .where('readingId', 'is not', null)
    .where('extractVersion', '<', version)
    .orderBy('extractVersion')
    .limit(limit)
    .execute()
  return rows.map((row) => row.captureId)
}

export type ReadingToExtract = {
  readonly id: string
  readonly text: string
  readonly spans: readonly Span[]
  readonly stated: readonly unknown[]
  /** Whether its publisher's setting lets a model be sent the text. */
  readonly modelMayRead: boolean
}

/** A capture's present reading. */
export async function findReadingToExtract(db: Db, captureId: string): Promise<ReadingToExtract | null> {
  const row = await db
    .selectFrom('captureProgress as p')
    .innerJoin('reading as r', 'r.id', 'p.readingId')
    .innerJoin('capture as c', 'c.id', 'p.captureId')
    .innerJoin('document as d', 'd.id', 'c.documentId')
    .innerJoin('publisher as b', 'b.id', 'd.publisherId')
    .select(['r.id', 'r.text', 'r.spans', 'r.stated', 'b.modelMayRead'])
    .where('p.captureId', '=', captureId)
    .executeTakeFirst()
  return row ? { ...row, spans: unpackSpans(row.spans), stated: row.stated as unknown[] } : null
}

/** A number that changes whenever the known names do. */
export async function namesRevision(db: Db): Promise<number> {
  const row = await db.selectFrom('instance').select('value').where('key', '=', 'names revision').executeTakeFirst()
  return Number(row?.value ?? 0)
}

/** Every name worth looking for: of known organisations, and of programmes. */
export async function listKnownNames(db: Db): Promise<KnownName[]> {
  const organisations = await db
    .selectFrom('organisationName as n')
    .innerJoin('organisation as o', 'o.id', 'n.organisationId')
    .select(['n.name', 'o.id', 'n.ambiguous', 'o.kind', 'o.name as title'])
    .where('o.known', '=', true)
    .orderBy('o.id')
    .orderBy('n.name')
    .execute()
  const programmes = await db.selectFrom('programme').select(['id', 'names', 'name']).orderBy('id').execute()
  return [
    ...programmes.flatMap(({ id, names, name }) =>
      [...new Set([name, ...(names as string[])])].map((each) => ({ name: each, kind: 'programme' as const, id, ambiguous: false, title: name })),
    ),
    ...organisations.map((row) => ({ name: row.name, kind: 'organisation' as const, id: row.id, ambiguous: row.ambiguous, sort: row.kind, title: row.title })),
  ]
}

/**
 * Replaces what was found in a reading. Places are kept in code points. The same finds give the same rows; a candidate
 * that is no longer found goes, and the resolve stage takes its evidence back unless a person has ruled on it.
 */
export async function saveExtraction(
  db: Db,
  captureId: string,
  reading: ReadingToExtract,
  stamp: { version: number; namesRevision: number },
  mentions: readonly Mention[],
  claims: readonly StatedClaim[],
): Promise<void> {
  const at = codePointPlaces(reading.text)
  const kept = mentions.filter(({ kind }) => kind !== 'reference' && kind !== 'possible' && kind !== 'list')
  await transact(db, async (tx) => {
    // Whoever learns names changes the revision first: waiting for it here means that no name learned meanwhile is missed.
    const revision = await tx.selectFrom('instance').select('value').where('key', '=', 'names revision').forShare().executeTakeFirst()
    const version = Number(revision?.value ?? 0) === stamp.namesRevision ? stamp.version : 0
    await tx.selectFrom('captureProgress').select('captureId').where('captureId', '=', captureId).forUpdate().execute()
    // From here on, a name that is learned later finds this text.
    await sql`insert into reading_words (reading_id, words) select id, to_tsvector('simple', left(text, 900000)) from reading where id = ${reading.id} on conflict do nothing`.execute(
      tx,
    )
    await keepReport(tx, reading.id, reading.text)
    await tx.deleteFrom('mention').where('readingId', '=', reading.id).execute()
    const rows = kept.map((mention) => ({
      readingId: reading.id,
      startAt: at(mention.start),
      endAt: at(mention.end),
      surface: mention.surface,
      method: mention.method,
      organisationId: mention.kind === 'organisation' ? mention.id : null,
      programmeId: mention.kind === 'programme' ? mention.id : null,
    }))
    for (let i = 0; i < rows.length; i += 1_000)
      await tx
        .insertInto('mention')
        .values(rows.slice(i, i + 1_000))
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    const passages = await Promise.all(claims.map((claim) => passageRow(reading, claim, at)))
    const candidates = claims.map((claim, i) => candidateRow(passages[i] as Passage, claim))
    const passageRows = [...new Map(passages.map((passage) => [passage.id, passage])).values()]
    for (let i = 0; i < passageRows.length; i += 1_000)
      await tx
        .insertInto('passage')
        .values(passageRows.slice(i, i + 1_000))
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    const ids = candidates.map((candidate) => candidate.id)
    await tx
      .deleteFrom('candidate')
      .where('readingId', '=', reading.id)
      .where('rule', '<>', BY_HAND)
      .where(sql<boolean>`id <> all(${ids})`)
      .execute()
    for (let i = 0; i < candidates.length; i += 1_000)
      await tx
        .insertInto('candidate')
        .values(candidates.slice(i, i + 1_000))
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    await tx.updateTable('captureProgress').set({ extractVersion: version, resolveVersion: 0 }).where('captureId', '=', captureId).execute()
  })
}

type Passage = Awaited<ReturnType<typeof passageRow>>

/** A claim's words as a passage of their reading; `at` gives places in code points. */
export async function passageRow(reading: Pick<ReadingToExtract, 'id' | 'text' | 'spans'>, claim: StatedClaim, at: (place: number) => number) {
  const span = spanAt(reading.spans, claim.start)
  const quote = reading.text.slice(claim.start, claim.end)
  return {
    id: hashId('psg', reading.id, at(claim.start), at(claim.end)),
    readingId: reading.id,
    startAt: at(claim.start),
    endAt: at(claim.end),
    quote,
    language: await languageOf(quote),
    page: span?.page ?? null,
    rowNumber: span?.row ?? null,
    element: span?.element ?? null,
  }
}

/** A claim as a candidate that rests on a passage. */
export function candidateRow(passage: { readonly id: string; readonly readingId: string }, claim: StatedClaim) {
  const ends = [claim.subject, claim.object].map((end) => JSON.stringify(end))
  return {
    id: hashId('can', passage.id, claim.predicate, ...ends, claim.product ?? null, claim.stance),
    readingId: passage.readingId,
    passageId: passage.id,
    subject: json(claim.subject),
    predicate: claim.predicate,
    object: json(claim.object),
    product: claim.product ?? null,
    tier: claim.tier ?? null,
    period: claim.period ?? null,
    stance: claim.stance,
    confidence: claim.confidence,
    rule: claim.rule,
    why: claim.why ?? null,
  }
}

/** Counts a reading's search as done without a find, with a sentence on its document. */
export async function failExtraction(db: Db, captureId: string, version: number, problem: string): Promise<void> {
  await transact(db, async (tx) => {
    await tx.updateTable('captureProgress').set({ extractVersion: version, resolveVersion: version }).where('captureId', '=', captureId).execute()
    await tx
      .updateTable('document')
      .set({ state: 'failed', problem, problemKind: 'bug' })
      .where('id', '=', (eb) => eb.selectFrom('capture').select('documentId').where('id', '=', captureId))
      .execute()
  })
}
