/** SQL of claims that a person states by hand, from the words of a document's present text. */
import { sql } from 'kysely'
import { type Db, json, transact } from '../db/client.ts'
import { ConflictError, InvalidError, NotFoundError } from '../errors.ts'
import { type ClaimObject, type Predicate, type Stance, StatedClaim } from '../model/claim.ts'
import { type Span, spanAt } from '../model/document.ts'
import { hashId } from '../model/id.ts'
import { codePointPlaces } from '../model/offsets.ts'
import { languageOf } from '../names/language.ts'
import { BY_HAND } from './queries.ts'

export type HandClaim = {
  /** The reading that the words were marked in. */
  readonly readingId: string
  /** The literal words that say it. */
  readonly quote: string
  /** About where they stand, in code points, for words that stand there more than once. */
  readonly near: number
  readonly subject: string
  readonly predicate: Predicate
  readonly object: ClaimObject
  readonly product: string | null
  readonly period: string | null
  readonly stance: Stance
}
const LONGEST_QUOTE = 2_000

/**
 * Keeps a claim that a person states. It falls due to be resolved at once.
 * @throws InvalidError when the words are not the text's own
 * @throws ConflictError when the document has been read anew since
 */
export async function addClaimByHand(db: Db, documentId: string, claim: HandClaim, by: string): Promise<void> {
  await transact(db, async (tx) => {
    const reading = await tx
      .selectFrom('captureProgress as p')
      .innerJoin('capture as c', 'c.id', 'p.captureId')
      .innerJoin('reading as r', 'r.id', 'p.readingId')
      .select(['r.id', 'r.text', 'r.spans', 'p.captureId'])
      .where('c.documentId', '=', documentId)
      .orderBy('c.fetchedAt', 'desc')
      .limit(1)
      .forUpdate('p')
      .executeTakeFirst()
    if (!reading) throw new NotFoundError('There is no such document, or it has not been read yet.')
    if (reading.id !== claim.readingId) throw new ConflictError('This document was read anew since you opened it. Open it again and mark the words once more.')
    if (claim.quote.length > LONGEST_QUOTE) throw new InvalidError(`A quote has at most ${LONGEST_QUOTE} letters. Mark the one sentence that says it.`)
    const at = placeOf(reading.text, claim.quote, claim.near)
    if (at === null) throw new InvalidError('These words do not stand in the text as they are. Mark them in the text, or copy them letter by letter.')
    const stated = StatedClaim.parse({
      subject: { name: claim.subject },
      predicate: claim.predicate,
      object: claim.object,
      product: claim.product,
      period: claim.period,
      start: at.start,
      end: at.end,
      stance: claim.stance,
      confidence: 1,
      rule: BY_HAND,
    })
    const places = codePointPlaces(reading.text)
    const [startAt, endAt] = [places(stated.start), places(stated.end)]
    const span = spanAt(reading.spans as Span[], stated.start)
    const passageId = hashId('psg', reading.id, startAt, endAt)
    await tx
      .insertInto('passage')
      .values({
        id: passageId,
        readingId: reading.id,
        startAt,
        endAt,
        quote: reading.text.slice(stated.start, stated.end),
        language: languageOf(reading.text.slice(stated.start, stated.end)),
        page: span?.page ?? null,
        rowNumber: span?.row ?? null,
        element: span?.element ?? null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    await tx
      .insertInto('candidate')
      .values({
        id: hashId('can', passageId, stated.predicate, JSON.stringify(stated.subject), JSON.stringify(stated.object), stated.product ?? null, stated.stance),
        readingId: reading.id,
        passageId,
        subject: json(stated.subject),
        predicate: stated.predicate,
        object: json(stated.object),
        product: stated.product ?? null,
        tier: null,
        period: stated.period ?? null,
        stance: stated.stance,
        confidence: stated.confidence,
        rule: BY_HAND,
        why: 'A researcher marked these words.',
        submittedBy: by,
      })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ rule: BY_HAND, submittedBy: by, confidence: 1 }))
      .execute()
    await tx.updateTable('captureProgress').set({ resolveVersion: 0 }).where('captureId', '=', reading.captureId).execute()
  })
}

