/** SQL that publish reads of what was ruled, told and answered: decisions, notices, responses, judgements on names. */
import { sql } from 'kysely'
import type { Tx } from '../db/client.ts'
import type { NoticeRecord, Response } from '../model/profile.ts'
import { madeUp } from './evidence-queries.ts'

/** When companies were told of these claims, or these organisations of any, newest first. */
export async function loadNotices(
  tx: Tx,
  by: { claimIds?: readonly string[]; organisationIds?: readonly string[] },
): Promise<(NoticeRecord & { claimId: string; organisationId: string })[]> {
  const { rows } = await sql<NoticeRecord & { claimId: string; organisationId: string }>`
    select n.claim_id as "claimId", n.organisation_id as "organisationId", jsonb_build_object('id', o.id, 'name', o.name) || ${madeUp(sql`o.demonstration`)} as "to", n.sent_on as sent, n.answer_by as "answerBy" from notice n join organisation o on o.id = n.organisation_id
    where n.claim_id = any(${[...(by.claimIds ?? [])]}) or n.organisation_id = any(${[...(by.organisationIds ?? [])]}) order by n.sent_on desc, n.id`.execute(
    tx,
  )
  return rows
}

/** What was judged of the names of these organisations, newest first, each with the one of them that it is of. */
export async function loadJudgements(
  tx: Tx,
  ids: readonly string[],
): Promise<{ ofId: string; name: string; ruling: string; by: string; reason: string; at: string }[]> {
  const { rows } = await sql<{ ofId: string; name: string; ruling: string; by: string; reason: string; at: Date }>`
    select t.id as "ofId", o.name, j.ruling, j.decided_by as by, j.reason, j.decided_at as at from unnest(${[...ids]}::text[]) as t (id)
      join lateral (select * from judgement where left_id = t.id or right_id = t.id order by decided_at desc, id limit 50) j on true join organisation o on o.id = case when j.left_id = t.id then j.right_id else j.left_id end
    order by j.decided_at desc, j.id`.execute(tx)
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }))
}

/** Decisions of these claims, first to last. */
export async function loadDecisions(tx: Tx, claimIds: readonly string[]): Promise<Map<string, { ruling: string; by: string; reason: string; at: string }[]>> {
  const rows = await tx
    .selectFrom('decision')
    .select(['claimId', 'ruling', 'decidedBy', 'reason', 'decidedAt'])
    .where('claimId', 'in', ['', ...claimIds])
    .orderBy('claimId')
    .orderBy('sequence')
    .execute()
  return groupBy(
    rows,
    (row) => row.claimId,
    (row) => ({ ruling: row.ruling, by: row.decidedBy, reason: row.reason, at: row.decidedAt.toISOString() }),
  )
}

/** Responses to these claims or from these organisations, newest first, each with whose it is: the organisation that speaks for the row. */
export async function loadResponses(tx: Tx, by: { claimIds?: readonly string[]; organisationIds?: readonly string[] }): Promise<Response[]> {
  const { rows } = await sql<Response>`
    select r.id, r.claim_id as claim, jsonb_build_object('id', s.id, 'name', s.name) || ${madeUp(sql`s.demonstration`)} as by, r.from_name as "from", r.text, r.received_on as received, r.told_on as told, r.url, r.checked
    from response r join organisation o on o.id = r.organisation_id join organisation s on s.id = coalesce(o.same_as, o.id)
    where r.claim_id = any(${[...(by.claimIds ?? [])]}) or s.id = any(${[...(by.organisationIds ?? [])]}) order by r.received_on desc, r.id`.execute(tx)
  return rows
}

/** Rows by key, each as its value, in their order. */
export function groupBy<Row, Value>(rows: readonly Row[], key: (row: Row) => string, value: (row: Row) => Value): Map<string, Value[]> {
  const groups = new Map<string, Value[]>()
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), value(row)])
  return groups
}
