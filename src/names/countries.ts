/**
 * Countries: names as lists write them, to two letters. The one place where a country is read, whoever wrote it.
 * Which letters stand for a country today: ISO 3166-1, and XK for Kosovo, from the package i18n-iso-countries. Names in
 * other languages are asked of Unicode's CLDR for those letters only, since CLDR names withdrawn codes too.
 */
import codes from 'i18n-iso-countries/codes.json' with { type: 'json' }
import english from 'i18n-iso-countries/langs/en.json' with { type: 'json' }
import { COUNTRY_SPELLINGS } from './country-spellings.ts'

/** Languages in which lists name countries; what English calls by a name comes first. */
const LANGUAGES = [
  'en',
  'de',
  'fr',
  'es',
  'pt',
  'it',
  'nl',
  'pl',
  'tr',
  'sv',
  'da',
  'nb',
  'fi',
  'cs',
  'sk',
  'ro',
  'hu',
  'hr',
  'bg',
  'el',
  'ru',
  'uk',
  'ar',
  'fa',
  'he',
  'hi',
  'bn',
  'ur',
  'zh',
  'zh-Hant',
  'ja',
  'ko',
  'vi',
  'id',
  'th',
]

const fold = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/&/g, ' and ')
    .replace(/[^\p{L}]+/gu, ' ')
    .trim()

/** Three letters to two: "CHN" is CN. Capitals only, since "and" and "can" are words. */
const BY_THREE = new Map(codes.map(([two = '', three = '']) => [three, two]))
const namesIn = (language: string) => new Intl.DisplayNames([language], { type: 'region', fallback: 'none' })
const inEnglish = namesIn('en')

/** Every two letters that stand for a country, with its English name. */
export const COUNTRY_NAMES: ReadonlyMap<string, string> = new Map([...BY_THREE.values()].map((code) => [code, inEnglish.of(code) ?? code]))

const BY_NAME = new Map<string, string>()
for (const [name, code] of Object.entries(COUNTRY_SPELLINGS)) BY_NAME.set(fold(name), code)
/** Notes a name. One that folds to two Latin letters would make a country of them ("Úc" is Australia, "UC" is none). */
const learn = (name: string | undefined, code: string) => {
  const folded = fold(name ?? '')
  if (folded !== '' && !/^[a-z]{2}$/.test(folded) && !BY_NAME.has(folded)) BY_NAME.set(folded, code)
}
for (const [code, names] of Object.entries(english.countries)) for (const name of [names].flat()) learn(name, code)
for (const language of LANGUAGES) {
  const names = namesIn(language)
  for (const code of COUNTRY_NAMES.keys()) learn(names.of(code), code)
}

/** A country as two letters, or '' where it is not known: no letters are a country by their shape alone. */
export function countryCode(country: string | null | undefined): string {
  const text = country?.trim() ?? ''
  if (text.length === 2 && COUNTRY_NAMES.has(text.toUpperCase())) return text.toUpperCase()
  return BY_THREE.get(text) ?? BY_NAME.get(fold(text)) ?? ''
}

/** Whether a text names a country. */
export const isCountry = (text: string): boolean => countryCode(text) !== ''
