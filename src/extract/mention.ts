/** Mentions: names in a text, what they are, and how they were found. */

export type KnownName = {
  readonly name: string
  readonly kind: 'organisation' | 'programme'
  /** Null for a name that is a company's and no more is known of. */
  readonly id: string | null
  /** The name is a word too: it counts only where the context says company. */
  readonly ambiguous: boolean
  /** What the thing is called in the catalogue; the name itself where it is not given. */
  readonly title?: string
  /** What sort of organisation it is. */
  readonly sort?: string
}

/**
 * A name in a text, with its place in UTF-16 units. A `proposed` name is an organisation nobody knows yet; a `possible` one has
 * capitals and nothing else to speak for it; a `reference` ("the company", initials) stands for a name before it.
 */
export type Mention = {
  readonly start: number
  readonly end: number
  readonly surface: string
  readonly kind: 'organisation' | 'programme' | 'list' | 'proposed' | 'possible' | 'reference'
  readonly id: string | null
  /** What it stands for: a programme's or list's name, or the name that a reference repeats. */
  readonly stands: string
  readonly method: string
  /** What sort of organisation it is, where that is known. */
  readonly sort?: string | undefined
}

/** Of mentions that overlap the longest stays, of equally long ones the earlier given. In the order of the text. */
export function withoutOverlaps<T extends { readonly start: number; readonly end: number }>(mentions: readonly T[]): T[] {
  const kept: T[] = []
  const sorted = mentions.map((mention, rank) => ({ mention, rank })).sort((a, b) => a.mention.start - b.mention.start || a.rank - b.rank)
  for (const { mention } of sorted) {
    let isLonger = true
    while (kept.length > 0 && mention.start < (kept.at(-1) as T).end) {
      const last = kept.at(-1) as T
      if (mention.end - mention.start <= last.end - last.start) {
        isLonger = false
        break
      }
      kept.pop()
    }
    if (isLonger) kept.push(mention)
  }
  return kept
}

/** Mentions to add that touch none that stand already. Both in the order of the text. */
export function besides(standing: readonly Mention[], more: readonly Mention[]): Mention[] {
  let at = 0
  const free = more
    .toSorted((a, b) => a.start - b.start)
    .filter((mention) => {
      while (at < standing.length && (standing[at] as Mention).end <= mention.start) at += 1
      const next = standing[at]
      return !next || next.start >= mention.end
    })
  return [...standing, ...withoutOverlaps(free)].sort((a, b) => a.start - b.start)
}
