/** SQL of submissions: evidence that anybody offers. Nothing of it is fetched or read before a researcher has taken it. */
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { type Db, type Tx, transact } from '../db/client.ts'
import { ConflictError, NotFoundError, RateLimitedError } from '../errors.ts'
import type { PublisherInput } from '../model/organisation.ts'
import { canonicalUrl } from './canonical.ts'
import { addDocument } from './document-queries.ts'

/** So many may wait at once; then the box is full until somebody has looked. */
const MOST_WAITING = 1_000
const AN_HOUR = 3_600_000

export type Submission = {
  readonly id: string
  readonly url: string
  readonly note: string
  readonly publisher: string
  readonly fromFile: boolean
  readonly sentAt: Date
  readonly state: 'waiting' | 'taken' | 'declined'
  readonly decidedBy: string | null
  readonly reason: string | null
  readonly documentId: string | null
}

/** Keeps what somebody offers. Its id is a secret: with it the sender sees what became of it. @throws RateLimitedError when the box is full */
export async function insertSubmission(
  db: Db,
  offered: { url: string; note: string; publisher: string; fromFile: boolean; bytes: number; sentAt: Date },
): Promise<{ id: string; isNew: boolean }> {
  return await transact(db, async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtext('unpick submissions'))`.execute(tx)
    const url = canonicalUrl(offered.url)
    const same = await tx.selectFrom('submission').select('id').where('url', '=', url).where('state', '=', 'waiting').executeTakeFirst()
    if (same) return { id: same.id, isNew: false }
    const { n } = await tx
      .selectFrom('submission')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('state', '=', 'waiting')
      .executeTakeFirstOrThrow()
    if (n >= MOST_WAITING) throw new RateLimitedError('So much was sent that nobody has looked at yet that no more is taken now. Try again tomorrow.', AN_HOUR)
    const id = `sub_${randomBytes(15).toString('hex')}`
    await tx
      .insertInto('submission')
      .values({ id, ...offered, url })
      .execute()
    return { id, isNew: true }
  })
}

/** Whether a file that was sent is a document, or waits for somebody to look at it. */
export async function isUploadWanted(db: Db, url: string): Promise<boolean> {
  const prefix = `${url.slice(0, url.indexOf('/') + 1)}%`
  const { rows } = await sql`
    select 1 from document where url like ${prefix} union all select 1 from submission where url like ${prefix} and state = 'waiting' limit 1`.execute(db)
  return rows.length > 0
}

/** @throws NotFoundError */
export async function getSubmission(db: Db | Tx, id: string): Promise<Submission> {
  const row = await db.selectFrom('submission').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw new NotFoundError('There is no such submission. Copy the address whole.')
  return row as Submission
}

/** What waits for somebody to look at it, oldest first. */
export async function listSubmissions(db: Db, limit: number): Promise<Submission[]> {
  return (await db.selectFrom('submission').selectAll().where('state', '=', 'waiting').orderBy('sentAt').orderBy('id').limit(limit).execute()) as Submission[]
}

/** Takes a submission: it becomes a document of whoever takes it, so that somebody else must accept its claims. @returns the document's id */
export async function takeSubmission(db: Db, id: string, taken: { by: string; publisher: PublisherInput; now: Date }): Promise<string> {
  const submission = await getSubmission(db, id)
  const document = await addDocument(db, { url: submission.url, publisher: taken.publisher, submittedBy: taken.by, now: taken.now })
  await closeSubmission(db, id, { state: 'taken', by: taken.by, reason: '', documentId: document.id, now: taken.now })
  return document.id
}

/** Notes what became of a submission. @throws ConflictError when somebody was faster */
export async function closeSubmission(
  db: Db,
  id: string,
  closed: { state: 'taken' | 'declined'; by: string; reason: string; documentId: string | null; now: Date },
): Promise<void> {
  const done = await db
    .updateTable('submission')
    .set({ state: closed.state, decidedBy: closed.by, reason: closed.reason, documentId: closed.documentId, decidedAt: closed.now })
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .returning('id')
    .executeTakeFirst()
  if (done) return
  const { state, decidedBy } = await getSubmission(db, id)
  throw new ConflictError(`${decidedBy} has looked at this already: ${state}.`)
}
