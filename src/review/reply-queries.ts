/** SQL of the right of reply: notices, what was sent as an answer, and the clocks that run. */
import { sql } from 'kysely'
import type { Db, Tx } from '../db/client.ts'
import type { ClaimStatus, Predicate } from '../model/claim.ts'
import { statementOf } from '../model/statement.ts'

type Named = { readonly id: string; readonly name: string }
export type NoticeClaim = {
  readonly id: string
  readonly status: ClaimStatus
  readonly statement: string
  readonly subject: Named
  readonly object: Named | null
  readonly demonstration: boolean
  readonly quotes: readonly { readonly quote: string; readonly title: string; readonly publisher: string; readonly url: string }[]
}

/** A claim as a company is told of it; null when there is none. Confidential sources are left out. */
export async function findNoticeClaim(tx: Tx | Db, id: string): Promise<NoticeClaim | null> {
  const { rows } = await sql<Omit<NoticeClaim, 'statement' | 'quotes'> & { predicate: Predicate; product: string | null; objectName: string }>`
    select c.id, c.status, c.predicate, c.product, c.demonstration, jsonb_build_object('id', s.id, 'name', s.name) as subject, case when o.id is null then null else jsonb_build_object('id', o.id, 'name', o.name) end as object,
      coalesce(o.name, pr.name, l.name, si.address, c.object_text) as "objectName"
    from claim c join organisation s on s.id = c.subject_id left join organisation o on o.id = c.object_organisation_id left join programme pr on pr.id = c.object_programme_id
      left join official_list l on l.slug = c.object_list left join site si on si.id = c.object_site_id where c.id = ${id}`.execute(tx)
  const claim = rows[0]
  if (!claim) return null
  const { rows: quotes } = await sql<NoticeClaim['quotes'][number]>`
    select p.quote, coalesce(d.title, 'a document') as title, b.name as publisher, case when d.url ~ '^(upload|inbox):' then 'a file that was sent to us' else d.url end as url from evidence e join passage p on p.id = e.passage_id join reading r on r.id = p.reading_id join capture ca on ca.id = r.capture_id
      join document d on d.id = ca.document_id join publisher b on b.id = d.publisher_id
    where e.claim_id = ${id} and e.stance = 'supports' and not d.confidential and not exists (select 1 from mask m where m.document_id = d.id) order by b.reliability, e.confidence desc, e.id limit 5`.execute(
    tx,
  )
  const { predicate, product, objectName, ...rest } = claim
  return { ...rest, quotes, statement: statementOf({ subject: claim.subject, predicate, object: { name: objectName }, product }) }
}

export async function insertNotice(
  tx: Tx,
  notice: {
    id: string
    claimId: string
    organisationId: string
    sentTo: string
    text: string
    sentOn: string
    answerBy: string
    sentBy: string
    tokenHash: string
    demonstration: boolean
  },
): Promise<void> {
  await tx.insertInto('notice').values(notice).execute()
}

export type Notice = {
  readonly id: string
  readonly claimId: string
  readonly organisationId: string
  readonly organisation: string
  readonly sentTo: string
  readonly text: string
  readonly sentOn: string
  readonly answerBy: string
  readonly sentBy: string
  readonly demonstration: boolean
}
const noticeColumns = sql`n.id, n.claim_id as "claimId", n.organisation_id as "organisationId", o.name as organisation, n.sent_to as "sentTo", n.text, n.sent_on as "sentOn", n.answer_by as "answerBy", n.sent_by as "sentBy", n.demonstration`

/** The notice that a link belongs to, or null. */
export async function findNotice(db: Db | Tx, hash: string): Promise<Notice | null> {
  const { rows } =
    await sql<Notice>`select ${noticeColumns} from notice n join organisation o on o.id = n.organisation_id where n.token_hash = ${hash}`.execute(db)
  return rows[0] ?? null
}

/** Notices of a claim, newest first. */
export async function listNotices(db: Db, claimId: string): Promise<Notice[]> {
  return (
    await sql<Notice>`select ${noticeColumns} from notice n join organisation o on o.id = n.organisation_id where n.claim_id = ${claimId} order by n.sent_on desc, n.id`.execute(
      db,
    )
  ).rows
}

