/** Plain text, Markdown and JSON to text: kept as it is, a span for each paragraph. A Markdown head gives title and date. */
import type { Reading, Span } from '../../model/document.ts'
import { dayAtStart } from '../../model/day.ts'

/** Reads a text. Nothing is taken out: what stands in it can be quoted as it stands. */
export function readPlain(text: string): Reading {
  const spans: Span[] = []
  let start = 0
  let last: { start: number; end: number; row: number } | null = null
  for (const [index, line] of text.split('\n').entries()) {
    const end = start + line.length
    if (line.trim() === '') last = null
    else if (last) last.end = end
    else spans.push((last = { start, end, row: index + 1 }))
    start = end + 1
  }
  const head = /^---\r?\n([\s\S]{0,4000}?)\r?\n---/.exec(text)?.[1] ?? ''
  const field = (name: string) => new RegExp(`^${name}:[ \\t]*["']?(.+?)["']?[ \\t]*$`, 'im').exec(head)?.[1]?.trim()
  const heading = /^#\s+(.+)$/m.exec(text)?.[1]?.trim()
  const firstLine = text.trimStart().split('\n', 1)[0]?.trim()
  return {
    title: (field('title') ?? heading ?? (head ? undefined : firstLine))?.slice(0, 200) || null,
    language: null,
    publishedOn: dayAtStart(field('publishedOn') ?? field('date') ?? field('published_time')),
    text,
    spans,
    claims: [],
  }
}
