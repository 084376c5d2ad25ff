/** Statements: a claim as one plain sentence. */
import { PREDICATE_WORDS, type Predicate } from './claim.ts'
import { type Put, inEnglish } from './sentence.ts'

type Sayable = {
  readonly subject: { readonly name: string }
  readonly predicate: Predicate
  readonly object: { readonly name: string }
  readonly product: string | null
}

/** "Lantern Garments Ltd buys combed cotton yarn from Ashmere Spinning Co." */
export function statementOf(claim: Sayable, put: Put = inEnglish): string {
  const sentence = put('{subject} {does} {object}', { subject: claim.subject.name, does: verbOf(claim, put), object: claim.object.name })
  return sentence.endsWith('.') ? sentence : `${sentence}.`
}

/** The words between subject and object, with the product where there is one. */
export function verbOf({ predicate, product }: Pick<Sayable, 'predicate' | 'product'>, put: Put = inEnglish): string {
  if (product && predicate === 'sources_from') return put('buys {product} from', { product: lowerFirst(product) })
  if (product && predicate === 'withdrew_from') return put('stopped buying {product} from', { product: lowerFirst(product) })
  // Of an action the product says which: a strike, a ban, a message of solidarity.
  if (product && predicate === 'acted_at') return put('took action ({action}) at', { action: lowerFirst(product) })
  return put(PREDICATE_WORDS[predicate])
}

const lowerFirst = (text: string) => (/^\p{Lu}\p{Ll}/u.test(text) ? text[0]?.toLowerCase() + text.slice(1) : text)
