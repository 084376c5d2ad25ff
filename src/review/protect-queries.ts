/** SQL of protecting people: what is masked, what is confidential, what a confidential source says in other words, and how publishers are rated. */
import { refuseFaults } from '../model/guard.ts'
import { sql } from 'kysely'
import { type Db, type Tx, transact } from '../db/client.ts'
import { noteChanges } from '../db/change-queries.ts'
import { ForbiddenError, InvalidError, NotFoundError } from '../errors.ts'
import type { ReviewDeps } from './decide-claim.ts'
import type { Viewer } from './queue-queries.ts'

const MOST_MASKED = 200
const LONGEST_MASK = 100

/** The subjects of what rests on a document or a publisher. Those claims count as changed: something else of them may be shown. */
async function touchClaims(tx: Tx, where: { documentId?: string; publisherId?: string }): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update claim set changed_at = clock_timestamp() where id in (
      select e.claim_id from document d join capture ca on ca.document_id = d.id join reading r on r.capture_id = ca.id join passage p on p.reading_id = r.id join evidence e on e.passage_id = p.id
      where (${where.documentId ?? null}::text is null or d.id = ${where.documentId ?? null}) and (${where.publisherId ?? null}::text is null or d.publisher_id = ${where.publisherId ?? null}))
      and status in ('accepted', 'published', 'contested') returning subject_id as id`.execute(tx)
  return [...new Set(rows.map(({ id }) => id))]
}

/** Masks words wherever the public would see them of a document. Masked once, they stay so. @throws InvalidError, NotFoundError */
export async function maskWords(deps: ReviewDeps, input: { documentId: string; words: readonly string[]; reason: string; by: string }): Promise<void> {
  const words = [...new Set(input.words.map((each) => each.replace(/\s+/g, ' ').trim()).filter(Boolean))]
  const odd = words.find((each) => [...each].length < 2 || [...each].length > LONGEST_MASK)
  if (odd !== undefined) throw new InvalidError(`“${odd.slice(0, 40)}” cannot be masked: give a name of 2 to ${LONGEST_MASK} letters.`)
  if (words.length === 0) return
  await transact(deps.db, async (tx) => {
    const document = await tx.selectFrom('document').select('id').where('id', '=', input.documentId).executeTakeFirst()
    if (!document) throw new NotFoundError('There is no such document.')
    const { n } = await tx
      .selectFrom('mask')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('documentId', '=', input.documentId)
      .executeTakeFirstOrThrow()
    if (n + words.length > MOST_MASKED) throw new InvalidError(`At most ${MOST_MASKED} names are masked in one document. Mark it confidential instead.`)
    await tx
      .insertInto('mask')
      .values(words.map((each) => ({ documentId: input.documentId, words: each, reason: input.reason, madeBy: input.by, madeAt: deps.now() })))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    await noteChanges(tx, await touchClaims(tx, { documentId: input.documentId }))
  })
}

/** Takes a mask off: those words were no private person's. */
export async function unmaskWords(deps: ReviewDeps, documentId: string, words: string): Promise<void> {
  await transact(deps.db, async (tx) => {
    await tx.deleteFrom('mask').where('documentId', '=', documentId).where('words', '=', words).execute()
    await noteChanges(tx, await touchClaims(tx, { documentId }))
  })
}

/** Marks a document as confidential: from then on nobody outside sees that it exists. @throws InvalidError without a reason; NotFoundError */
export async function makeConfidential(deps: ReviewDeps, input: { documentId: string; reason: string; by: string }): Promise<void> {
  if (input.reason.trim() === '') throw new InvalidError('Say who could be harmed, without naming them. It is kept for reviewers.')
  await transact(deps.db, async (tx) => {
    const done = await tx
      .updateTable('document')
      .set({ confidential: true, confidentialReason: input.reason.trim().slice(0, 500), confidentialBy: input.by, open: false })
      .where('id', '=', input.documentId)
      .returning('id')
      .executeTakeFirst()
    if (!done) throw new NotFoundError('There is no such document.')
    await noteChanges(tx, await touchClaims(tx, { documentId: input.documentId }))
  })
}

/** The documents that are confidential and that somebody may not see: what they added themselves they may. */
export async function listHidden(db: Db, viewer: Viewer): Promise<Set<string>> {
  if (viewer.seesConfidential) return new Set()
  const rows = await db.selectFrom('document').select('id').where('confidential', '=', true).where('submittedBy', '<>', viewer.pseudonym).execute()
  return new Set(rows.map(({ id }) => id))
}

/** Refuses whoever would rule on a claim that rests on what they may not see. @throws ForbiddenError */
export async function refuseHidden(db: Db, claimId: string, viewer: Viewer): Promise<void> {
  if (viewer.seesConfidential) return
  const { rows } =
    await sql`select 1 from evidence e join passage p on p.id = e.passage_id join reading r on r.id = p.reading_id join capture c on c.id = r.capture_id join document d on d.id = c.document_id
    where e.claim_id = ${claimId} and d.confidential and d.submitted_by <> ${viewer.pseudonym} limit 1`.execute(db)
  if (rows.length > 0) throw new ForbiddenError('This claim rests on a source that only reviewers are shown. Leave it to them.')
}

/** Ends it, when nobody can be harmed any more. */
export async function endConfidential(deps: ReviewDeps, documentId: string): Promise<void> {
  await transact(deps.db, async (tx) => {
    await tx.updateTable('document').set({ confidential: false, confidentialReason: null, confidentialBy: null }).where('id', '=', documentId).execute()
    await noteChanges(tx, await touchClaims(tx, { documentId }))
  })
}

/** Writes down what a confidential source says. It must not be its own words. @throws InvalidError, ForbiddenError, NotFoundError */
export async function paraphrase(deps: ReviewDeps, input: { evidenceId: string; words: string; by: string }): Promise<void> {
  refuseFaults(input.words)
  const words = input.words.replace(/\s+/g, ' ').trim()
  if (words.length < 10 || words.length > 600) throw new InvalidError('Write one or two sentences, of 10 to 600 letters.')
  await transact(deps.db, async (tx) => {
    const { rows } = await sql<{ quote: string; confidential: boolean; subjectId: string }>`
      select p.quote, d.confidential, c.subject_id as "subjectId" from evidence e join claim c on c.id = e.claim_id join passage p on p.id = e.passage_id join reading r on r.id = p.reading_id
        join capture ca on ca.id = r.capture_id join document d on d.id = ca.document_id where e.id = ${input.evidenceId}`.execute(tx)
    const found = rows[0]
    if (!found) throw new NotFoundError('There is no such piece of evidence.')
    if (!found.confidential) throw new ForbiddenError('Only what confidential sources say is put in other words. Others are quoted.')
    if (sharesWords(found.quote, words))
      throw new InvalidError('This repeats eight words or more of the source, by which it could be found. Say it in other words.')
    await tx.updateTable('evidence').set({ paraphrase: words, paraphrasedBy: input.by }).where('id', '=', input.evidenceId).execute()
    await noteChanges(tx, [found.subjectId])
  })
}

const RUN = 8
/** Whether two texts share a run of eight words, or of sixteen Chinese characters. */
function sharesWords(quote: string, words: string): boolean {
  const parts = (text: string) =>
    text
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.flatMap((part) => (/\p{Script=Han}/u.test(part) ? (part.match(/../gu) ?? [part]) : [part])) ?? []
  const source = parts(quote)
  const runs = new Set(source.slice(0, Math.max(0, source.length - RUN + 1)).map((_, i) => source.slice(i, i + RUN).join(' ')))
  const given = parts(words)
  return given.some((_, i) => i + RUN <= given.length && runs.has(given.slice(i, i + RUN).join(' ')))
}

/** Rates a publisher anew. What rests on it is graded again. @throws NotFoundError, InvalidError without a reason */
export async function ratePublisher(
  deps: ReviewDeps,
  input: { publisherId: string; reliability: 'A' | 'B' | 'C' | 'D' | 'E' | 'F'; reason: string; by: string },
): Promise<void> {
  refuseFaults(input.reason)
  if (input.reason.trim().length < 5) throw new InvalidError('Say why: it stands beside every quote of theirs.')
  await transact(deps.db, async (tx) => {
    await sql`select set_config('unpick.rated_by', ${input.by}, true)`.execute(tx)
    const done = await tx
      .updateTable('publisher')
      .set({ reliability: input.reliability, reliabilityReason: input.reason.trim().slice(0, 1_000) })
      .where('id', '=', input.publisherId)
      .returning('id')
      .executeTakeFirst()
    if (!done) throw new NotFoundError('There is no such publisher.')
    await noteChanges(tx, await touchClaims(tx, { publisherId: input.publisherId }))
  })
}

/** How a publisher was rated, newest first. */
export async function listRatings(db: Db, publisherId: string): Promise<{ reliability: string; reason: string; ratedBy: string; ratedAt: Date }[]> {
  return await db
    .selectFrom('publisherRating')
    .select(['reliability', 'reason', 'ratedBy', 'ratedAt'])
    .where('publisherId', '=', publisherId)
    .orderBy('ratedAt', 'desc')
    .orderBy('id')
    .execute()
}
