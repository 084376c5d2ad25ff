/** Rules: how a text states a claim. A rule is a few patterns over a sentence in which names stand as marks. */
import type { Predicate, Stance } from '../model/claim.ts'
import type { Mention } from './names-index.ts'

/**
 * A pattern is a regular expression with gaps: `{S}` one organisation, the subject; `{O}` the object; `{S+}` and `{O+}` one or a list
 * of them; `{P}` a programme; `{product}` a few plain words; `{amount}` a count such as "46 consignments of";
 * `{adv}` an adverb; `{time}` a year or span with its preposition; `…` up to 120 characters without a name; `(a|b)` alternatives.
 */
export type Rule = {
  readonly version: number
  readonly predicate: Predicate
  readonly patterns: readonly string[]
  /** 0 to 1: how plainly a sentence of this form says it. */
  readonly confidence: number
  readonly stance?: Stance
  /** A sentence that the rule must find a claim in. It is tested. */
  readonly example: { readonly sentence: string; readonly subject: string; readonly object: string }
}

export const defineRule = (rule: Rule): Rule => rule

export type Hit = { readonly subject: Mention; readonly object: Mention; readonly product: string | null; readonly period: string | null }
export type CompiledRule = { readonly id: string; readonly rule: Rule; readonly expressions: readonly RegExp[] }

const MARK = '⟦(\\d+)⟧'
const LIST = '⟦\\d+⟧(?:(?:, and |, or |, | and | or | & )⟦\\d+⟧)*'
const GAPS: Readonly<Record<string, string>> = {
  adv: '(?:(?:\\p{L}+ly|also|then|later|once|again) )?',
  S: '(?<S>⟦\\d+⟧)',
  O: '(?<O>⟦\\d+⟧)',
  'S+': `(?<S>${LIST})`,
  'O+': `(?<O>${LIST})`,
  P: '(?<O>⟦\\d+⟧)',
  product: '(?<product>[\\p{L}][\\p{L} -]{1,58}?)',
  amount: '(?:(?:about |some |over |more than |at least )?\\d[\\d,.]* (?:\\p{L}+ of )?|(?:all|most|some|much|part) of its |its |their |the )?',
  time: '(?:,? ?(?:in|during|since|until|between|by|from) (?<period>(?:the (?:first|second|third|fourth) quarter of )?(?:\\p{Lu}\\p{Ll}+ )?(?:19|20)\\d\\d(?: (?:and|to) (?:19|20)\\d\\d)?))?',
}

/** Compiles a rule's patterns. @throws Error for a gap that is not known */
export function compileRule(id: string, rule: Rule): CompiledRule {
  const expressions = rule.patterns.map((pattern) => {
    const source = pattern.replace(/\{([a-zA-Z]+\+?)\}|…/gu, (whole, gap: string | undefined) => {
      if (whole === '…') return '[^⟦⟧]{0,120}?'
      const found = GAPS[gap as string]
      if (found === undefined) throw new Error(`rule ${id}: no gap ${whole}`)
      return found
    })
    return new RegExp(source, 'giu')
  })
  return { id, rule, expressions }
}

/** A sentence with its names as marks: `⟦0⟧ received yarn from ⟦1⟧`. */
export type MarkedSentence = { readonly marked: string; readonly mentions: readonly Mention[]; readonly start: number; readonly end: number }

/** What a rule finds in a sentence: each pair of subject and object once. */
export function applyRule({ rule, expressions }: CompiledRule, sentence: MarkedSentence): Hit[] {
  const hits = new Map<string, Hit>()
  const wanted = rule.predicate === 'takes_part_in' ? 'programme' : 'organisation'
  for (const expression of expressions) {
    for (const match of sentence.marked.matchAll(expression)) {
      const subjects = named(match.groups?.['S'], sentence).filter((mention) => mention.kind !== 'programme')
      const objects = named(match.groups?.['O'], sentence).filter((mention) => (mention.kind === 'programme') === (wanted === 'programme'))
      for (const subject of subjects) {
        for (const object of objects) {
          const key = `${subject.start}:${object.start}`
          if (subject === object || subject.surface === object.surface || hits.has(key)) continue
          hits.set(key, { subject, object, product: cleanProduct(match.groups?.['product']), period: match.groups?.['period'] ?? null })
        }
      }
    }
  }
  return [...hits.values()]
}

function named(marks: string | undefined, sentence: MarkedSentence): Mention[] {
  return [...(marks ?? '').matchAll(new RegExp(MARK, 'g'))].map((mark) => sentence.mentions[Number(mark[1])]).filter((mention) => mention !== undefined)
}

function cleanProduct(text: string | undefined): string | null {
  const words = text?.trim().replace(/^(?:its|their|the|some|all|more)\s+/i, '') ?? ''
  return words === '' || /^(?:it|them|goods|products|materials?|supplies)$/i.test(words) ? null : words
}
