/** Documents, captures and readings: what was fetched, and what it says with positions. */
import { z } from 'zod'
import { PublisherInput } from './organisation.ts'
import { StatedClaim } from './claim.ts'

export const DocumentState = z.enum(['waiting', 'sealed', 'read', 'done', 'failed', 'gone']).describe('How far a document has come')
export type DocumentState = z.infer<typeof DocumentState>

/** A URL that a source or a researcher wants. `as` is the source's own word for what stands there. */
export const Request = z.object({
  url: z.string().min(1).max(4_000),
  as: z.string().max(40).default('document'),
  title: z.string().max(500).nullish(),
  publishedOn: z.iso.date().nullish(),
  publisher: PublisherInput.optional(),
  /** When the listing says it last changed: it is not fetched again if its copy is newer. */
  changedAt: z.date().nullish(),
  /** The followed address it was found at. */
  followedId: z.string().nullish(),
})
export type Request = z.input<typeof Request>

/** One piece of a text and where it stood in the capture. Places are UTF-16 units. */
export const Span = z.object({
  start: z.number().int().nonnegative(),
  end: z.number().int().nonnegative(),
  page: z.number().int().positive().optional(),
  row: z.number().int().positive().optional(),
  /** Where each column's words begin in a row, from the row's start; -1 where the column is empty. */
  cells: z.array(z.number().int().min(-1)).optional(),
  /** The row that says what the columns hold. */
  head: z.boolean().optional(),
  /** Where it stands on its page, in points from the top left: left, top, width, height. */
  box: z.tuple([z.number(), z.number(), z.number(), z.number()]).optional(),
  /** The words were recognised in a picture. */
  recognised: z.boolean().optional(),
  /** The label of the note that it is, as its mark in the text has it. */
  note: z.string().optional(),
  /** The element that holds it, as a path such as `article > p:nth-of-type(3)`. */
  element: z.string().optional(),
})
export type Span = z.infer<typeof Span>

/** The middle of a postcode's addresses (WGS84). */
export type PostcodePlace = { readonly postcode: string; readonly lat: number; readonly lon: number }

/** A capture's text with positions, and the claims that its layout states outright. */
export type Reading = {
  readonly title: string | null
  readonly text: string
  /** A language tag that the document states, or null. */
  readonly language: string | null
  readonly publishedOn: string | null
  readonly spans: readonly Span[]
  readonly claims: readonly z.input<typeof StatedClaim>[]
  /** The middles of postcodes that it states, for the gazetteer. */
  readonly places?: Iterable<PostcodePlace>
  /** Where a page leads to, as its links stand. */
  readonly links?: readonly string[]
  /** The address that a page calls its own (rel=canonical). */
  readonly canonical?: string | null
}

/** What a reader or a source's `parse` is handed. */
export type CaptureBytes = {
  /** What the listing called it. */
  readonly title?: string | null
  readonly url: string
  readonly as: string
  readonly bytes: Uint8Array
  readonly headers: Readonly<Record<string, string>>
  readonly fetchedAt: Date
}

/** The span that holds a place, or null. Spans are in the order of the text. */
export function spanAt(spans: readonly Span[], place: number): Span | null {
  let low = 0
  let high = spans.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const span = spans[middle] as Span
    if (place < span.start) high = middle - 1
    else if (place >= span.end) low = middle + 1
    else return span
  }
  return null
}

/** What stands between the cells of a row. */
export const CELL_MARK = '; '

/** The words of each column of a row; an empty column is ''. */
export function cellsOf(text: string, span: Span): string[] {
  const starts = span.cells ?? [0]
  return starts.map((start, i) => {
    if (start < 0) return ''
    const next = starts.slice(i + 1).find((other) => other >= 0)
    return text.slice(span.start + start, next === undefined ? span.end : span.start + next - CELL_MARK.length)
  })
}
