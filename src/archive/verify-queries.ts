/** SQL of verification: sealed copies, passages and public claims as they stand. */
import { sql } from 'kysely'
import type { Db } from '../db/client.ts'

/** Every sealed copy with its size, in order, for verification; a page at a time. */
export async function listCaptures(db: Db, after: string, limit: number): Promise<{ id: string; sha256: string; bytes: number; documentId: string }[]> {
  return db.selectFrom('capture').select(['id', 'sha256', 'bytes', 'documentId']).where('id', '>', after).orderBy('id').limit(limit).execute()
}

/** How many captures there are. */
export async function countCaptures(db: Db): Promise<number> {
  const row = await db
    .selectFrom('capture')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return row.count
}

/** Passages that are not the literal slice of their reading, counted over the whole database, and how many there are. */
export async function checkPassages(db: Db): Promise<{ checked: number; wrong: string[] }> {
  const { rows } = await sql<{ id: string; literal: boolean }>`
    select p.id, substr(r.text, p.start_at + 1, p.end_at - p.start_at) = p.quote as literal from passage p join reading r on r.id = p.reading_id`.execute(db)
  return { checked: rows.length, wrong: rows.filter((row) => !row.literal).map((row) => row.id) }
}

/** Public claims that have no decision, or no passage that supports them. */
export async function checkClaims(db: Db): Promise<{ checked: number; undecided: string[]; unquoted: string[] }> {
  const { rows } = await sql<{ id: string; decided: boolean; quoted: boolean }>`
    select c.id, exists (select 1 from decision d where d.claim_id = c.id and d.ruling in ('accept', 'uphold')) as decided,
      exists (select 1 from evidence e where e.claim_id = c.id and e.stance = 'supports') as quoted
    from claim c where c.status in ('accepted', 'published', 'contested', 'retracted')`.execute(db)
  return {
    checked: rows.length,
    undecided: rows.filter((row) => !row.decided).map((row) => row.id),
    unquoted: rows.filter((row) => !row.quoted).map((row) => row.id),
  }
}
