/** SQL of news: what changed of published claims, noted where somebody watches. */
import { sql } from 'kysely'
import type { Tx } from '../db/client.ts'
import type { ClaimRecord } from '../model/profile.ts'

export type NewsKind = 'new' | 'graded' | 'contested' | 'upheld' | 'retracted'
type Standing = { readonly id: string; readonly subjectId: string; readonly status: string; readonly grade: string | null; readonly statement: string }

/** How claims stand on the pages before they are written anew. Null where nobody watches. */
export async function loadStanding(tx: Tx, ids: readonly string[]): Promise<Map<string, Standing> | null> {
  const { rows: watches } = await sql<{ isWatched: boolean }>`select exists (select 1 from watch) as "isWatched"`.execute(tx)
  if (!watches[0]?.isWatched) return null
  const { rows } = await sql<Standing>`
    select id, subject_id as "subjectId", status, record ->> 'grade' as grade, record ->> 'statement' as statement from published.claim where id = any(${[...ids]})`.execute(
    tx,
  )
  return new Map(rows.map((row) => [row.id, row]))
}

/** Notes what is news of these claims, in the transaction that publishes it. */
export async function noteNews(
  tx: Tx,
  before: ReadonlyMap<string, Standing>,
  records: readonly { readonly subjectId: string; readonly record: ClaimRecord }[],
  dropped: readonly string[],
  now: Date,
): Promise<void> {
  const news = records.flatMap(({ subjectId, record }) => {
    const was = before.get(record.id)
    const kind = kindOf(was, record)
    return kind === null
      ? []
      : [{ claimId: record.id, subjectId, kind, statement: record.statement, gradeBefore: was?.grade ?? null, grade: record.grade, at: now }]
  })
  for (const id of dropped) {
    const was = before.get(id)
    if (was && was.status !== 'retracted')
      news.push({ claimId: id, subjectId: was.subjectId, kind: 'retracted', statement: was.statement, gradeBefore: was.grade, grade: null, at: now })
  }
  for (let i = 0; i < news.length; i += 500)
    await tx
      .insertInto('claimNews')
      .values(news.slice(i, i + 500))
      .execute()
}

function kindOf(was: Standing | undefined, record: ClaimRecord): NewsKind | null {
  if (record.status === 'retracted') return was && was.status !== 'retracted' ? 'retracted' : null
  if (!was || was.status === 'retracted') return 'new'
  if (record.status !== was.status) return record.status === 'contested' ? 'contested' : was.status === 'contested' ? 'upheld' : null
  return record.grade === was.grade ? null : 'graded'
}
