/** Rules: how a text states a claim. A rule is a few patterns over a sentence in which names stand as marks. */
import type { Predicate, Stance } from '../model/claim.ts'
import { hashId } from '../model/id.ts'
import type { MarkedSentence } from './marked.ts'
import type { Mention } from './mention.ts'

/**
 * A pattern is a regular expression with gaps: `{S}` one organisation, the subject; `{O}` the object; `{S+}` and `{O+}` one or a list
 * of them; `{P}` a programme and `{L}` an official list as the object, `{P+}` one or more; `{product}` a few plain words; `{amount}` a count such as "46 consignments of";
 * `{aux}` helping words and adverbs ("has reportedly", "did not"); `{time}` a year or span with its preposition; `{place}` and
 * `{pledge}` the words that are the object; `…` up to 120 characters without a name; `(a|b)` alternatives.
 */
export type Rule = {
  readonly version: number
  readonly predicate: Predicate
  readonly patterns: readonly string[]
  /** 0 to 1: how plainly a sentence of this form says it. */
  readonly confidence: number
  readonly stance?: Stance
  /** The slugs of the only programmes that count. */
  readonly only?: readonly string[]
  /** The slugs of programmes that do not count. */
  readonly except?: readonly string[]
  /** A sentence in which the words that match stand after or before these says something else. */
  readonly unless?: RegExp
  /** Sentences that the rule must find a claim in. They are tested. */
  readonly examples: readonly { readonly sentence: string; readonly subject: string; readonly object: string }[]
}

export const defineRule = (rule: Rule): Rule => rule

export type Hit = {
  readonly subject: Mention
  /** The object: a name, or plain words where the predicate takes them. */
  readonly object: Mention | string
  readonly product: string | null
  readonly period: string | null
  readonly tier: number | null
  /** The words that matched, with their marks, and those before them in the sentence. */
  readonly words: string
  readonly before: string
}
export type CompiledRule = { readonly id: string; readonly rule: Rule; readonly expressions: readonly Expression[] }
/** A pattern as an expression, with the marks that a sentence must hold for it. */
type Expression = { readonly expression: RegExp; readonly organisations: number; readonly mark: string | null }

const ORG = '⟦\\d+⟧'
const AND = '(?:, and |, or |, as well as |, | and | or | & | as well as |、|和|及|以及|与|，|,? and,? [—–-] ?[\\p{Ll} ]{1,24} ?[—–-] ?)'
/** One or more names; up to three items of a list may be no names that are known here. */
const LIST = `(?:both )?${ORG}(?:(?:, (?!and |or |which |who |where |that |said |an? |the |its |but |while |as |in )[^⟦⟧⟪⟫⟨⟩.;,]{2,40}(?=,)){0,3}${AND}(?:the |its |also )?${ORG})*`
/** What may stand before a name and describe it: "from its long-time supplier ⟦1⟧". */
const DESCRIBED =
  "(?:(?:(?:the|its|their|an?|another) )?(?:[\\p{L}\\d'-]+ ){0,4}?(?:suppliers?|company|companies|firms?|manufacturers?|producers?|makers?|spinners?|mills?|factory|factories|retailers?|brands?|giants?|conglomerates?|traders?|exporters?|processors?|subsidiary|subsidiaries|groups?),? )?"
const HELP =
  "has|have|had|having|is|are|was|were|been|being|be|may|might|could|would|will|can|must|did|do|does|not|n't|never|also|then|later|once|again|since|still|already|now|both|all|allegedly|reportedly|apparently|possibly|probably|potentially|likely|to|said|believed|thought|known|found|reported|alleged|appears?|appeared|seems?|continue[sd]?|began|begun|started|agreed|used|been|in turn|\\p{L}+ly"
const TIME =
  '(?:the )?(?:(?:first|second|third|fourth|early|mid|late|end of|beginning of|first half of|second half of|quarter of|first quarter of|second quarter of|third quarter of|fourth quarter of)[ -])*(?:\\d{1,2} )?(?:(?:January|February|March|April|May|June|July|August|September|October|November|December) )?(?:\\d{1,2}, )?(?:19|20)\\d\\d(?:[/–-]\\d{2,4})?(?: (?:and|to) (?:19|20)\\d\\d)?'
const GAPS: Readonly<Record<string, string>> = {
  aux: `(?:(?:${HELP})(?= ) )*`,
  S: `(?<S>${ORG})`,
  O: `(?<O>${ORG})`,
  // Taken whole, as far as it goes, and never given back piece by piece: long lists would take for ever.
  'S+': `(?=(?<S>${LIST}))\\k<S>`,
  'O+': `(?=(?<O>${LIST}))\\k<O>`,
  P: '(?<O>⟪\\d+⟫)',
  'P+': `(?<O>⟪\\d+⟫(?:${AND}(?:the )?⟪\\d+⟫)*)`,
  L: '(?<O>⟨\\d+⟩)',
  product: "(?<product>[\\p{L}\\d][\\p{L}\\d'’ -]{1,70}?)",
  amount:
    '(?:(?:about |some |over |more than |at least |up to )?\\$?\\d[\\d,.]*(?: (?:million|billion|thousand|per cent|percent|tonnes?|tons?|kg|kilograms?|shipments?|consignments?|containers?|rolls?|metres?|pairs?|pieces?|\\p{L}+ of))?(?: (?:worth )?of)? |(?:all|most|some|much|part|half) of (?:its|their|the) |its |their |the )?',
  time: `(?:,? ?(?:in|during|since|until|between|by|from|up to|on|after|before) (?<period>${TIME}))?`,
  place: "(?<O>(?:the )?[\\p{Lu}\\d][\\p{L}\\d'’-]*(?:(?:,? (?:and |of |the )?)[\\p{Lu}\\d][\\p{L}\\d'’-]*){0,9})",
  pledge: '(?<O>[^⟦⟧⟨⟩⟪⟫.;]{6,200}?)',
  tier: '(?:(?:tier|Tier)[ -](?<tier>one|two|three|four|1|2|3|4)|(?<nth>first|second|third|fourth)[ -]tier|direct|indirect)?',
}

