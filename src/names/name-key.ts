/** Name keys: the part of an organisation's name by which two spellings are held to be one. */

import { formAt, withoutNativeForm } from './legal-forms.ts'

/** Letters, digits and single spaces: NFKC, accents off, lower case, `&` as `and`. */
export function foldName(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/&/g, ' and ')
    .replace(/['’`.]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/**
 * The folded name without its legal forms at the end. Names that are nothing but a legal form keep it.
 * Two names with one key are held to be the same organisation unless their countries clash.
 */
export function nameKey(name: string): string {
  const folded = foldName(withoutNativeForm(name.normalize('NFKC')).rest)
  let words = folded.split(' ').filter(Boolean)
  if (words[0] === 'the' && words.length > 1) words = words.slice(1)
  for (let form = formAt(words, 'last'); form && form.words < words.length; form = formAt(words, 'last')) words = words.slice(0, -form.words)
  return words.join(' ') || folded || name.trim()
}

/**
 * The name as people write it without its legal form: "Lantern Garments" of "Lantern Garments Ltd". Null when nothing
 * falls away, or when what is left is one word of Latin letters, which would be found where it means something else.
 */
export function shortName(name: string): string | null {
  const rest = withoutNativeForm(name).rest
  if (rest !== name.trim()) return rest.length >= 4 ? rest : null
  let short = name.trim()
  for (let shorter = withoutLastForm(short); shorter !== null; shorter = withoutLastForm(short)) short = shorter
  return short !== name.trim() && /\S\s+\S/.test(short) && short.length >= 6 ? short : null
}

function withoutLastForm(name: string): string | null {
  const tokens = [...name.matchAll(/[^\s,]+/g)]
  const words = tokens.map(([token]) => foldName(token).split(' ').filter(Boolean))
  const form = formAt(words.flat(), 'last')
  if (!form) return null
  let left = form.words
  let at = tokens.length
  while (left > 0 && at > 0) left -= words[(at -= 1)]?.length ?? 0
  return left === 0 && at > 0 ? name.slice(0, tokens[at]?.index).replace(/[\s,]+$/, '') : null
}
