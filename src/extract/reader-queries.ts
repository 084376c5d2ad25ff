/** SQL of the reader: a document's text with what was found in it, and what was read lately. */
import { sql } from 'kysely'
import type { Db } from '../db/client.ts'
import { NotFoundError } from '../errors.ts'
import type { Predicate, Stance } from '../model/claim.ts'
import type { Span } from '../model/document.ts'
import { unpackSpans } from '../model/spans.ts'

export type ReadDocument = {
  readonly id: string
  readonly title: string
  readonly url: string
  readonly publisher: string
  readonly sha256: string
  readonly readingId: string
  readonly submittedBy: string
  readonly confidential: boolean
  readonly confidentialReason: string | null
  readonly masks: readonly string[]
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
    .select([
      'd.id',
      'd.title',
      'd.url',
      'd.submittedBy',
      'd.confidential',
      'd.confidentialReason',
      'b.name as publisher',
      'c.sha256',
      'r.id as readingId',
      'r.language',
      'r.text',
      'r.spans',
    ])
    .where('d.id', '=', documentId)
    .orderBy('c.fetchedAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!head) throw new NotFoundError('There is no such document, or it has not been read yet.')
  const masks = await db.selectFrom('mask').select('words').where('documentId', '=', documentId).orderBy('words').execute()
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
  return { ...head, title: head.title ?? head.url, spans: unpackSpans(head.spans), masks: masks.map(({ words }) => words), mentions, claims }
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
