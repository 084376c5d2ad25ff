/** Graded: evidence as grading looks at it. */
import type { GradedEvidence } from '../model/grade.ts'
import { type EvidenceRow, cappedReliability } from './present-evidence.ts'

/** What grading needs of one piece of evidence. */
export const graded = (row: EvidenceRow): GradedEvidence => ({
  publisherKey: row.publisherKey,
  reportKey: row.report,
  reliability: cappedReliability(row),
  stance: row.stance,
  // What no reader can check confirms nothing else: it counts as hedged.
  confidence: row.confidential ? Math.min(row.confidence, 0.5) : row.confidence,
  interested: row.interested && row.stance === 'refutes',
})
