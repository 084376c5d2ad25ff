/** SQL of the review queue: which claim is next for somebody, what it rests on, and what a decision on it would connect. */
import { sql } from 'kysely'
import type { Db, Tx } from '../db/client.ts'
import type { ClaimStatus, Predicate, Stance } from '../model/claim.ts'

const MOST_STEPS = 6

export type QueueClaim = {
  readonly id: string
  readonly subjectId: string
  readonly subject: string
  readonly predicate: Predicate
  readonly object: string
  readonly objectId: string | null
  readonly product: string | null
  readonly period: string | null
  readonly status: ClaimStatus
  readonly connects: number
  readonly demonstration: boolean
  readonly questions: readonly { readonly by: string; readonly question: string }[]
  readonly evidence: readonly QueueEvidence[]
}
export type QueueEvidence = {
  readonly id: string
  readonly readingId: string
  readonly start: number
  readonly confidential: boolean
  /** What a confidential source says, in a reviewer's words. */
  readonly paraphrase: string | null
  /** Words masked in what the public sees of the document. */
  readonly masks: readonly string[]
  readonly quote: string
  readonly language: string | null
  readonly before: string
  readonly after: string
  readonly page: number | null
  readonly stance: Stance
  readonly confidence: number
  readonly rule: string
  readonly why: string | null
  readonly submittedBy: string
  readonly documentId: string
  readonly title: string
  readonly publisher: string
  readonly reliability: string
  readonly sha256: string
  readonly published: string | null
}

/** Who looks, and whether they may see what is confidential. Everybody sees what they added themselves. */
export type Viewer = { readonly pseudonym: string; readonly seesConfidential: boolean }

const WAITS = sql`c.status = 'candidate' and c.accept_rule is null`
/**
 * Claims that somebody may decide: not those that rest on what they alone submitted, nor those they asked about. Asked of one claim after the other, in the
 * queue's order: joined, PostgreSQL looks through all evidence first for what somebody submitted.
 */
const forPerson = ({ pseudonym, seesConfidential }: Viewer) => sql`
  (select bool_and(e.submitted_by <> ${pseudonym}) from evidence e where e.claim_id = c.id)
  and (select count(*) from claim_question q where q.claim_id = c.id and q.asked_by = ${pseudonym}) = 0
  and (${seesConfidential} or not exists (select 1 from evidence e join passage p on p.id = e.passage_id join reading r on r.id = p.reading_id join capture ca on ca.id = r.capture_id
    join document d on d.id = ca.document_id where e.claim_id = c.id and d.confidential))`

/** So long a claim is somebody's to look at. */
const LOOK_SECONDS = 120

/**
 * The claim that somebody should look at next: what would connect most, then the oldest; none of those put off, nor one that somebody else is looking at,
 * unless there is no other. `holds`: it is theirs to look at for two minutes, and the one before is not any more.
 */
export async function findNextClaim(db: Db, viewer: Viewer, putOff: readonly string[], holds: boolean): Promise<string | null> {
  const find = async (others: readonly string[]) => {
    const { rows } = await sql<{ id: string }>`
      select c.id from claim c where ${WAITS} and ${forPerson(viewer)} and c.id <> all(${[...putOff, ...others]}::text[]) order by c.connects desc, c.created_at, c.id limit 1`.execute(
      db,
    )
    return rows[0]?.id ?? null
  }
  const free = async () => {
    const { rows } = await sql<{ id: string }>`select claim_id as id from claim_look where looked_by <> ${viewer.pseudonym} and until > now()`.execute(db)
    return await find(rows.map(({ id }) => id))
  }
  for (let id = holds ? await free() : null; id !== null; id = await free()) {
    const { rows } = await sql<{ id: string }>`
      with let_go as (delete from claim_look where looked_by = ${viewer.pseudonym} and claim_id <> ${id})
      insert into claim_look (claim_id, looked_by, until) values (${id}, ${viewer.pseudonym}, now() + make_interval(secs => ${LOOK_SECONDS}))
        on conflict (claim_id) do update set looked_by = excluded.looked_by, until = excluded.until where claim_look.looked_by = excluded.looked_by or claim_look.until <= now() returning claim_id as id`.execute(
      db,
    )
    if (rows[0]) return id
  }
  return await find([])
}

