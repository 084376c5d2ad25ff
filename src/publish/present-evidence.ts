/** Present evidence: what the public sees of a piece of evidence. Masked words stand as █; a confidential source is never shown, only what a reviewer wrote of it. */
import type { Evidence, PublisherRef } from '../model/profile.ts'
import type { z } from 'zod'

/** A piece of evidence as the evidence tables hold it. */
export type EvidenceRow = Pick<Evidence, 'quote' | 'before' | 'after' | 'stance' | 'confidence' | 'rule' | 'page' | 'row' | 'publisher' | 'report'> & {
  claimId: string
  start: number
  end: number
  document: { id: string; title: string; url: string; published: string | null }
  capture: string
  fetched: string
  publisherKey: string
  interested: boolean
  confidential: boolean
  paraphrase: string | null
  masks: string[]
}

const CONTEXT = 160
const CONFIDENTIAL: Omit<z.infer<typeof PublisherRef>, 'reliability'> = {
  name: 'A confidential source',
  kind: 'unknown',
  reliabilityReason: 'Known to the reviewers here, and rated C at best, because no reader can check it.',
}

/** Words stand as █, as many as they have letters, so that places still count. */
export function masked(text: string, words: readonly string[]): string {
  if (words.length === 0) return text
  const pattern = new RegExp(
    [...words]
      .sort((a, b) => b.length - a.length)
      .map((each) => each.trim().split(/\s+/).map(RegExp.escape).join('\\s+'))
      .join('|'),
    'giu',
  )
  return text.replace(pattern, (found) => [...found].map((letter) => (letter === '\n' ? letter : '█')).join(''))
}

/** The letter that counts: of a confidential source C at best. Source: docs/people.md. */
export const cappedReliability = (row: Pick<EvidenceRow, 'confidential' | 'publisher'>): Evidence['publisher']['reliability'] =>
  row.confidential && row.publisher.reliability < 'C' ? 'C' : row.publisher.reliability

/** Whether anything of it may be shown. */
export const isShown = (row: Pick<EvidenceRow, 'confidential' | 'paraphrase'>): boolean => !row.confidential || row.paraphrase !== null

/** What is shown of a row that may be shown. */
export function presented(row: EvidenceRow): Evidence {
  const { stance, confidence, rule } = row
  if (row.confidential)
    return {
      quote: row.paraphrase ?? '',
      confidential: true,
      before: '',
      after: '',
      stance,
      confidence,
      rule,
      page: null,
      row: null,
      start: null,
      end: null,
      publisher: { ...CONFIDENTIAL, reliability: cappedReliability(row) },
      document: null,
      capture: null,
      fetched: null,
      report: null,
    }
  // Counted in code points: a masked letter outside the first plane has one place in the text, and two in a JavaScript string.
  const whole = Array.from(masked(row.before + row.quote + row.after, row.masks))
  const from = Array.from(row.before).length
  const to = from + Array.from(row.quote).length
  return {
    quote: whole.slice(from, to).join(''),
    confidential: false,
    before: whole.slice(0, from).slice(-CONTEXT).join(''),
    after: whole.slice(to).slice(0, CONTEXT).join(''),
    stance,
    confidence,
    rule,
    page: row.page,
    row: row.row,
    start: row.start,
    end: row.end,
    publisher: row.publisher,
    document: { ...row.document, title: masked(row.document.title, row.masks) },
    capture: row.capture,
    fetched: row.fetched,
    report: row.report,
  }
}
