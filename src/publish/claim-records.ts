/** Claim records: what the public sees of claims, with evidence, decisions, responses and notices. */
import type { Tx } from '../db/client.ts'
import { gradeClaim, pairText } from '../model/grade.ts'
import { decisionDue } from '../model/reply.ts'
import type { ClaimRecord } from '../model/profile.ts'
import { type ClaimRow, loadEvidence } from './evidence-queries.ts'
import { graded } from './graded.ts'
import { type GradeSince, gradesOf } from './history-queries.ts'
import { presented } from './present-evidence.ts'
import { statementOf } from '../model/statement.ts'
import { loadDecisions, loadNotices, loadResponses } from './told-queries.ts'

/** A record and the organisation it is about. */
export type WrittenClaim = { readonly subjectId: string; readonly record: ClaimRecord }

/** What the public sees of claims. One of which nothing may be shown is left out. */
export async function claimRecords(tx: Tx, claims: readonly ClaimRow[]): Promise<WrittenClaim[]> {
  const ids = claims.map((claim) => claim.id)
  const [evidence, decisions] = [await loadEvidence(tx, ids), await loadDecisions(tx, ids)]
  const [responses, notices] = [await loadResponses(tx, { claimIds: ids }), Map.groupBy(await loadNotices(tx, { claimIds: ids }), (notice) => notice.claimId)]
  return claims.flatMap((claim) => {
    const rows = evidence.get(claim.id) ?? []
    const grade = gradeClaim(rows.map(graded))
    if (!grade && claim.status !== 'retracted') return []
    const ruled = decisions.get(claim.id) ?? []
    return {
      subjectId: claim.subjectId,
      record: {
        id: claim.id,
        subject: claim.subject,
        predicate: claim.predicate,
        object: claim.object,
        product: claim.product,
        tier: claim.tier,
        period: claim.period,
        status: claim.status === 'accepted' ? 'published' : claim.status,
        grade: grade && claim.status !== 'retracted' ? pairText(grade) : null,
        statement: statementOf(claim),
        // What was retracted is said once, as what was withdrawn and why; its quotes are not put before the public again.
        evidence: claim.status === 'retracted' ? [] : rows.map(presented),
        responses: responses.filter((response) => response.claim === claim.id),
        decisions: ruled,
        notices: (notices.get(claim.id) ?? []).map(({ to, sent, answerBy }) => ({ to, sent, answerBy })),
        decisionDue:
          claim.status === 'contested' ? decisionDue(ruled.findLast(({ ruling }) => ruling === 'contest')?.at ?? claim.changedAt.toISOString()) : null,
        grades: [],
        demonstration: claim.demonstration,
        updated: claim.changedAt.toISOString(),
      },
    }
  })
}

/** The same, each with how it was graded since when. */
export async function withGrades(tx: Tx, written: readonly WrittenClaim[]): Promise<WrittenClaim[]> {
  const grades = await gradesOf(
    tx,
    written.map(({ record }) => record.id),
  )
  return written.map(({ subjectId, record }) => ({ subjectId, record: { ...record, grades: grades.get(record.id) ?? ([] as GradeSince[]) } }))
}
