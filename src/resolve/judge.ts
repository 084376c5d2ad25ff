/** Judge: a person, or the rule of equal identifiers, says whether two organisations are one. Nothing is lost by it: the newest judgement holds. */
import { learnNames } from '../db/change-queries.ts'
import { type Db, type Tx, transact } from '../db/client.ts'
import { ConflictError, InvalidError, NotFoundError } from '../errors.ts'
import { hashId } from '../model/id.ts'
import { STRONG_SCHEMES } from '../names/compare.ts'
import { type Ruling, findBriefs, findJudged, insertJudgement, judgedAmong, neighboursOf, pairsByIdentifier } from './group-queries.ts'
import { regroup, speakers } from './regroup.ts'

export type JudgementInput = { readonly oneId: string; readonly otherId: string; readonly ruling: Ruling; readonly decidedBy: string; readonly reason: string }
export type { Ruling } from './group-queries.ts'

/** Who decides when two rows have an equal identifier that stands for one organisation and no other. */
export const IDENTIFIER_RULE = 'rule: equal identifier'

/**
 * Records a judgement and forms the groups anew, in one transaction.
 * @throws NotFoundError when there is no such organisation; ConflictError when that holds already, or when what was judged before
 * would put apart again what this joins; InvalidError without a reason
 */
export async function judge(deps: { readonly db: Db; readonly now: () => Date }, input: JudgementInput): Promise<void> {
  if (input.reason.trim() === '') throw new InvalidError('A judgement needs a reason. Say in a sentence what you compared.')
  if (input.oneId === input.otherId) throw new InvalidError('These are one row already.')
  await transact(deps.db, (tx) => judgeWithin(tx, input, deps.now()))
}

async function judgeWithin(tx: Tx, input: JudgementInput, now: Date): Promise<void> {
  const [leftId, rightId] = [input.oneId, input.otherId].sort() as [string, string]
  const briefs = await findBriefs(tx, [leftId, rightId])
  const [left, right] = [briefs.get(leftId), briefs.get(rightId)]
  if (!left || !right) throw new NotFoundError(`There is no organisation ${left ? rightId : leftId}.`)
  if (left.demonstration !== right.demonstration) throw new ConflictError('One of these was made up for the demonstration, so they cannot be one.')
  const before = await findJudged(tx, leftId, rightId)
  if (before.ruling === input.ruling) throw new ConflictError(`These two are judged "${input.ruling}" already.`)
  if (input.ruling === 'same') await refuseContradiction(tx, leftId, rightId)
  await insertJudgement(tx, {
    id: hashId('jdg', leftId, rightId, before.count),
    leftId,
    rightId,
    ruling: input.ruling,
    decidedBy: input.decidedBy,
    reason: input.reason.trim(),
    decidedAt: now,
    demonstration: left.demonstration,
  })
  await regroup(tx, [leftId, rightId])
  if (input.ruling === 'same') await learnNames(tx, [leftId, rightId])
}

/** Joining two groups must not join a pair that somebody judged different. */
async function refuseContradiction(tx: Tx, leftId: string, rightId: string): Promise<void> {
  const members = await neighboursOf(
    tx,
    (await neighboursOf(tx, [leftId, rightId])).map((member) => member.id),
  )
  const judged = await judgedAmong(
    tx,
    members.map((member) => member.id),
  )
  const others = judged.filter((each) => !(each.leftId === leftId && each.rightId === rightId))
  const speaks = speakers(members, [...others, { leftId, rightId, ruling: 'same' }])
  const speakerOf = (id: string) => speaks.get(id) ?? id
  const broken = others.find((each) => each.ruling === 'different' && speakerOf(each.leftId) === speakerOf(each.rightId))
  if (!broken) return
  const names = await findBriefs(tx, [broken.leftId, broken.rightId])
  throw new ConflictError(
    `That would make "${names.get(broken.leftId)?.name}" and "${names.get(broken.rightId)?.name}" one, and they were judged different. Undo that judgement first, if it was wrong.`,
  )
}

/** Judges the same whatever has an equal strong identifier and was never judged. @returns how many pairs */
export async function judgeByIdentifier(tx: Tx, ids: readonly string[], now: Date): Promise<number> {
  const pairs = await pairsByIdentifier(tx, ids, [...STRONG_SCHEMES])
  let judged = 0
  for (const { leftId, rightId, identifier } of pairs) {
    try {
      await judgeWithin(tx, { oneId: leftId, otherId: rightId, ruling: 'same', decidedBy: IDENTIFIER_RULE, reason: `Both have ${identifier}.` }, now)
      judged += 1
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error // a person judged otherwise: what a person judged is never overwritten
    }
  }
  return judged
}
