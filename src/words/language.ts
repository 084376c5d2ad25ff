/**
 * Language: in which language a page is said. English stands in the code; another language is one file of the same texts, by which they are said instead
 * (as gettext does it). Texts with values are messages of ICU.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { IntlMessageFormat } from 'intl-messageformat'

/** A language's file: the words of packs by key, the words of pages by their English. */
export type Catalogue = { readonly packs: Readonly<Record<string, string>>; readonly pages: Readonly<Record<string, string>> }
export type Language = { readonly tag: string; readonly pages: ReadonlyMap<string, string>; readonly packs: Readonly<Record<string, string>> }
export type Values = Readonly<Record<string, string | number>>

const spoken = new AsyncLocalStorage<Language>()
const formats = new Map<string, IntlMessageFormat>()

/** A language made from its file. */
export const languageOf = (tag: string, { pages = {}, packs = {} }: Partial<Catalogue>): Language => ({ tag, pages: new Map(Object.entries(pages)), packs })

/** Does some work in a language. */
export const inLanguage = <T>(language: Language, work: () => T): T => spoken.run(language, work)

/** The language that is spoken; undefined for English. */
export const languageHere = (): Language | undefined => spoken.getStore()

/** The tag of the language that is spoken, for the page's `lang`. */
export const languageTag = (): string => spoken.getStore()?.tag ?? 'en-GB'

/** A text in the language that is spoken; what the language's file lacks, such as names, stays as it is. The spaces around it stay too. */
export function inWords(text: string): string {
  const language = spoken.getStore()
  if (!language) return text
  const key = text.trim().replace(/\s+/g, ' ')
  const said = language.pages.get(key)
  return said === undefined ? text : `${/^\s*/.exec(text)?.[0]}${said}${/\s*$/.exec(text)?.[0]}`
}

/** A text with values, such as `Shops near {place}`, in the language that is spoken. Values that are words of ours are said in it too. */
export function phrase(text: string, values: Values = {}): string {
  const language = spoken.getStore()
  const message = inWords(text)
  const tag = language?.tag ?? 'en-GB'
  const known = formats.get(`${tag} ${message}`)
  const format = known ?? new IntlMessageFormat(message, tag, undefined, { ignoreTag: true })
  if (!known) formats.set(`${tag} ${message}`, format)
  const said = language ? Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typeof value === 'string' ? inWords(value) : value])) : values
  return String(format.format(said))
}
