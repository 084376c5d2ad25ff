/** SQL of the ledger: what waits to be entered, leaves, nodes, signed heads. */
import { sql } from 'kysely'
import type { Db, Tx } from '../db/client.ts'

/** What is entered: the row's own columns as they stand, in a fixed order. */
const ROWS = {
  capture: sql`select id as ref, jsonb_build_array(id, document_id, sha256, bytes, url, final_url, status, headers, media_type, to_char(fetched_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US')) || case when via in ('web', 'file') then '[]'::jsonb else jsonb_build_array(via, archived_at) end || case when handed_by is null then '[]'::jsonb else jsonb_build_array(handed_by, said_saved_at) end as row from capture`,
  decision: sql`select id as ref, jsonb_build_array(id, claim_id, sequence, ruling, decided_by, reason, to_char(decided_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US')) as row from decision`,
  judgement: sql`select id as ref, jsonb_build_array(id, left_id, right_id, sequence, ruling, decided_by, reason, to_char(decided_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US')) as row from judgement`,
  response: sql`select id as ref, jsonb_build_array(id, organisation_id, claim_id, from_name, text, received_on, told_on, url) || case when checked is null then '[]'::jsonb else jsonb_build_array(checked) end as row from response`,
  notice: sql`select id as ref, jsonb_build_array(id, claim_id, organisation_id, sent_to, text, sent_on, answer_by, sent_by) as row from notice`,
  publisher_rating: sql`select id as ref, jsonb_build_array(id, publisher_id, reliability, reason, rated_by, to_char(rated_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US')) as row from publisher_rating`,
  ballot: sql`select id as ref, jsonb_build_array(id, question, proposal, reason, is_secret, quorum_share, majority_share, to_char(opened_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US'), to_char(closed_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US'), entitled, yes, no, abstained, result) as row from ballot where closed_at is not null`,
  audit: sql`select id::text as ref, jsonb_build_array(id, to_char(at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US'), done_by, what, about) as row from accounts.audit`,
} as const
export type LeafKind = keyof typeof ROWS
export const LEAF_KINDS = Object.keys(ROWS) as LeafKind[]

/** Whether something waits. */
export async function hasLedgerDue(db: Db): Promise<boolean> {
  return (await db.selectFrom('ledger.due').select('id').limit(1).executeTakeFirst()) !== undefined
}

/** Takes what waits, oldest first, for this transaction alone: only one process enters at a time. */
export async function takeLedgerDue(tx: Tx, limit: number): Promise<{ id: number; kind: LeafKind; ref: string }[]> {
  await lockLedger(tx)
  const rows = await tx.selectFrom('ledger.due').selectAll().orderBy('id').limit(limit).execute()
  return rows as { id: number; kind: LeafKind; ref: string }[]
}

/** The rows of these refs, as PostgreSQL writes them: what a leaf is the hash of. */
export async function rowsToHash(db: Db, kind: LeafKind, refs: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ ref: string; row: string }>`select ref, row::text as row from (${ROWS[kind]}) r where ref = any(${[...refs]})`.execute(db)
  return new Map(rows.map(({ ref, row }) => [ref, row]))
}

export async function countLeaves(db: Db): Promise<number> {
  return (
    await db
      .selectFrom('ledger.leaf')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
  ).n
}

/** The hash of a node that is complete. @throws Error when the ledger lacks it */
export async function nodeAt(db: Db, level: number, index: number): Promise<string> {
  return (await db.selectFrom('ledger.node').select('hash').where('level', '=', level).where('index', '=', index).executeTakeFirstOrThrow()).hash
}

export type LeafRow = { index: number; kind: string; ref: string; rowHash: string; leafHash: string }

/** Writes leaves and the nodes that they complete, and takes their notes off. */
export async function insertLeaves(
  tx: Tx,
  leaves: readonly LeafRow[],
  nodes: readonly { level: number; index: number; hash: string }[],
  dueIds: readonly number[],
): Promise<void> {
  const leafValues = <K extends keyof LeafRow>(column: K) => leaves.map((leaf) => leaf[column])
  await sql`insert into ledger.leaf (index, kind, ref, row_hash, leaf_hash)
    select * from unnest(${leafValues('index')}::bigint[], ${leafValues('kind')}::text[], ${leafValues('ref')}::text[], ${leafValues('rowHash')}::text[], ${leafValues('leafHash')}::text[])`.execute(
    tx,
  )
  await sql`insert into ledger.node (level, index, hash)
    select * from unnest(${nodes.map(({ level }) => level)}::int[], ${nodes.map(({ index }) => index)}::bigint[], ${nodes.map(({ hash }) => hash)}::text[])`.execute(
    tx,
  )
  await tx
    .deleteFrom('ledger.due')
    .where('id', 'in', [...dueIds])
    .execute()
}

