/** Graded: evidence as grading looks at it. */
import type { GradedEvidence } from '../model/grade.ts'
import type { EvidenceRow } from './evidence-queries.ts'

/** What grading needs of one piece of evidence. */
export const graded = (row: EvidenceRow): GradedEvidence => ({
  publisherKey: row.publisherKey,
  reportKey: row.report,
  reliability: row.publisher.reliability,
  stance: row.stance,
  confidence: row.confidence,
  interested: row.interested && row.stance === 'refutes',
})
