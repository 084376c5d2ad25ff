/** Papers: every kind of paper for a meeting, in the order in which they are offered. */
import type { PaperKind } from './paper.ts'
import clauses from './papers/clauses.ts'
import explainer from './papers/explainer.ts'
import motion from './papers/motion.ts'
import questions from './papers/questions.ts'
import statement from './papers/statement.ts'

export const PAPERS: readonly PaperKind[] = [motion, questions, statement, clauses, explainer]