/** How many claims wait, as far as 1,000. */
export async function countWaiting(db: Db): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from (select 1 from claim c where ${WAITS} limit 1000) waiting`.execute(db)
  return rows[0]?.n ?? 0
}

/** What waits for people: claims (as far as 1,000), answers to be checked, what was sent, and clocks that have run out. */
export async function countWork(db: Db, decisionDays: number): Promise<{ claims: number; replies: number; submissions: number; overdue: number }> {
  const { rows } = await sql<{ replies: number; submissions: number; overdue: number }>`
    select (select count(*)::int from reply where state = 'waiting') as replies, (select count(*)::int from submission where state = 'waiting') as submissions,
      (select count(*)::int from notice n join claim c on c.id = n.claim_id where n.answer_by < current_date and c.status not in ('rejected', 'retracted')
        and not exists (select 1 from response r where r.claim_id = n.claim_id and r.received_on >= n.sent_on) and not exists (select 1 from reply r where r.notice_id = n.id))
      + (select count(*)::int from claim c where c.status = 'contested' and (select max(d.decided_at) from decision d where d.claim_id = c.id and d.ruling = 'contest') < now() - make_interval(days => ${decisionDays}::int)) as overdue`.execute(
    db,
  )
  return { claims: await countWaiting(db), ...(rows[0] as { replies: number; submissions: number; overdue: number }) }
}

const AROUND = 500

/** A claim with everything it rests on that somebody may see, and the words around each quote; null when there is none. */
export async function findReviewClaim(db: Db, id: string, { pseudonym, seesConfidential }: Viewer): Promise<QueueClaim | null> {
  const { rows } = await sql<Omit<QueueClaim, 'evidence'>>`
    select c.id, c.subject_id as "subjectId", s.name as subject, c.predicate, coalesce(o.name, pr.name, l.name, si.address, c.object_text) as object, c.object_organisation_id as "objectId",
      c.product, c.period, c.status, c.connects, c.demonstration,
      coalesce((select jsonb_agg(jsonb_build_object('by', q.asked_by, 'question', q.question) order by q.asked_at) from claim_question q where q.claim_id = c.id), '[]') as questions
    from claim c join organisation s on s.id = c.subject_id left join organisation o on o.id = c.object_organisation_id left join programme pr on pr.id = c.object_programme_id
      left join official_list l on l.slug = c.object_list left join site si on si.id = c.object_site_id
    where c.id = ${id}`.execute(db)
  const claim = rows[0]
  if (!claim) return null
  const { rows: evidence } = await sql<QueueEvidence>`
    select e.id, coalesce(cp.reading_id, p.reading_id) as "readingId", p.start_at as start, d.confidential, e.paraphrase, array(select m.words from mask m where m.document_id = d.id order by m.words) as masks,
      p.quote, p.language, substr(r.text, greatest(1, p.start_at + 1 - ${AROUND}), least(p.start_at, ${AROUND})) as before, substr(r.text, p.end_at + 1, ${AROUND}) as after, p.page, e.stance, e.confidence, e.rule,
      (select n.why from candidate n where n.passage_id = p.id and n.rule = e.rule order by n.id limit 1) as why,
      e.submitted_by as "submittedBy", d.id as "documentId", coalesce(d.title, d.url) as title, b.name as publisher, b.reliability, ca.sha256, d.published_on as published
    from evidence e join passage p on p.id = e.passage_id join reading r on r.id = p.reading_id join capture ca on ca.id = r.capture_id join document d on d.id = ca.document_id
      join publisher b on b.id = d.publisher_id left join capture_progress cp on cp.capture_id = ca.id
    where e.claim_id = ${id} and (not d.confidential or ${seesConfidential} or d.submitted_by = ${pseudonym}) order by e.stance desc, e.confidence desc, e.id limit 12`.execute(
    db,
  )
  return { ...claim, evidence }
}

export type LikeName = {
  readonly one: string
  readonly oneName: string
  readonly other: string
  readonly otherName: string
  readonly reasons: readonly { readonly says: string }[]
}

/** Organisations that may be one with an end of a claim, likeliest first, two at most. */
export async function listLikeNames(db: Db, ids: readonly string[]): Promise<LikeName[]> {
  const { rows } = await sql<LikeName>`
    select m.left_id as one, l.name as "oneName", m.right_id as other, r.name as "otherName", m.reasons from merge_suggestion m join organisation l on l.id = m.left_id join organisation r on r.id = m.right_id
    where m.left_id = any(${[...ids]}) or m.right_id = any(${[...ids]}) order by m.score desc, m.left_id, m.right_id limit 2`.execute(db)
  return rows
}

/** How many claims that a document makes and that wait would connect a brand with a programme or list. */
export async function countConnecting(db: Db, documentId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(distinct c.id)::int as n from capture ca join reading r on r.capture_id = ca.id join passage p on p.reading_id = r.id join evidence e on e.passage_id = p.id
      join claim c on c.id = e.claim_id and c.status = 'candidate' and c.connects > 0 where ca.document_id = ${documentId}`.execute(db)
  return rows[0]?.n ?? 0
}

