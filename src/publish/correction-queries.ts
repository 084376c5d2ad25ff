/** SQL of corrections: what was contested, upheld or withdrawn after it was published. */
import { sql } from 'kysely'
import type { Db } from '../db/client.ts'

export type Correction = {
  readonly claim: string
  readonly statement: string
  readonly ruling: 'contest' | 'uphold' | 'retract'
  readonly reason: string
  readonly by: string
  readonly at: string
  readonly demonstration: boolean
}

/** The newest corrections first. */
export async function listCorrections(db: Db, limit: number): Promise<Correction[]> {
  const { rows } = await sql<Correction>`
    select c.id as claim, c.record->>'statement' as statement, d->>'ruling' as ruling, d->>'reason' as reason, d->>'by' as by, d->>'at' as at, (c.record->>'demonstration')::boolean as demonstration
    from published.claim c cross join lateral jsonb_array_elements(c.record->'decisions') d
    where jsonb_path_exists(c.record, '$.decisions[*].ruling ? (@ == "contest" || @ == "retract")') and d->>'ruling' in ('contest', 'uphold', 'retract')
    order by d->>'at' desc, c.id limit ${limit}`.execute(db)
  return rows
}