/** Where words stand that are nearest to a place; white space may differ in kind. */
function placeOf(text: string, quote: string, near: number): { start: number; end: number } | null {
  const words = quote.trim().split(/\s+/).filter(Boolean)
  if (words.length === 0) return null
  const pattern = new RegExp(words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('\\s+'), 'gu')
  const places = codePointPlaces(text)
  const found = [...text.matchAll(pattern)].map((match) => ({ start: match.index, end: match.index + match[0].length }))
  return found.sort((a, b) => Math.abs(places(a.start) - near) - Math.abs(places(b.start) - near))[0] ?? null
}

export type ReadDocument = {
  readonly id: string
  readonly title: string
  readonly url: string
  readonly publisher: string
  readonly sha256: string
  readonly readingId: string
  readonly language: string | null
  readonly text: string
  readonly spans: readonly Span[]
  readonly mentions: readonly {
    readonly start: number
    readonly end: number
    readonly name: string
    readonly kind: 'organisation' | 'programme' | 'proposed'
    readonly id: string | null
  }[]
  readonly claims: readonly {
    readonly id: string
    readonly claim: string | null
    readonly status: string | null
    readonly subject: string
    readonly predicate: Predicate
    readonly object: string
    readonly start: number
    readonly end: number
    readonly stance: Stance
    readonly confidence: number
    readonly rule: string
    readonly why: string | null
  }[]
}

/** A document's newest text with what was found in it; places in code points. @throws NotFoundError */
export async function getReadDocument(db: Db, documentId: string): Promise<ReadDocument> {
  const head = await db
    .selectFrom('document as d')
    .innerJoin('publisher as b', 'b.id', 'd.publisherId')
    .innerJoin('capture as c', 'c.documentId', 'd.id')
    .innerJoin('captureProgress as p', 'p.captureId', 'c.id')
    .innerJoin('reading as r', 'r.id', 'p.readingId')
    .select(['d.id', 'd.title', 'd.url', 'b.name as publisher', 'c.sha256', 'r.id as readingId', 'r.language', 'r.text', 'r.spans'])
    .where('d.id', '=', documentId)
    .orderBy('c.fetchedAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!head) throw new NotFoundError('There is no such document, or it has not been read yet.')
  const { rows: mentions } = await sql<ReadDocument['mentions'][number]>`
    select m.start_at as start, m.end_at as end, m.surface as name, case when m.organisation_id is not null then 'organisation' when m.programme_id is not null then 'programme' else 'proposed' end as kind,
      coalesce(m.organisation_id, m.programme_id) as id
    from mention m where m.reading_id = ${head.readingId} order by m.start_at, m.end_at`.execute(db)
  const { rows: claims } = await sql<ReadDocument['claims'][number]>`
    select n.id, e.claim_id as claim, cl.status, n.subject->>'name' as subject, n.predicate,
      coalesce(n.object->'organisation'->>'name', n.object->>'name', n.object->>'slug', n.object->>'text', n.object->'site'->>'address', '') as object,
      p.start_at as start, p.end_at as end, n.stance, n.confidence, n.rule, n.why
    from candidate n join passage p on p.id = n.passage_id
      left join lateral (select e.claim_id from evidence e join claim c on c.id = e.claim_id and c.predicate = n.predicate where e.passage_id = p.id and e.stance = n.stance order by e.id limit 1) e on true
      left join claim cl on cl.id = e.claim_id
    where n.reading_id = ${head.readingId} order by p.start_at, p.end_at, n.id`.execute(db)
  return { ...head, title: head.title ?? head.url, spans: head.spans as Span[], mentions, claims }
}

/** Documents that were read and searched lately, newest first, with how many candidates each has. */
export async function listRead(db: Db, limit: number): Promise<{ id: string; title: string; publisher: string; candidates: number }[]> {
  const { rows } = await sql<{ id: string; title: string; publisher: string; candidates: number }>`
    select d.id, coalesce(d.title, d.url) as title, b.name as publisher, (select count(*)::int from candidate n where n.reading_id = p.reading_id) as candidates
    from (select c.document_id, max(c.fetched_at) as fetched_at from capture c group by c.document_id order by 2 desc limit ${limit}) newest
      join document d on d.id = newest.document_id join publisher b on b.id = d.publisher_id
      join capture c on c.document_id = d.id and c.fetched_at = newest.fetched_at join capture_progress p on p.capture_id = c.id and p.reading_id is not null
    order by newest.fetched_at desc`.execute(db)
  return rows
}
