/** Knowledge: the names and programmes that texts are searched for, as the database has them now. */
import type { Db } from '../db/client.ts'
import { type Knowledge, knowledgeOf } from './extract-claims.ts'
import { listKnownNames, namesRevision } from './queries.ts'
import type { CompiledRule } from './rule.ts'

/** Gives what is known, made anew whenever the known names have changed, and the revision it is of. */
export function followKnowledge(db: Db, rules: readonly CompiledRule[]): () => Promise<{ revision: number; knowledge: Knowledge }> {
  let kept: { revision: number; knowledge: Knowledge } | null = null
  return async () => {
    const revision = await namesRevision(db)
    if (kept?.revision !== revision) {
      kept = { revision, knowledge: knowledgeOf(await listKnownNames(db), rules) }
    }
    return kept
  }
}
