/** Spans as they are kept: a page has hundreds, most of them paragraphs that stand in one element beside each other. */
import type { Span } from './document.ts'

/**
 * Spans in short. `at`: start and end of each, one after the other. `paths`: elements without their number among their siblings;
 * `in`: for each span which of the paths, and the number; -1 and 0 for one without. `rest`: what else is known, by the span's index.
 */
export type PackedSpans = {
  readonly at: readonly number[]
  readonly paths?: readonly string[]
  readonly in?: readonly number[]
  readonly rest?: Readonly<Record<string, Omit<Span, 'start' | 'end'>>>
}

const NUMBER = ':nth-of-type('

/** Packs the spans of a reading; `unpackSpans` gives the same ones. */
export function packSpans(spans: readonly Span[]): PackedSpans {
  const at: number[] = []
  const paths = new Map<string, number>()
  const places: number[] = []
  const rest: Record<string, Omit<Span, 'start' | 'end'>> = {}
  for (const [i, { start, end, element, ...others }] of spans.entries()) {
    at.push(start, end)
    const place = placeOf(element)
    if (place) {
      const path = paths.get(place.path) ?? paths.size
      paths.set(place.path, path)
      places.push(path, place.number)
    } else places.push(-1, 0)
    const further = place || element === undefined ? others : { ...others, element }
    if (Object.keys(further).length > 0) rest[i] = further
  }
  return { at, ...(paths.size > 0 ? { paths: [...paths.keys()], in: places } : {}), ...(Object.keys(rest).length > 0 ? { rest } : {}) }
}

/** The spans that were packed, in their order. */
export function unpackSpans({ at, paths = [], in: places = [], rest = {} }: PackedSpans): Span[] {
  return Array.from({ length: at.length / 2 }, (_, i) => {
    const path = paths[places[i * 2] ?? -1]
    return {
      start: at[i * 2] as number,
      end: at[i * 2 + 1] as number,
      ...rest[i],
      ...(path === undefined ? {} : { element: `${path}${NUMBER}${places[i * 2 + 1]})` }),
    }
  })
}

/** An element's path and its number, where they can be put together again. */
function placeOf(element: string | undefined): { path: string; number: number } | null {
  const open = element?.lastIndexOf(NUMBER) ?? -1
  if (element === undefined || open < 0) return null
  const number = Number(element.slice(open + NUMBER.length, -1))
  const path = element.slice(0, open)
  return `${path}${NUMBER}${number})` === element ? { path, number } : null
}
