/** Name keys: the part of an organisation's name by which two spellings are held to be one. */

/** Legal forms, longest first where one begins another. Source: GLEIF Entity Legal Forms code list (ISO 20275), common short forms. */
const LEGAL_FORMS = [
  'company limited',
  'co limited',
  'co ltd',
  'public limited company',
  'limited liability company',
  'private limited',
  'pvt ltd',
  'pte ltd',
  'sdn bhd',
  'limited',
  'ltd',
  'plc',
  'llc',
  'llp',
  'inc',
  'incorporated',
  'corporation',
  'corp',
  'company',
  'co',
  'gmbh',
  'ag',
  'kg',
  'sa',
  'sas',
  'sarl',
  'srl',
  'spa',
  'bv',
  'nv',
  'oy',
  'ab',
  'as',
  'aps',
  'kk',
  'pty',
  'tbk',
  'pt',
  'jsc',
  'ojsc',
  'ooo',
  'zao',
  'sl',
  'kft',
  'sro',
].map((form) => form.split(' '))
const CHINESE_FORMS = /(?:股份)?(?:有限责任公司|有限公司|公司)$/u

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
  const folded = foldName(name).replace(CHINESE_FORMS, '')
  let words = folded.split(' ').filter(Boolean)
  if (words[0] === 'the' && words.length > 1) words = words.slice(1)
  for (let form = endingForm(words); form > 0 && form < words.length; form = endingForm(words)) words = words.slice(0, -form)
  return words.join(' ') || folded || name.trim()
}

function endingForm(words: readonly string[]): number {
  for (const form of LEGAL_FORMS) {
    if (form.length <= words.length && form.every((word, i) => words[words.length - form.length + i] === word)) return form.length
  }
  return 0
}

/** Likeness of two texts from 0 to 1: shared three-letter runs (Dice coefficient), as PostgreSQL's pg_trgm pads words. */
export function trigramLikeness(a: string, b: string): number {
  const left = trigrams(a)
  const right = trigrams(b)
  if (left.size + right.size === 0) return 0
  let shared = 0
  for (const gram of left) if (right.has(gram)) shared += 1
  return (2 * shared) / (left.size + right.size)
}

function trigrams(text: string): Set<string> {
  const grams = new Set<string>()
  for (const word of text.split(' ').filter(Boolean)) {
    const padded = `  ${word} `
    for (let i = 0; i + 3 <= padded.length; i += 1) grams.add(padded.slice(i, i + 3))
  }
  return grams
}

const LEGAL_ENDING =
  /[\s,]*(?:\b(?:company limited|co\.?,?\s*(?:ltd|limited|inc)\.?|public limited company|limited liability company|private limited|pvt\.? ltd\.?|pte\.? ltd\.?|sdn\.? bhd\.?|limited|ltd|plc|llc|llp|inc|incorporated|corporation|corp|company|co|gmbh|ag|s\.?a\.?|s\.?r\.?l\.?|s\.?p\.?a\.?|b\.?v\.?|n\.?v\.?|oy|ab|a\/s|kk|pty|tbk|jsc)\b\.?)$/i

/**
 * The name as people write it without its legal form: "Lantern Garments" of "Lantern Garments Ltd". Null when nothing
 * falls away, or when what is left is one word of Latin letters, which would be found where it means something else.
 */
export function shortName(name: string): string | null {
  const chinese = name.replace(CHINESE_FORMS, '')
  if (chinese !== name) return chinese.length >= 4 ? chinese : null
  const short = name.replace(LEGAL_ENDING, '').trim()
  return short !== name.trim() && /\S\s+\S/.test(short) && short.length >= 6 ? short : null
}
