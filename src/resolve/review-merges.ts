/** Review merges: suggestions with both organisations as a reviewer wants to see them. */
import { type Db, transact } from '../db/client.ts'
import { type OrganisationBrief, findBriefs } from './group-queries.ts'
import { listSuggestions } from './suggest-queries.ts'

export type MergeSuggestion = {
  readonly left: OrganisationBrief
  readonly right: OrganisationBrief
  /** 0 to 1. */
  readonly score: number
  readonly verdict: string
  readonly reasons: readonly string[]
  /** How many pairs of a brand and a programme or official list would hang together through these two being one. */
  readonly connects: number
}

/** The suggestions that would connect most, and how many there are. */
export async function reviewMerges(db: Db, limit: number): Promise<{ items: MergeSuggestion[]; total: number }> {
  const { items, total } = await listSuggestions(db, limit)
  const briefs = await transact(db, (tx) => findBriefs(tx, [...new Set(items.flatMap((item) => [item.leftId, item.rightId]))]))
  return {
    items: items.flatMap(({ leftId, rightId, ...rest }) => {
      const [left, right] = [briefs.get(leftId), briefs.get(rightId)]
      return left && right ? [{ left, right, ...rest }] : []
    }),
    total,
  }
}