/** Puts a question to others; asking again replaces it. */
export async function askAbout(db: Db, claimId: string, by: string, question: string, now: Date): Promise<void> {
  await db
    .insertInto('claimQuestion')
    .values({ claimId, askedBy: by, question, askedAt: now })
    .onConflict((conflict) => conflict.columns(['claimId', 'askedBy']).doUpdateSet({ question, askedAt: now }))
    .execute()
}

/** Claims that wait and whose place in the queue is older than what was claimed or judged since. */
export async function listUnplaced(db: Db, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select c.id from claim c where ${WAITS} and (c.connects_at is null or c.connects_at < (select max(changed_at) from claim) - interval '1 minute') order by c.connects_at nulls first, c.id limit ${limit}`.execute(
    db,
  )
  return rows.map((row) => row.id)
}

const STANDING = sql`k.status not in ('rejected', 'retracted')`
const STEPS = sql`k.predicate in ('brand_of', 'owned_by', 'sources_from', 'operates')`

/** Works out how many brands a claim would connect with a programme or list, and notes it as its place in the queue. */
export async function placeClaim(tx: Tx, id: string, now: Date): Promise<void> {
  await sql`
    with recursive target as (select c.id, coalesce(s.same_as, s.id) as subject, coalesce(o.same_as, o.id) as object, (c.object_programme_id is not null or c.object_list is not null) as ends
        from claim c join organisation s on s.id = c.subject_id left join organisation o on o.id = c.object_organisation_id where c.id = ${id}),
      above(id, step) as (
        select subject, 0 from target
        union select coalesce(s.same_as, s.id), a.step + 1 from above a join organisation o on coalesce(o.same_as, o.id) = a.id join claim k on k.object_organisation_id = o.id and ${STANDING} and ${STEPS}
          join organisation s on s.id = k.subject_id where a.step < ${MOST_STEPS}),
      below(id, step) as (
        select object, 0 from target where object is not null
        union select coalesce(t.same_as, t.id), b.step + 1 from below b join organisation o on coalesce(o.same_as, o.id) = b.id join claim k on k.subject_id = o.id and ${STANDING} and ${STEPS}
          join organisation t on t.id = k.object_organisation_id where b.step < ${MOST_STEPS}),
      reached as (select (select ends from target) or exists (select 1 from below b join organisation o on coalesce(o.same_as, o.id) = b.id join claim k on k.subject_id = o.id and ${STANDING}
          and k.predicate in ('takes_part_in', 'listed_on', 'sources_from') and (k.object_programme_id is not null or k.object_list is not null)) as yes),
      brands as (select count(distinct a.id)::int as n from above a where exists (select 1 from organisation g where (g.id = a.id or g.same_as = a.id) and g.kind = 'brand'))
    update claim c set connects = case when (select yes from reached) then (select n from brands) else 0 end, connects_at = ${now} where c.id = ${id}`.execute(
    tx,
  )
}
