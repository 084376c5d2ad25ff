/** Extract: the mentions and candidate claims of one text, each claim with the words that say it. */
import { messageOf } from '../errors.ts'
import { type ClaimObject, StatedClaim } from '../model/claim.ts'
import { type Span, spanAt } from '../model/document.ts'
import type { OrganisationName } from '../model/organisation.ts'
import { shortName } from '../names/name-key.ts'
import { capitalRuns, proposeByCue, proposeByList, proposed } from './company-cues.ts'
import { proposeByForm } from './company-forms.ts'
import { COMPANY_NAMES } from './company-names.ts'
import { claimsOfLists } from './lists.ts'
import { type MarkedSentence, markSentence } from './marked.ts'
import { type KnownName, type Mention, besides, withoutOverlaps } from './mention.ts'
import { createNamesIndex } from './names-index.ts'
import { findPhrases } from './phrases.ts'
import { findReferences, findShortNames } from './references.ts'
import { type CompiledRule, type Hit, applyRule } from './rule.ts'
import { type Sentence, splitSentences } from './sentences.ts'
import { claimsOfTables } from './tables.ts'

/** Raise when the code of extraction changes: old texts fall due again. Each rule's own version adds to it. */
export const EXTRACT_VERSION = 3

const HEDGES =
  /\b(?:may (?!20|19)|might|could|reportedly|allegedly|alleged(?:ly)?|alleges?|appears? to|appeared to|seems? to|possibl[ey]|probably|suspected|believed to|thought to|said to|accused?|accuses|likely|potentially|claims? that|at risk)\b|据报道|据称|涉嫌|可能|疑似|或许|被指/
