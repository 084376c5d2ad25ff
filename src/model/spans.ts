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
  let last = { path: '', head: NUMBER, index: -1 } // most stand beside the one before
  for (let i = 0; i < spans.length; i += 1) {
    const span = spans[i] as Span
    const { element } = span
    at.push(span.start, span.end)
    const open = openOf(element)
    if (element === undefined || open < 0) places.push(-1, 0)
    else {
      if (last.index < 0 || last.path.length !== open || !element.startsWith(last.head)) {
        const path = element.slice(0, open)
        const index = paths.get(path) ?? paths.size
        paths.set(path, index)
        last = { path, head: path + NUMBER, index }
      }
      places.push(last.index, Number(element.slice(open + NUMBER.length, -1)))
    }
    const isPlaced = open >= 0 || element === undefined
    if (isPlaced && !saysMore(span)) continue
    const { start: _start, end: _end, ...others } = span
    if (isPlaced) delete others.element
    rest[i] = others
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

const PLAIN_NUMBER = /^(?:0|[1-9]\d{0,14})\)$/

/** Where an element's number begins, if it can be put together again from its path and the number; else -1. */
function openOf(element: string | undefined): number {
  const open = element?.lastIndexOf(NUMBER) ?? -1
  return element !== undefined && open >= 0 && PLAIN_NUMBER.test(element.slice(open + NUMBER.length)) ? open : -1
}

function saysMore(span: Span): boolean {
  for (const key in span) if (key !== 'start' && key !== 'end' && key !== 'element') return true
  return false
}