export type Reply = {
  readonly id: string
  readonly claimId: string
  readonly noticeId: string | null
  readonly sentTo: string | null
  readonly fromName: string
  readonly text: string
  readonly disputes: boolean
  readonly contact: string | null
  readonly url: string | null
  readonly receivedAt: Date
  readonly state: 'waiting' | 'published' | 'declined'
  readonly decidedBy: string | null
  readonly checked: string | null
}

export async function insertReply(
  tx: Tx,
  reply: Pick<Reply, 'id' | 'claimId' | 'noticeId' | 'fromName' | 'text' | 'disputes' | 'url' | 'receivedAt'> & { contact: string; demonstration: boolean },
): Promise<boolean> {
  const made = await tx
    .insertInto('reply')
    .values(reply)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return made !== undefined
}

type Waiting = { readonly ofClaim: number; readonly ofNotices: number; readonly ofAll: number }
/** How many answers wait, of a claim, of those to its notices, and of all. */
export async function countReplies(db: Db | Tx, claimId: string): Promise<Waiting> {
  const { rows } = await sql<Waiting>`
    select count(*) filter (where claim_id = ${claimId})::int as "ofClaim", count(*)::int as "ofAll",
      count(*) filter (where claim_id = ${claimId} and notice_id is not null)::int as "ofNotices" from reply where state = 'waiting'`.execute(db)
  return rows[0] as Waiting
}

const replyColumns = sql`r.id, r.claim_id as "claimId", r.notice_id as "noticeId", n.sent_to as "sentTo", r.from_name as "fromName", r.text, r.disputes, r.contact, r.url, r.received_at as "receivedAt", r.state, r.decided_by as "decidedBy", r.checked`

/** Answers that wait for a check of who wrote them, oldest first. */
export async function listReplies(db: Db, limit: number): Promise<(Reply & { statement: string })[]> {
  const { rows } =
    await sql<Reply>`select ${replyColumns} from reply r left join notice n on n.id = r.notice_id where r.state = 'waiting' order by r.received_at, r.id limit ${limit}`.execute(
      db,
    )
  return await Promise.all(rows.map(async (row) => ({ ...row, statement: (await findNoticeClaim(db, row.claimId))?.statement ?? '' })))
}

/** Locks an answer. */
export async function lockReply(
  tx: Tx,
  id: string,
): Promise<(Reply & { toldOn: string | null; organisationId: string | null; demonstration: boolean }) | null> {
  const { rows } = await sql<Reply & { toldOn: string | null; organisationId: string | null; demonstration: boolean }>`
    select ${replyColumns}, n.sent_on as "toldOn", n.organisation_id as "organisationId", r.demonstration from reply r left join notice n on n.id = r.notice_id where r.id = ${id} for update of r`.execute(
    tx,
  )
  return rows[0] ?? null
}

/** Notes what became of an answer. How to reach its writer is forgotten. */
export async function closeReply(
  tx: Tx,
  id: string,
  closed: { state: 'published' | 'declined'; decidedBy: string; decidedAt: Date; checked: string; responseId: string | null },
): Promise<void> {
  await tx
    .updateTable('reply')
    .set({ ...closed, contact: null })
    .where('id', '=', id)
    .execute()
}

export type Clock = { readonly claimId: string; readonly who: string; readonly kind: 'answer' | 'decision'; readonly due: string }

/** What is due: companies that were told and have not answered, and contested claims that wait for a ruling; soonest first. */
export async function listClocks(db: Db, decisionDays: number, limit: number): Promise<Clock[]> {
  const { rows } = await sql<Clock>`
    select n.claim_id as "claimId", o.name as who, 'answer' as kind, n.answer_by::text as due from notice n join organisation o on o.id = n.organisation_id join claim c on c.id = n.claim_id
      where c.status not in ('rejected', 'retracted') and not exists (select 1 from response r where r.claim_id = n.claim_id and r.received_on >= n.sent_on)
        and not exists (select 1 from reply r where r.notice_id = n.id)
    union all
    select c.id, s.name, 'decision', ((select max(d.decided_at) from decision d where d.claim_id = c.id and d.ruling = 'contest')::date + ${decisionDays}::int)::text from claim c join organisation s on s.id = c.subject_id
      where c.status = 'contested'
    order by due, 1 limit ${limit}`.execute(db)
  return rows
}
