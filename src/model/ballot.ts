/** Ballots: what the committee is asked, who carried it, by a count that anybody can redo. */
import { z } from 'zod'
import { CallKind } from './campaign.ts'

/** What a ballot would do if it is carried. */
export const Proposal = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('call'), call: CallKind, opensOn: z.iso.date(), closesOn: z.iso.date().nullable() }),
  z.object({ kind: z.literal('end call') }),
  z.object({ kind: z.literal('affiliate'), seats: z.number().int().min(1).max(5) }),
])
export type Proposal = z.infer<typeof Proposal>

export const Choice = z.enum(['yes', 'no', 'abstain'])
export type Choice = z.infer<typeof Choice>
export const BallotResult = z.enum(['carried', 'lost', 'no quorum'])
export type BallotResult = z.infer<typeof BallotResult>

/** A count: how many seats might vote, and how they did. */
export type Count = { readonly entitled: number; readonly yes: number; readonly no: number; readonly abstained: number }
/** The rule that was fixed when a ballot opened, as shares from 0 to 1. */
export type BallotRule = { readonly quorumShare: number; readonly majorityShare: number }

/**
 * What a count comes to. Abstentions count towards the quorum and for neither side. With a majority of one half, more must be for than against;
 * with a larger one, at least that share of those for and against must be for.
 */
export function resultOf({ entitled, yes, no, abstained }: Count, { quorumShare, majorityShare }: BallotRule): BallotResult {
  const cast = yes + no + abstained
  const tiny = 1e-6 // shares such as two thirds are kept with the precision of a float4
  if (entitled === 0 || cast === 0 || cast < quorumShare * entitled - tiny * entitled) return 'no quorum'
  const isCarried = majorityShare <= 0.5 ? yes > no : yes > 0 && yes >= majorityShare * (yes + no) - tiny * (yes + no)
  return isCarried ? 'carried' : 'lost'
}

/** A rule as people say it: `more for than against, with half of the seats voting`. */
export function ruleText({ quorumShare, majorityShare }: BallotRule): string {
  const majority = majorityShare <= 0.5 ? 'more for than against' : `${shareText(majorityShare)} of the votes for and against`
  return `${majority}, with at least ${shareText(quorumShare)} of the seats voting`
}

const SHARES: readonly (readonly [number, string])[] = [
  [1 / 4, 'a quarter'],
  [1 / 3, 'a third'],
  [1 / 2, 'half'],
  [2 / 3, 'two thirds'],
  [3 / 4, 'three quarters'],
]
const shareText = (share: number): string => SHARES.find(([value]) => Math.abs(value - share) < 1e-4)?.[1] ?? `${Math.round(share * 100)}%`
