/** Marks: a text cut where claims and names begin and end, so that each piece knows what it belongs to. */

export type Range = { readonly start: number; readonly end: number }
export type Piece<C extends Range, M extends Range> = { readonly text: string; readonly claims: readonly C[]; readonly mention: M | null }

/** The pieces of the code points from `from` to `to`, in order; together they are the whole text between. */
export function piecesOf<C extends Range, M extends Range>(
  points: readonly string[],
  from: number,
  to: number,
  claims: readonly C[],
  mentions: readonly M[],
): Piece<C, M>[] {
  const here = claims.filter(({ start, end }) => start < to && end > from)
  const named = mentions.filter(({ start, end }) => start < to && end > from)
  const cuts = [...new Set([from, to, ...[...here, ...named].flatMap(({ start, end }) => [Math.max(start, from), Math.min(end, to)])])].sort((a, b) => a - b)
  const pieces: Piece<C, M>[] = []
  for (let i = 0; i + 1 < cuts.length; i += 1) {
    const [start, end] = [cuts[i] as number, cuts[i + 1] as number]
    pieces.push({
      text: points.slice(start, end).join(''),
      claims: here.filter((claim) => claim.start <= start && claim.end >= end),
      mention: named.find((mention) => mention.start <= start && mention.end >= end) ?? null,
    })
  }
  return pieces
}

const LONGEST_SHEET = 6_000

export type Sheet = Range & { readonly page: number | null }

/** A text in sheets: its own pages where it has them, else pieces of some thousand letters that end where blocks end. */
export function sheetsOf(length: number, spans: readonly (Range & { readonly page?: number | undefined })[]): Sheet[] {
  const sheets: { start: number; end: number; page: number | null }[] = []
  for (const { end, page = null } of spans) {
    const last = sheets.at(-1)
    const isFull = !last || (page === null ? end - last.start > LONGEST_SHEET : page !== last.page)
    if (isFull) sheets.push({ start: last ? last.end : 0, end, page })
    else last.end = end
  }
  if (sheets.length === 0) return [{ start: 0, end: length, page: null }]
  ;(sheets.at(-1) as { end: number }).end = length
  return sheets
}
