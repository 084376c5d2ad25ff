/** Say: the words that packs are made of, from one catalogue a language. English is the catalogue that is whole; another language is another file. */
import { IntlMessageFormat } from 'intl-messageformat'
import english from './en.json' with { type: 'json' }
import { type Language, languageHere } from './language.ts'

export type Key = keyof typeof english.packs
export type Catalogue = Readonly<Record<Key, string>>
export type Values = Readonly<Record<string, string | number>>
/** A message with its values filled in. */
export type Say = (key: Key, values?: Values) => string

export const ENGLISH: Catalogue = english.packs

/**
 * The messages of a catalogue, as ICU messages. Those that a catalogue lacks are said in English.
 * Source of the syntax: ICU MessageFormat.
 */
export function sayIn(language: string, catalogue: Partial<Catalogue> = ENGLISH): Say {
  const formats = new Map<Key, IntlMessageFormat>()
  return (key, values = {}) => {
    const known = formats.get(key)
    const format = known ?? new IntlMessageFormat(catalogue[key] ?? ENGLISH[key], language, undefined, { ignoreTag: true })
    if (!known) formats.set(key, format)
    return String(format.format(values))
  }
}

/** The words of English. */
export const sayEnglish: Say = sayIn('en-GB')

const spoken = new WeakMap<Language, Say>()
/** The words of the language that is spoken here. */
export const say: Say = (key, values) => {
  const language = languageHere()
  if (!language) return sayEnglish(key, values)
  const known = spoken.get(language) ?? sayIn(language.tag, language.packs)
  spoken.set(language, known)
  return known(key, values)
}
