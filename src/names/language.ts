/** Language: which one a passage is in, as a tag (ISO 639-1). */

const LONGEST_LOOKED_AT = 1_000
const LEAST_LETTERS = 12
/** Letters that Uyghur has and Arabic, Persian and Urdu have not. */
const UYGHUR = /[ۇۆۈۋېەڭ]/u
const share = (text: string, letters: RegExp) => (text.match(letters) ?? []).length

/** Sequences of letters by language: a hundred megabytes, which a process that needs none does without. */
let sequences: Promise<typeof import('eld/small')> | null = null

/** The language of a passage, or null when it is too short or unclear. Scripts tell first; Latin and other letters by their sequences. */
export async function languageOf(passage: string): Promise<string | null> {
  const text = passage.slice(0, LONGEST_LOOKED_AT)
  const letters = share(text, /\p{L}/gu)
  if (letters === 0) return null
  if (share(text, /\p{Script=Han}/gu) > letters * 0.3) return /[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text) ? 'ja' : 'zh'
  if (share(text, /\p{Script=Hangul}/gu) > letters * 0.3) return 'ko'
  if (share(text, /\p{Script=Arabic}/gu) > letters * 0.5 && share(text, new RegExp(UYGHUR, 'gu')) > letters * 0.05) return 'ug'
  if (letters < LEAST_LETTERS) return null
  const { eld } = await (sequences ??= import('eld/small'))
  const found = eld.detect(text)
  return found.language !== '' && found.isReliable() ? found.language : null
}
