/** SQL of claims that a person states by hand, from the words of a document's present text. */
import { type Db, transact } from '../db/client.ts'
import { ConflictError, InvalidError, NotFoundError } from '../errors.ts'
import { type ClaimObject, type Predicate, type Stance, StatedClaim } from '../model/claim.ts'
import { unpackSpans } from '../model/spans.ts'
import { codePointPlaces } from '../model/offsets.ts'
import { BY_HAND, candidateRow, passageRow } from './queries.ts'

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
      why: 'A researcher marked these words.',
    })
    const passage = await passageRow({ ...reading, spans: unpackSpans(reading.spans) }, stated, codePointPlaces(reading.text))
    await tx
      .insertInto('passage')
      .values(passage)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    await tx
      .insertInto('candidate')
      .values({ ...candidateRow(passage, stated), submittedBy: by })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ rule: BY_HAND, submittedBy: by, confidence: 1 }))
      .execute()
    await tx.updateTable('captureProgress').set({ resolveVersion: 0 }).where('captureId', '=', reading.captureId).execute()
  })
}

/** Where words stand that are nearest to a place; white space may differ in kind. */
function placeOf(text: string, quote: string, near: number): { start: number; end: number } | null {
  const words = quote.trim().split(/\s+/).filter(Boolean)
  if (words.length === 0) return null
  const pattern = new RegExp(words.map(RegExp.escape).join('\\s+'), 'gu')
  const places = codePointPlaces(text)
  const found = [...text.matchAll(pattern)].map((match) => ({ start: match.index, end: match.index + match[0].length }))
  return found.sort((a, b) => Math.abs(places(a.start) - near) - Math.abs(places(b.start) - near))[0] ?? null
}
