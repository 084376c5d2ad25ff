/** Statements: a claim as one plain sentence. */
import { PREDICATE_WORDS, type Predicate } from './claim.ts'

type Sayable = {
  readonly subject: { readonly name: string }
  readonly predicate: Predicate
  readonly object: { readonly name: string }
  readonly product: string | null
}

/** "Lantern Garments Ltd buys combed cotton yarn from Ashmere Spinning Co." */
export function statementOf(claim: Sayable): string {
  const sentence = `${claim.subject.name} ${verbOf(claim)} ${claim.object.name}`
  return sentence.endsWith('.') ? sentence : `${sentence}.`
}

/** The words between subject and object, with the product where there is one. */
export function verbOf({ predicate, product }: Pick<Sayable, 'predicate' | 'product'>): string {
  if (product && predicate === 'sources_from') return `buys ${lowerFirst(product)} from`
  if (product && predicate === 'withdrew_from') return `stopped buying ${lowerFirst(product)} from`
  return PREDICATE_WORDS[predicate]
}

const lowerFirst = (text: string) => (/^\p{Lu}\p{Ll}/u.test(text) ? text[0]?.toLowerCase() + text.slice(1) : text)