/** Compiles a rule's patterns. @throws Error for a gap that is not known */
export function compileRule(id: string, rule: Rule): CompiledRule {
  const expressions = rule.patterns.map((pattern) => {
    const isChinese = /\p{Script=Han}/u.test(pattern)
    const source = pattern.replace(/(?<!\\p)\{([a-zA-Z]+\+?)\}|…/gu, (whole, gap: string | undefined, place: number) => {
      if (whole === '…') return '[^⟦⟧⟪⟫⟨⟩]{0,120}?'
      const found = GAPS[gap as string]
      if (found === undefined) throw new Error(`rule ${id}: no gap ${whole}`)
      return /^[SO]\+?$/.test(gap as string) && place > 0 && !isChinese ? `${DESCRIBED}${found}` : found
    })
    return {
      // Product words begin where words begin.
      expression: new RegExp(
        source.replace(/^(?:\(\?:)?\(\?<product>/, (start) => `(?<![\\p{L}\\d'])${start}`),
        'gu',
      ),
      organisations: [...pattern.matchAll(/\{[SO]\+?\}/g)].length,
      mark: /\{P\+?\}/.test(pattern) ? '⟪' : /(?<!\\p)\{L\}/.test(pattern) ? '⟨' : null,
    }
  })
  return { id, rule, expressions }
}

const TIERS: Readonly<Record<string, number>> = { one: 1, two: 2, three: 3, four: 4, first: 1, second: 2, third: 3, fourth: 4, '1': 1, '2': 2, '3': 3, '4': 4 }

/** What a rule finds in a sentence: each pair of subject and object once. */
export function applyRule({ rule, expressions }: CompiledRule, sentence: MarkedSentence): Hit[] {
  const hits = new Map<string, Hit>()
  for (const marked of sentence.variants) {
    for (const { expression, organisations, mark } of expressions) {
      if (sentence.organisations < organisations || (mark !== null && !marked.includes(mark))) continue
      for (const match of overlapping(marked, expression)) {
        const groups = match.groups ?? {}
        const before = marked.slice(0, match.index)
        if (rule.unless?.test(`${before.slice(-80)}${match[0]}${marked.slice(match.index + match[0].length).slice(0, 60)}`)) continue
        const objects: (Mention | string)[] = /[⟦⟪⟨]/.test(groups['O'] ?? '') ? named(groups['O'], sentence) : [groups['O']?.trim() ?? ''].filter(Boolean)
        const tier = TIERS[groups['tier'] ?? groups['nth'] ?? ''] ?? null
        for (const subject of named(groups['S'], sentence)) {
          for (const object of objects) {
            const key = `${subject.start}:${typeof object === 'string' ? object : object.start}`
            if (subject === object || hits.has(key) || (typeof object !== 'string' && object.stands === subject.stands)) continue
            if (rule.only && (typeof object === 'string' || !rule.only.some((slug) => hashId('prg', slug) === object.id))) continue
            if (rule.except && typeof object !== 'string' && rule.except.some((slug) => hashId('prg', slug) === object.id)) continue
            hits.set(key, { subject, object, product: cleanProduct(groups['product']), period: groups['period'] ?? null, tier, words: match[0], before })
          }
        }
      }
    }
  }
  return [...hits.values()]
}

/** Every match, those too that begin inside another: "⟦0⟧ buys from ⟦1⟧, which buys from ⟦2⟧". */
function* overlapping(marked: string, expression: RegExp): Generator<RegExpExecArray> {
  expression.lastIndex = 0
  for (let match = expression.exec(marked); match; match = expression.exec(marked)) {
    yield match
    expression.lastIndex = match.index + 1
  }
}

function named(marks: string | undefined, sentence: MarkedSentence): Mention[] {
  return [...(marks ?? '').matchAll(/[⟦⟪⟨](\d+)[⟧⟫⟩]/gu)].map((mark) => sentence.mentions[Number(mark[1])]).filter((mention) => mention !== undefined)
}

function cleanProduct(text: string | undefined): string | null {
  const words =
    text
      ?.trim()
      .replace(/^(?:its|their|the|some|all|more|of|any)\s+/i, '')
      .replace(/\s+(?:were|was|are|is|that|which|sold|used|worth|directly|indirectly|both)$/i, '') ?? ''
  return words === '' || words.length > 100 || /^(?:it|them|goods|products|materials?|supplies|shipments?|purchases|部分|产品|货物)$/i.test(words)
    ? null
    : words
}
