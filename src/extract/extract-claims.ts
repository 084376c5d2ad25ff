/** Extract: the mentions and candidate claims of one text, each claim with the sentence that says it. */
import { messageOf } from '../errors.ts'
import { StatedClaim } from '../model/claim.ts'
import type { Span } from '../model/document.ts'
import type { OrganisationName } from '../model/organisation.ts'
import type { Mention } from './names-index.ts'
import { proposeNames } from './proposed-names.ts'
import { type CompiledRule, type Hit, type MarkedSentence, applyRule } from './rule.ts'
import { splitSentences } from './sentences.ts'

/** Raise when rules or the finding of names change: old texts fall due again. Each rule's own version adds to it. */
export const EXTRACT_VERSION = 1

const HEDGES =
  /\b(?:may|might|could|reportedly|allegedly|alleged|alleges|appears? to|possibl[ey]|suspected|believed to|is said to|are said to|accused|likely|potentially)\b/i
const DENIALS = /\b(?:den(?:y|ies|ied)|never|no evidence|not|untrue|false(?:ly)?|rejects?|rejected)\b/i
const HEDGED_FACTOR = 0.6
const PROPOSED_FACTOR = 0.9

export type Extraction = { readonly mentions: readonly Mention[]; readonly claims: readonly StatedClaim[] }

/**
 * Reads a text by rules. The same text, names and rules give the same claims. Every claim's places cut a whole
 * sentence out of the text; no sentence reaches over the end of a span. Negated sentences give refuting evidence, hedged ones a lower confidence.
 */
export function extractClaims(
  text: string,
  spans: readonly Pick<Span, 'start' | 'end'>[],
  find: (text: string) => Mention[],
  rules: readonly CompiledRule[],
): Extraction {
  const known = find(text)
  const mentions = [...known, ...proposeNames(text, known)].sort((a, b) => a.start - b.start)
  const claims = new Map<string, StatedClaim>()
  for (const sentence of sentencesWithNames(text, spans, mentions)) {
    for (const compiled of rules) {
      for (const hit of applyRule(compiled, sentence)) {
        const claim = claimOf(compiled, hit, sentence)
        const key = JSON.stringify([claim.subject.name, claim.predicate, hit.object.surface, claim.start, claim.stance])
        const before = claims.get(key)
        if (!before || before.confidence < claim.confidence) claims.set(key, claim)
      }
    }
  }
  return { mentions, claims: [...claims.values()] }
}

function* sentencesWithNames(text: string, spans: readonly Pick<Span, 'start' | 'end'>[], mentions: readonly Mention[]): Generator<MarkedSentence> {
  let next = 0
  for (const { start, end } of spans.flatMap((span) => splitSentences(text, span.start, span.end))) {
    while (next < mentions.length && (mentions[next] as Mention).start < start) next += 1
    const inside: Mention[] = []
    let marked = ''
    let at = start
    for (let i = next; i < mentions.length && (mentions[i] as Mention).start < end; i += 1) {
      const mention = mentions[i] as Mention
      if (mention.end > end || mention.start < at) continue
      marked += `${text.slice(at, mention.start)}⟦${inside.length}⟧`
      inside.push(mention)
      at = mention.end
    }
    if (inside.length >= 2) yield { marked: (marked + text.slice(at, end)).replace(/[\s\u00A0]+/g, ' '), mentions: inside, start, end }
  }
}

function claimOf({ id, rule }: CompiledRule, hit: Hit, sentence: MarkedSentence): StatedClaim {
  const words = sentence.marked
  const isDenied = rule.stance !== 'refutes' && rule.predicate !== 'withdrew_from' && DENIALS.test(words)
  let confidence = rule.confidence
  if (HEDGES.test(words)) confidence *= HEDGED_FACTOR
  if (hit.subject.kind === 'proposed' || hit.object.kind === 'proposed') confidence *= PROPOSED_FACTOR
  const organisation = (mention: Mention): OrganisationName => ({ name: mention.surface.replace(/\s+/g, ' ') })
  return StatedClaim.parse({
    subject: organisation(hit.subject),
    predicate: rule.predicate,
    object:
      hit.object.kind === 'programme'
        ? { type: 'programme', name: hit.object.surface.replace(/\s+/g, ' ') }
        : { type: 'organisation', organisation: organisation(hit.object) },
    product: hit.product,
    period: hit.period,
    start: sentence.start,
    end: sentence.end,
    stance: isDenied ? 'refutes' : (rule.stance ?? 'supports'),
    confidence: Math.round(confidence * 100) / 100,
    rule: id,
  })
}

/** Keeps the claims whose places cut a text out that is not blank; the others are returned as faults, never stored. */
export function literalClaims(text: string, claims: readonly unknown[]): { claims: StatedClaim[]; faults: string[] } {
  const kept: StatedClaim[] = []
  const faults: string[] = []
  for (const claim of claims) {
    const parsed = StatedClaim.safeParse(claim)
    if (!parsed.success) faults.push(messageOf(parsed.error))
    else if (parsed.data.end > text.length || text.slice(parsed.data.start, parsed.data.end).trim() === '')
      faults.push(`no words at ${parsed.data.start}-${parsed.data.end}`)
    else kept.push(parsed.data)
  }
  return { claims: kept, faults }
}
