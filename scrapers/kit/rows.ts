/** Rows: a reading made of the rows that a layout states, each with the claims it makes. */
import { createTextBuilder } from '../../src/read/text-builder.ts'
import type { Reading } from '../../src/model/document.ts'

type ClaimOfRow = Omit<Reading['claims'][number], 'start' | 'end' | 'confidence' | 'rule' | 'stance'>
export type StatedRow = { readonly cells: readonly (string | null | undefined)[]; readonly row?: number; readonly claims: readonly ClaimOfRow[] }

/**
 * A reading whose text is one line a row. `rule` names the layout, such as "entity list"; the claims of a row quote its
 * whole line. Rows state their claims outright, so they are known from then on.
 */
export function readingOfRows(options: {
  title: string
  rule: string
  language?: string | null
  publishedOn?: string | null
  head?: readonly string[]
  rows: Iterable<StatedRow>
}): Reading {
  const builder = createTextBuilder()
  for (const line of options.head ?? []) builder.add(line, {})
  const claims: Reading['claims'][number][] = []
  let count = 0
  for (const { cells, row, claims: stated } of options.rows) {
    count += 1
    const place = builder.add(cells.filter(Boolean).join('; '), { row: row ?? count })
    if (place) for (const claim of stated) claims.push({ ...claim, ...place, confidence: 1, rule: `row: ${options.rule}` })
  }
  return { title: options.title, language: options.language ?? null, publishedOn: options.publishedOn ?? null, ...builder.build(), claims }
}
