/** Describe: what was found in a reading, as it is shown to people and programs. */
import { type Reading, spanAt } from '../model/document.ts'
import type { Extraction } from '../model/extraction.ts'
import { codePointPlaces } from '../model/offsets.ts'
import { languageOf } from '../names/language.ts'
import { type Knowledge, extractClaims, literalClaims, objectName } from './extract-claims.ts'

/** Searches a reading and tells what was found, with places in code points. Rows that state claims outright count before rules. */
export async function describeReading(reading: Pick<Reading, 'text' | 'spans' | 'language' | 'claims'>, knowledge: Knowledge): Promise<Extraction> {
  const { text, spans } = reading
  const found = extractClaims(text, spans, knowledge)
  const stated = literalClaims(text, reading.claims).claims
  const at = codePointPlaces(text)
  const place = ({ start, end }: { start: number; end: number }) => ({ start: at(start), end: at(end), page: spanAt(spans, start)?.page ?? null })
  const pages = spans.reduce((most, { page = 0 }) => Math.max(most, page), 0)
  return {
    language: reading.language,
    pages: pages || null,
    organisations: found.mentions
      .filter(({ kind }) => kind === 'organisation' || kind === 'proposed')
      .map((mention) => ({
        name: mention.surface.replace(/\s+/g, ' '),
        kind: mention.sort ?? 'company',
        known: mention.id !== null,
        method: mention.method,
        ...place(mention),
      })),
    programmes: found.mentions
      .filter(({ kind }) => kind === 'programme')
      .map((mention) => ({
        name: mention.surface.replace(/\s+/g, ' '),
        kind: 'programme' as const,
        programme: mention.stands,
        known: true,
        ...place(mention),
      })),
    claims: await Promise.all(
      (stated.length > 0 ? stated : found.claims).map(async (claim) => ({
        subject: claim.subject.name,
        predicate: claim.predicate,
        object: objectName(claim.object),
        product: claim.product ?? null,
        tier: claim.tier ?? null,
        period: claim.period ?? null,
        quote: text.slice(claim.start, claim.end),
        ...place(claim),
        row: spanAt(spans, claim.start)?.row ?? null,
        language: await languageOf(text.slice(claim.start, claim.end)),
        stance: claim.stance,
        confidence: claim.confidence,
        rule: claim.rule,
        why: claim.why ?? null,
      })),
    ),
  }
}
