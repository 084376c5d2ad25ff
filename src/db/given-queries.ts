/** SQL of what people without an account have given and nobody has looked at, or what is kept for them: how much there is of each kind. */
import { sql } from 'kysely'
import type { Db } from './client.ts'

/** What people without an account may leave here. */
export type GivenKind = 'evidence' | 'reply' | 'action' | 'report' | 'application' | 'follower' | 'list'

/** Sizes are those of the values as they are stored: nothing large is read. */
const COUNTS = {
  evidence: sql`select count(*) as rows, sum(bytes) as bytes from submission where state = 'waiting'`,
  reply: sql`select count(*) as rows, sum(octet_length(text)) as bytes from reply where state = 'waiting'`,
  action: sql`select count(*) as rows, 0 as bytes from action
    where made_by is null and key_hash is not null and not demonstration and not (state = 'planned' and is_public)`,
  report: sql`select count(*) as rows, sum(octet_length(photo)) as bytes from action_report where state = 'waiting'`,
  application: sql`select count(*) as rows, 0 as bytes from affiliate where state = 'applied' and not demonstration`,
  follower: sql`select count(*) as rows, 0 as bytes from follower`,
  list: sql`select count(*) as rows, sum(octet_length(c.sealed)) + coalesce(sum(pg_column_size(w.terms)), 0) as bytes
    from supplier_check c left join watch w on w.check_id = c.id`,
} as const satisfies Record<GivenKind, unknown>

/** How much there is of a kind. */
export async function countGiven(db: Db, kind: GivenKind): Promise<{ rows: number; bytes: number }> {
  const { rows } = await sql<{ rows: number; bytes: number }>`
    select rows::float8 as rows, coalesce(bytes, 0)::float8 as bytes from (${COUNTS[kind]}) as given`.execute(db)
  return rows[0] as { rows: number; bytes: number }
}