export async function insertHead(tx: Tx, head: { size: number; root: string; signedAt: Date; keyId: string; signature: string }): Promise<void> {
  await tx.insertInto('ledger.head').values(head).execute()
}

export type KeyRow = { id: string; publicKey: string; since: Date; endorsedBy: string | null; endorsement: string | null }

/** Records a key. One that is recorded already stays as it is. */
export async function insertKey(tx: Tx, key: KeyRow): Promise<void> {
  await tx
    .insertInto('ledger.key')
    .values(key)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Every key that has signed or will, eldest first. */
export async function listKeys(db: Db): Promise<KeyRow[]> {
  return db.selectFrom('ledger.key').selectAll().orderBy('since').orderBy('id').execute()
}

/** Only one process enters or signs at a time. */
export async function lockLedger(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('unpick ledger'))`.execute(tx)
}

export async function findNewestHead(db: Db): Promise<{ size: number; root: string; signedAt: Date } | null> {
  return (await db.selectFrom('ledger.head').select(['size', 'root', 'signedAt']).orderBy('size', 'desc').limit(1).executeTakeFirst()) ?? null
}

export type StampRow = { size: number; authority: string; token: string; stampedAt: Date }
export async function findLastStamp(db: Db): Promise<StampRow | null> {
  return (await db.selectFrom('ledger.timestamp').selectAll().orderBy('size', 'desc').limit(1).executeTakeFirst()) ?? null
}
export async function insertStamp(db: Db, stamp: StampRow): Promise<void> {
  await db
    .insertInto('ledger.timestamp')
    .values(stamp)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
export async function listStamps(db: Db): Promise<StampRow[]> {
  return db.selectFrom('ledger.timestamp').selectAll().orderBy('size').orderBy('authority').execute()
}

export type HeadRow = { size: number; root: string; signedAt: Date; keyId: string; signature: string; publicKey: string }

/** Leaves from an index on, in order. */
export async function listLeaves(db: Db, from: number, limit: number): Promise<LeafRow[]> {
  return db.selectFrom('ledger.leaf').selectAll().where('index', '>=', from).orderBy('index').limit(limit).execute()
}

/** Nodes of a level from an index on, in order. */
export async function listNodes(db: Db, level: number, from: number, limit: number): Promise<{ index: number; hash: string }[]> {
  return db.selectFrom('ledger.node').select(['index', 'hash']).where('level', '=', level).where('index', '>=', from).orderBy('index').limit(limit).execute()
}

/** Every signed head with its key, smallest first. */
export async function listHeads(db: Db): Promise<HeadRow[]> {
  return db
    .selectFrom('ledger.head as h')
    .innerJoin('ledger.key as k', 'k.id', 'h.keyId')
    .select(['h.size', 'h.root', 'h.signedAt', 'h.keyId', 'h.signature', 'k.publicKey'])
    .orderBy('h.size')
    .execute()
}

/** How many rows wait to be entered, and which real rows are neither entered nor waiting. */
export async function listUnentered(db: Db): Promise<{ waiting: number; forgotten: string[] }> {
  const { n } = await db
    .selectFrom('ledger.due')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  const { rows } = await sql<{ name: string }>`
    select r.kind || ' ' || r.ref as name from (
      select 'capture' as kind, c.id as ref from capture c join document d on d.id = c.document_id where not d.demonstration
      union all select 'decision', x.id from decision x join claim c on c.id = x.claim_id where not c.demonstration
      union all select 'judgement', id from judgement where not demonstration
      union all select 'response', id from response where not demonstration
      union all select 'notice', id from notice where not demonstration
      union all select 'publisher_rating', id from publisher_rating where not demonstration
      union all select 'ballot', id from ballot where closed_at is not null and not demonstration
      union all select 'audit', id::text from accounts.audit) r
    where not exists (select 1 from ledger.leaf l where l.kind = r.kind and l.ref = r.ref) and not exists (select 1 from ledger.due u where u.kind = r.kind and u.ref = r.ref) order by 1`.execute(
    db,
  )
  return { waiting: n, forgotten: rows.map((row) => row.name) }
}
