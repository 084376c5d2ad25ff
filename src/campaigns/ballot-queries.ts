/** SQL of ballots: what was asked, which seats may vote, and how they did. */
import { sql } from 'kysely'
import { type Db, type Tx, json } from '../db/client.ts'
import type { BallotResult, Choice, Count, Proposal } from '../model/ballot.ts'

export type BallotRow = {
  readonly id: string
  readonly question: string
  readonly proposal: Proposal
  readonly campaignId: string | null
  readonly affiliateId: string | null
  readonly reason: string
  readonly isSecret: boolean
  readonly quorumShare: number
  readonly majorityShare: number
  readonly openedBy: string
  readonly openedAt: Date
  readonly closesAt: Date
  readonly closedAt: Date | null
  readonly result: BallotResult | null
  readonly yes: number | null
  readonly no: number | null
  readonly abstained: number | null
  readonly entitled: number | null
  readonly demonstration: boolean
}
export type BallotInsert = Omit<BallotRow, 'closedAt' | 'result' | 'yes' | 'no' | 'abstained' | 'entitled'>

/** Opens a ballot for every seat that is held by somebody now; made-up groups have nobody, and every seat. @returns how many seats */
export async function insertBallot(tx: Tx, row: BallotInsert): Promise<number> {
  await tx
    .insertInto('ballot')
    .values({ ...row, proposal: json(row.proposal) })
    .execute()
  const { numAffectedRows } = await sql`
    insert into ballot_seat (ballot_id, affiliate_id, seat) select ${row.id}, a.id, s.seat from affiliate a, generate_series(1, a.seats) as s (seat)
      where a.state = 'affiliated' and a.demonstration = ${row.demonstration}
        and (a.demonstration or exists (select 1 from seat_holder h where h.affiliate_id = a.id and h.seat = s.seat))`.execute(tx)
  if (row.isSecret) await sql`insert into ballot_tally (ballot_id, choice) select ${row.id}, unnest(array['yes', 'no', 'abstain'])`.execute(tx)
  return Number(numAffectedRows ?? 0)
}

export async function findBallot(db: Db, id: string): Promise<BallotRow | null> {
  return ((await db.selectFrom('ballot').selectAll().where('id', '=', id).executeTakeFirst()) as BallotRow | undefined) ?? null
}
/** A ballot for this transaction alone, so that nobody votes while it is counted. */
export async function lockBallot(tx: Tx, id: string): Promise<BallotRow | null> {
  return ((await tx.selectFrom('ballot').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()) as BallotRow | undefined) ?? null
}
export async function listBallotRows(db: Db, limit: number): Promise<BallotRow[]> {
  const rows = await db
    .selectFrom('ballot')
    .selectAll()
    .orderBy(sql`closed_at is null`, 'desc')
    .orderBy('openedAt', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows as unknown as BallotRow[]
}
/** Whether a proposal about this campaign or group is open already. */
export async function hasOpenBallot(db: Db, of: { campaignId?: string; affiliateId?: string }): Promise<boolean> {
  let query = db.selectFrom('ballot').select('id').where('closedAt', 'is', null)
  if (of.campaignId) query = query.where('campaignId', '=', of.campaignId)
  if (of.affiliateId) query = query.where('affiliateId', '=', of.affiliateId)
  return (await query.limit(1).executeTakeFirst()) !== undefined
}
/** Ballots that are to be counted: their time is up, or every seat has voted. */
export async function dueBallots(db: Db, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from ballot b where closed_at is null and (closes_at <= ${now} or not exists (select 1 from ballot_seat s where s.ballot_id = b.id and not s.has_voted)) order by closes_at, id`.execute(
    db,
  )
  return rows.map(({ id }) => id)
}

export type BallotSeat = {
  readonly affiliate: string
  readonly affiliateId: string
  readonly seat: number
  readonly hasVoted: boolean
  readonly choice: Choice | null
}
/** The seats of a ballot; how each voted stands only with an open ballot. */
export async function listBallotSeats(db: Db, id: string): Promise<BallotSeat[]> {
  const rows = await db
    .selectFrom('ballotSeat as s')
    .innerJoin('affiliate as a', 'a.id', 's.affiliateId')
    .leftJoin('vote as v', (join) => join.onRef('v.ballotId', '=', 's.ballotId').onRef('v.affiliateId', '=', 's.affiliateId').onRef('v.seat', '=', 's.seat'))
    .select(['a.name as affiliate', 's.affiliateId', 's.seat', 's.hasVoted', 'v.choice'])
    .where('s.ballotId', '=', id)
    .orderBy('a.name')
    .orderBy('s.seat')
    .execute()
  return rows as BallotSeat[]
}

/** Marks a seat as having voted. @returns whether it had; null when it may not vote */
export async function markVoted(tx: Tx, ballotId: string, affiliateId: string, seat: number): Promise<boolean | null> {
  const row = await tx
    .selectFrom('ballotSeat')
    .select('hasVoted')
    .where('ballotId', '=', ballotId)
    .where('affiliateId', '=', affiliateId)
    .where('seat', '=', seat)
    .forUpdate()
    .executeTakeFirst()
  if (!row) return null
  if (!row.hasVoted)
    await tx
      .updateTable('ballotSeat')
      .set({ hasVoted: true })
      .where('ballotId', '=', ballotId)
      .where('affiliateId', '=', affiliateId)
      .where('seat', '=', seat)
      .execute()
  return row.hasVoted
}
export async function upsertVote(
  tx: Tx,
  vote: { ballotId: string; affiliateId: string; seat: number; choice: Choice; castBy: string; castAt: Date },
): Promise<void> {
  const { choice, castBy, castAt } = vote
  await tx
    .insertInto('vote')
    .values(vote)
    .onConflict((conflict) => conflict.columns(['ballotId', 'affiliateId', 'seat']).doUpdateSet({ choice, castBy, castAt }))
    .execute()
}
export async function addToTally(tx: Tx, ballotId: string, choice: Choice): Promise<void> {
  await tx
    .updateTable('ballotTally')
    .set((eb) => ({ votes: eb('votes', '+', 1) }))
    .where('ballotId', '=', ballotId)
    .where('choice', '=', choice)
    .execute()
}

/** The count as it stands. */
export async function countVotes(db: Db, id: string): Promise<Count> {
  const { rows } = await sql<Count>`
    with votes as (select choice, count(*)::int as n from vote where ballot_id = ${id} group by choice union all select choice, votes from ballot_tally where ballot_id = ${id})
    select (select count(*)::int from ballot_seat where ballot_id = ${id}) as entitled, coalesce(sum(n) filter (where choice = 'yes'), 0)::int as yes,
      coalesce(sum(n) filter (where choice = 'no'), 0)::int as no, coalesce(sum(n) filter (where choice = 'abstain'), 0)::int as abstained from votes`.execute(
    db,
  )
  return rows[0] as Count
}
export async function closeBallot(tx: Tx, id: string, { entitled, yes, no, abstained }: Count, result: BallotResult, closedAt: Date): Promise<void> {
  await tx.updateTable('ballot').set({ entitled, yes, no, abstained, result, closedAt }).where('id', '=', id).execute()
}
