/** SQL of what leads on from an organisation, in published claims. */
import { sql } from 'kysely'
import type { Db } from '../db/client.ts'
import type { ClaimStatus, Predicate } from '../model/claim.ts'
import type { ClaimRecord } from '../model/profile.ts'

/** A published claim, without its evidence. */
export type LinkEdge = {
  readonly id: string
  readonly subjectId: string
  readonly predicate: Predicate
  readonly status: ClaimStatus
  readonly object: { readonly kind: string; readonly id: string | null; readonly name: string }
}

/** Claims of these organisations that can be steps or ends. */
export async function listEdgesFrom(db: Db, subjectIds: readonly string[], predicates: readonly Predicate[]): Promise<LinkEdge[]> {
  if (subjectIds.length === 0) return []
  const { rows } = await sql<LinkEdge>`
    select id, subject_id as "subjectId", record ->> 'predicate' as predicate, status, record -> 'object' as object from published.claim
    where subject_id = any(${[...subjectIds]}) and status <> 'retracted' and record ->> 'predicate' = any(${[...predicates]})`.execute(db)
  return rows
}

/** The records of claims, by id. */
export async function listClaimRecords(db: Db, ids: readonly string[]): Promise<{ subjectId: string; record: ClaimRecord }[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<{ subjectId: string; record: ClaimRecord }>`
    select subject_id as "subjectId", record from published.claim where id = any(${[...ids]})`.execute(db)
  return rows
}
