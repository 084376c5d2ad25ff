/** Scripts: any name in plain lower-case Latin letters, so that spellings in two scripts can be compared. */
import anyAscii from 'any-ascii'
import { Converter } from 'opencc-js/t2cn'
import { pinyin } from 'pinyin-pro'

const toSimplified = Converter({ from: 'tw', to: 'cn' })
const HAN = /\p{Script=Han}/u
const HAN_RUN = /\p{Script=Han}+/gu
const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/u
const ARABIC = /\p{Script=Arabic}/u
/** Letters that Uyghur has, and Arabic, Persian and Urdu together hardly use. */
const UYGHUR = /[ەېۆۈۇڭۋ]/u
const NON_ASCII = /\P{ASCII}/u

/** Uyghur Arabic letters in the Latin script (ULY). Source: the letters' table of 2001. */
const UYGHUR_LATIN: Readonly<Record<string, string>> = Object.fromEntries(
  'ا a|ە e|ب b|پ p|ت t|ج j|چ ch|خ x|د d|ر r|ز z|ژ zh|س s|ش sh|غ gh|ف f|ق q|ك k|گ g|ڭ ng|ل l|م m|ن n|ھ h|و o|ۇ u|ۆ o|ۈ u|ۋ w|ې e|ى i|ي y|ئ '
    .split('|')
    .map((pair) => pair.split(' ') as [string, string]),
)

/** Whether a text has Chinese characters. */
export const hasHan = (text: string): boolean => HAN.test(text)

/** Chinese characters in their simplified form; other text as it is. */
export const simplified = (text: string): string => (HAN.test(text) ? toSimplified(text) : text)

/**
 * Any text in lower-case letters of the Latin alphabet, digits and marks: Chinese as pinyin (a word a run), Uyghur by its own
 * table, all other scripts letter by letter, accents off.
 */
export function toLatin(text: string): string {
  if (!NON_ASCII.test(text)) return text.toLowerCase()
  let rest = text.normalize('NFKC')
  if (HAN.test(rest) && !KANA.test(rest)) rest = toSimplified(rest).replace(HAN_RUN, (run: string) => ` ${syllablesOf(run).join('')} `)
  if (ARABIC.test(rest) && UYGHUR.test(rest)) rest = rest.replace(/\p{Script=Arabic}/gu, (letter) => UYGHUR_LATIN[letter] ?? letter)
  return anyAscii(rest.replace(/[ッっ]/g, '')).toLowerCase()
}

/** The pinyin syllables of Chinese characters, without tones. */
export function syllablesOf(han: string): string[] {
  return pinyin(han, { toneType: 'none', type: 'array', v: true }).map((syllable) => syllable.replace(/[^a-z]/g, ''))
}
