/** SQL of review: claims that wait, decisions, responses. */
import { sql } from 'kysely'
import type { Db, Tx } from '../db/client.ts'
import type { ClaimStatus, Ruling } from '../model/claim.ts'

/** Claims that a named rule may accept, oldest id first. */
export async function listForRule(db: Db, limit: number): Promise<{ id: string; rule: string }[]> {
  const rows = await db
    .selectFrom('claim')
    .select(['id', 'acceptRule'])
    .where('status', '=', 'candidate')
    .where('acceptRule', 'is not', null)
    .orderBy('acceptRule')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ id: row.id, rule: row.acceptRule as string }))
}

/** Locks a claim. */
export async function lockClaim(
  tx: Tx,
  id: string,
): Promise<{ status: ClaimStatus; subjectId: string; objectOrganisationId: string | null; demonstration: boolean } | null> {
  const columns = ['status', 'subjectId', 'objectOrganisationId', 'demonstration'] as const
  return (await tx.selectFrom('claim').select(columns).where('id', '=', id).forUpdate().executeTakeFirst()) ?? null
}

/** Records a decision and moves the claim on, both or neither. */
export async function insertDecision(
  tx: Tx,
  decision: { id: string; claimId: string; ruling: Ruling; decidedBy: string; reason: string; decidedAt: Date },
  to: ClaimStatus,
): Promise<void> {
  await tx
    .insertInto('decision')
    .values({ ...decision, sequence: sql<number>`(select count(*) + 1 from decision where claim_id = ${decision.claimId})` })
    .execute()
  await tx.updateTable('claim').set({ status: to, changedAt: decision.decidedAt }).where('id', '=', decision.claimId).execute()
}

/** Whether evidence supports a claim that may be shown; `untold`: only of confidential sources, and nobody has written down what they say. */
export async function findSupport(tx: Tx, claimId: string): Promise<'shown' | 'untold' | 'none'> {
  const { rows } = await sql<{ shown: boolean | null }>`
    select bool_or(not d.confidential or e.paraphrase is not null) as shown from evidence e join passage p on p.id = e.passage_id join reading r on r.id = p.reading_id join capture c on c.id = r.capture_id
      join document d on d.id = c.document_id where e.claim_id = ${claimId} and e.stance = 'supports'`.execute(tx)
  const { shown = null } = rows[0] ?? {}
  return shown === null ? 'none' : shown ? 'shown' : 'untold'
}

/** The last decision on a claim, or null. */
export async function findLastDecision(tx: Tx, claimId: string): Promise<{ decidedBy: string; decidedAt: Date } | null> {
  const row = await tx
    .selectFrom('decision')
    .select(['decidedBy', 'decidedAt'])
    .where('claimId', '=', claimId)
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst()
  return (row as { decidedBy: string; decidedAt: Date } | undefined) ?? null
}

/** Every decision on a claim, first to last. */
export async function listDecisions(db: Db, claimId: string): Promise<{ ruling: Ruling; decidedBy: string; reason: string; decidedAt: Date }[]> {
  return await db.selectFrom('decision').select(['ruling', 'decidedBy', 'reason', 'decidedAt']).where('claimId', '=', claimId).orderBy('sequence').execute()
}

/** How many decisions a claim has. */
export async function countDecisions(tx: Tx, claimId: string): Promise<number> {
  return (
    await tx
      .selectFrom('decision')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('claimId', '=', claimId)
      .executeTakeFirstOrThrow()
  ).count
}

export type ReviewClaim = {
  id: string
  status: ClaimStatus
  predicate: string
  subject: string
  object: string
  product: string | null
  quote: string | null
  stance: string | null
  confidence: number | null
  rule: string | null
  document: string | null
  url: string | null
  submittedBy: string | null
  demonstration: boolean
}

/** Claims with their first evidence, oldest first. */
export async function listClaims(
  db: Db,
  filter: {
    status?: ClaimStatus | undefined
    documentId?: string | undefined
    demonstration?: boolean | undefined
    id?: string | undefined
    about?: string | undefined
    seesConfidential?: boolean
  },
  limit: number,
): Promise<ReviewClaim[]> {
  const { rows } = await sql<ReviewClaim>`
    select c.id, c.status, c.predicate, s.name as subject,
      coalesce(o.name, pr.name, l.name, si.name || ', ' || si.address, c.object_text) as object, c.product,
      e.quote, e.stance, e.confidence, e.rule, e.document, e.url, e.submitted_by as "submittedBy", c.demonstration
    from claim c join organisation s on s.id = c.subject_id
      left join organisation o on o.id = c.object_organisation_id left join programme pr on pr.id = c.object_programme_id
      left join official_list l on l.slug = c.object_list left join site si on si.id = c.object_site_id
      left join lateral (select p.quote, e.stance, e.confidence, e.rule, e.submitted_by, d.id as document, d.url from evidence e join passage p on p.id = e.passage_id join reading r on r.id = p.reading_id
        join capture ca on ca.id = r.capture_id join document d on d.id = ca.document_id where e.claim_id = c.id order by e.confidence desc, e.id limit 1) e on true
    where (${filter.status ?? null}::text is null or c.status = ${filter.status ?? null})
      and (${filter.id ?? null}::text is null or c.id = ${filter.id ?? null})
      and (${filter.demonstration ?? null}::boolean is null or c.demonstration = ${filter.demonstration ?? null})
      and (${filter.about ?? null}::text is null or position(lower(${filter.about ?? ''}) in lower(s.name)) > 0 or position(lower(${filter.about ?? ''}) in lower(coalesce(o.name, pr.name, l.name, c.object_text, ''))) > 0)
      and (${filter.seesConfidential ?? true} or not exists (select 1 from evidence e3 join passage p3 on p3.id = e3.passage_id join reading r3 on r3.id = p3.reading_id join capture c3 on c3.id = r3.capture_id
        join document d3 on d3.id = c3.document_id where e3.claim_id = c.id and d3.confidential))
      and (${filter.documentId ?? null}::text is null or exists (select 1 from evidence e2 join passage p2 on p2.id = e2.passage_id join reading r2 on r2.id = p2.reading_id
        join capture c2 on c2.id = r2.capture_id where e2.claim_id = c.id and c2.document_id = ${filter.documentId ?? null}))
    order by c.created_at, c.id limit ${limit}`.execute(db)
  return rows
}

/** Keeps a response; the same one twice is one. @returns whether it is new */
export async function insertResponse(
  tx: Tx,
  row: {
    id: string
    organisationId: string
    claimId: string | null
    fromName: string
    text: string
    receivedOn: string
    toldOn: string | null
    url: string | null
    checked: string | null
    demonstration: boolean
  },
): Promise<boolean> {
  return (
    (await tx
      .insertInto('response')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()) !== undefined
  )
}
