/** Check kinds: every kind of pack that is made from a check, in the order in which they are offered. */
import type { CheckPackKind } from './check-pack.ts'
import clauses from './check-kinds/clauses.ts'
import explainer from './check-kinds/explainer.ts'
import motion from './check-kinds/motion.ts'
import questions from './check-kinds/questions.ts'
import statement from './check-kinds/statement.ts'

export const CHECK_PACK_KINDS: readonly CheckPackKind[] = [motion, questions, statement, clauses, explainer]