const DENIALS =
  /\b(?:den(?:y|ies|ied|ying)|never|no evidence|not|n['’]t|untrue|false(?:ly)?|reject(?:s|ed)?|refut(?:es|ed)|disput(?:es|ed)|without (?:any )?evidence)\b|否认|没有|从未|未曾|并未|不从|不再|并无|不实/u
/** A sentence that only goes on with names: what they have in common stands before it. */
const GOES_ON =
  /^[“"]?(?:This|These|They|Those|Among (?:them|these)|Examples|The list|Such companies|Brands|Companies) (?:also )?(?:includes?|are|is|implicated|involved)\b/
const HEDGED_FACTOR = 0.6
const PROPOSED_FACTOR = 0.9
const REFERENCE_FACTOR = 0.85
const POSSIBLE_FACTOR = 0.75
/** A rule less sure than this makes no company of a mere run of capitals. */
const SURE_ENOUGH = 0.8

/** A text made to take for ever is searched as far as this, whatever it holds; a report of five hundred pages takes a small part of it. */
const MOST_MS = 120_000

export type Extraction = { readonly mentions: readonly Mention[]; readonly claims: readonly StatedClaim[] }
/** What is known when a text is searched. */
export type Knowledge = {
  /** Finds known names. */
  readonly find: (text: string) => Mention[]
  /** What each programme is called, by its id. */
  readonly programmes: ReadonlyMap<string, string>
  readonly rules: readonly CompiledRule[]
}

/** What texts are searched for: these names, and those of companies that reports use. */
export function knowledgeOf(names: readonly KnownName[], rules: readonly CompiledRule[]): Knowledge {
  const companies = COMPANY_NAMES.map((name): KnownName => ({ name, kind: 'organisation', id: null, ambiguous: false }))
  const programmes = new Map(names.flatMap(({ kind, id, title, name }) => (kind === 'programme' && id !== null ? [[id, title ?? name] as const] : [])))
  return { find: createNamesIndex([...names, ...companies]).find, programmes, rules }
}

/**
 * Reads a text by rules. The same text, names and rules give the same claims, unless it was made to take for ever. Every claim's places cut words out of the text;
 * none reaches over the end of a span but rows and lists. Negated sentences give refuting evidence, hedged ones a lower confidence.
 */
export function extractClaims(text: string, spans: readonly Span[], knowledge: Knowledge): Extraction {
  const { mentions: named, possible } = findMentions(text, spans, knowledge)
  const claims = new Map<string, StatedClaim>()
  const promoted = new Map<number, Mention>()
  const keep = (claim: StatedClaim) => {
    const key = JSON.stringify([claim.subject.name, claim.predicate, claim.object, claim.start, claim.stance])
    const other = claims.get(key)
    if (!other || other.confidence < claim.confidence) claims.set(key, claim)
  }
  const until = performance.now() + MOST_MS
  for (const sentence of markedSentences(text, spans, named, possible)) {
    if (performance.now() > until) break
    for (const compiled of knowledge.rules) {
      for (const hit of applyRule(compiled, sentence)) {
        const unsure = [hit.subject, hit.object].filter((end): end is Mention => typeof end !== 'string' && end.kind === 'possible')
        if (unsure.length === 2 || (unsure.length > 0 && compiled.rule.confidence < SURE_ENOUGH)) continue
        const claim = claimOf(compiled, hit, sentence)
        if (!claim) continue
        for (const mention of unsure) promoted.set(mention.start, { ...mention, kind: 'proposed', method: `named in a claim (${compiled.id})` })
        keep(claim)
      }
    }
  }
  const inTables = claimsOfTables(text, spans)
  const mentions = besides(
    besides(named, everywhere([...promoted.values()], possible)),
    inTables.flatMap((claim) => namesInRow(text, claim)),
  )
  for (const claim of inTables) keep(claim)
  for (const claim of claimsOfLists(text, spans, mentions)) keep(claim)
  return { mentions: mentions.filter(({ kind }) => kind !== 'list'), claims: withoutWeaker([...claims.values()]) }
}

/** The names that a row's claim is of, where they stand in the row. */
function namesInRow(text: string, { subject, object, start, end }: StatedClaim): Mention[] {
  return [subject.name, objectName(object)].flatMap((name) => {
    const at = text.slice(start, end).indexOf(name)
    return at < 0 ? [] : [proposed({ start: start + at, end: start + at + name.length, surface: name }, 'in a table, under a heading that says so')]
  })
}

/** Every name in a text: known ones, programmes and lists, companies by form, by cue and in lists, and short names. */
function findMentions(text: string, spans: readonly Span[], { find, programmes }: Knowledge): { mentions: Mention[]; possible: Mention[] } {
  const breaks = new Set(spans.map(({ end }) => end))
  const known = withoutOverlaps([...find(text), ...findPhrases(text, programmes), ...proposeByForm(text, breaks)])
  const runs = capitalRuns(text)
  const cued = proposeByCue(text, runs)
  const shorter = new Map(known.filter(({ kind }) => kind === 'proposed').map(({ surface }) => [shortName(surface), surface]))
  const short = runs
    .filter(({ surface }) => shorter.has(surface))
    .map((run): Mention => ({ ...proposed(run, 'without its legal form'), stands: shorter.get(run.surface) as string }))
  let mentions = besides(
    besides(known, short),
    everywhere(
      cued,
      runs.map((run) => proposed(run, 'words around the same name')),
    ),
  )
  mentions = besides(
    mentions,
    proposeByList(
      text,
      mentions.filter(({ kind }) => kind === 'organisation' || kind === 'proposed'),
      runs,
    ),
  )
  mentions = withoutOverlaps([...findShortNames(text, mentions), ...mentions])
  // "in Leeds" is a place unless something else says company.
  const possible = runs
    .filter(({ start }) => !/\b(?:in|near) $/.test(text.slice(Math.max(0, start - 6), start)))
    .map((run): Mention => ({ ...proposed(run, 'capitals'), kind: 'possible' }))
  return { mentions, possible }
}

/** Every place where one of these names stands, once one of its places has shown it to be a company. */
function everywhere(shown: readonly Mention[], all: readonly Mention[]): Mention[] {
  const names = new Set(shown.map(({ surface }) => surface))
  const places = new Set(shown.map(({ start }) => start))
  return [
    ...shown,
    ...all.filter(({ surface, start }) => names.has(surface) && !places.has(start)).map((mention): Mention => ({ ...mention, kind: 'proposed' })),
  ].sort((a, b) => a.start - b.start)
}

/** Sentences with two things named, of which one may be a run of capitals or a reference. */
function* markedSentences(text: string, spans: readonly Span[], mentions: readonly Mention[], possible: readonly Mention[]): Generator<MarkedSentence> {
  const [named, unsure] = [insideOf(mentions), insideOf(possible)]
  let paragraph = -1
  let before: Mention | null = null
  let last: { start: number; end: number; mentions: readonly Mention[] } | null = null
  for (const sentence of spans.flatMap((span) => (span.cells ? [] : splitSentences(text, span.start, span.end)))) {
    const span = spanAt(spans, sentence.start)?.start ?? -1
    if (span !== paragraph || /\n\s*\n/.test(text.slice(Math.max(0, sentence.start - 3), sentence.start))) before = last = null
    paragraph = span
    const inside = named(sentence)
    const sure = besides(inside, findReferences(text, sentence, inside, before))
    before = sure.find(({ kind }) => kind !== 'programme' && kind !== 'list') ?? before
    if (sure.length === 0) {
      last = null
      continue
    }
    yield markSentence(text, sentence, sure)
    const more = besides(sure, unsure(sentence))
    if (more.length > sure.length) yield markSentence(text, sentence, more)
    if (last && sentence.start - last.end < 4 && GOES_ON.test(text.slice(sentence.start, sentence.end))) {
      yield markSentence(text, { start: last.start, end: sentence.end }, [...last.mentions, ...sure])
    }
    last = { start: sentence.start, end: sentence.end, mentions: sure }
  }
}

/** Gives the mentions inside each of the sentences that it is asked about, which come in the order of the text. */
function insideOf(mentions: readonly Mention[]): (sentence: Sentence) => Mention[] {
  let from = 0
  return ({ start, end }) => {
    while (from < mentions.length && (mentions[from] as Mention).start < start) from += 1
    const inside: Mention[] = []
    for (let i = from; i < mentions.length && (mentions[i] as Mention).start < end; i += 1) {
      if ((mentions[i] as Mention).end <= end) inside.push(mentions[i] as Mention)
    }
    return inside
  }
}

function claimOf({ id, rule }: CompiledRule, hit: Hit, sentence: MarkedSentence): StatedClaim | null {
  const object = objectOf(rule.predicate, hit.object)
  if (!object || !isOrganisation(hit.subject)) return null
  const clause = hit.before.split(/[;:]|, (?:but|while|whereas|although)\b|，但|；/u).at(-1) ?? ''
  const isDenied = rule.stance !== 'refutes' && DENIALS.test(`${clause.slice(-90)} ${hit.words}`.replace(/not only/g, ''))
  if (isDenied && (rule.predicate === 'withdrew_from' || rule.predicate === 'committed_to')) return null
  const isHedged = HEDGES.test(sentence.variants[0] as string)
  const ends = [hit.subject, hit.object].filter((end): end is Mention => typeof end !== 'string')
  const has = (kind: Mention['kind']) => ends.some((end) => end.kind === kind)
  let { confidence } = rule
  if (isHedged) confidence *= HEDGED_FACTOR
  if (has('possible')) confidence *= POSSIBLE_FACTOR
  else if (has('proposed')) confidence *= PROPOSED_FACTOR
  if (has('reference')) confidence *= REFERENCE_FACTOR
  return StatedClaim.parse({
    subject: organisation(hit.subject),
    predicate: rule.predicate,
    object,
    product: hit.product,
    tier: hit.tier,
    period: hit.period,
    start: sentence.start,
    end: sentence.end,
    stance: isDenied ? 'refutes' : (rule.stance ?? 'supports'),
    confidence: Math.round(confidence * 100) / 100,
    rule: id,
    why: [
      `“${wordsOf(hit.words, sentence).slice(0, 160)}” is a form of the rule “${id.replaceAll('-', ' ')}”.`,
      isDenied ? 'They are denied, so they speak against it.' : '',
      isHedged ? 'The sentence is hedged.' : '',
      ...ends.filter(({ kind }) => kind === 'reference' || kind === 'proposed' || kind === 'possible').map(({ surface, method }) => `“${surface}”: ${method}.`),
    ]
      .filter(Boolean)
      .join(' ')
      .slice(0, 1_000),
  })
}

const isOrganisation = ({ kind }: Mention) => kind !== 'programme' && kind !== 'list'
const organisation = ({ stands }: Mention): OrganisationName => ({ name: stands.replace(/\s+/g, ' ') })

/** The object that a predicate takes, or null where the rule caught something else. */
function objectOf(predicate: StatedClaim['predicate'], object: Mention | string): ClaimObject | null {
  if (typeof object === 'string') {
    if (predicate === 'committed_to') return { type: 'pledge', text: object.replace(/\s+/g, ' ').slice(0, 500) }
    return predicate === 'located_at' ? { type: 'place', text: object.replace(/\s+/g, ' ').slice(0, 500) } : null
  }
  if (object.kind === 'list') return predicate === 'listed_on' ? { type: 'list', slug: object.stands } : null
  if (object.kind === 'programme')
    return predicate === 'takes_part_in' || predicate === 'sources_from' || predicate === 'withdrew_from' ? { type: 'programme', name: object.stands } : null
  return predicate === 'takes_part_in' || predicate === 'listed_on' || predicate === 'committed_to' || predicate === 'located_at'
    ? null
    : { type: 'organisation', organisation: organisation(object) }
}

const wordsOf = (words: string, { mentions }: MarkedSentence) =>
  words.replace(/[⟦⟪⟨](\d+)[⟧⟫⟩]/gu, (_, at: string) => mentions[Number(at)]?.surface ?? '').trim()

/** Of claims that one sentence gives on the same two ends, the surer: refuting and supporting words of one rule's forms do not stand side by side. */
function withoutWeaker(claims: readonly StatedClaim[]): StatedClaim[] {
  const best = new Map<string, StatedClaim>()
  for (const claim of claims) {
    const ends = [claim.subject.name, objectName(claim.object)]
    const key = JSON.stringify([claim.start, claim.predicate === 'owned_by' || claim.predicate === 'brand_of' ? ends.sort() : ends])
    const other = best.get(key)
    if (!other || weightOf(claim) > weightOf(other)) best.set(key, claim)
  }
  return [...best.values()].sort((a, b) => a.start - b.start || a.end - b.end)
}
const weightOf = (claim: StatedClaim) => claim.confidence + (claim.predicate === 'withdrew_from' ? 0.3 : 0) + (claim.stance === 'refutes' ? 0.2 : 0)

/** What a claim's object is called. */
export function objectName(object: ClaimObject): string {
  if (object.type === 'organisation') return object.organisation.name
  if (object.type === 'programme') return object.name
  if (object.type === 'list') return object.slug
  return object.type === 'site' ? object.site.name : object.text
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
