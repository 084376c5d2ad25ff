/** Languages: every file beside this one is a language, by its tag. English is what the code says, so its file is only what others are made from. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Catalogue, type Language, languageOf } from './language.ts'

/** The languages that there are files of, without English. */
export function loadLanguages(folder: string = import.meta.dirname): Map<string, Language> {
  const tags = readdirSync(folder).flatMap((file) => /^([a-z]{2,3}(?:-[A-Za-z]+)?)\.json$/.exec(file)?.[1] ?? [])
  return new Map(
    tags.filter((tag) => tag !== 'en').map((tag) => [tag, languageOf(tag, JSON.parse(readFileSync(join(folder, `${tag}.json`), 'utf8')) as Catalogue)]),
  )
}

/** The language that somebody would rather read, by what their browser says (RFC 9110, section 12.5.4); null for English. */
export function preferred(languages: ReadonlyMap<string, Language>, accepted: string): Language | null {
  const wanted = accepted
    .split(',')
    .map((part) => {
      const [tag = '', ...rest] = part.trim().toLowerCase().split(';')
      const quality = Number(rest.map((each) => /^\s*q=([\d.]+)/.exec(each)?.[1]).find((q) => q !== undefined) ?? 1)
      return { tag, quality: Number.isNaN(quality) ? 0 : quality }
    })
    .filter(({ tag, quality }) => tag !== '' && quality > 0)
    .sort((a, b) => b.quality - a.quality)
  for (const { tag } of wanted) {
    if (tag === 'en' || tag.startsWith('en-')) return null
    const found = [...languages].find(([known]) => known.toLowerCase() === tag || known.toLowerCase() === tag.split('-')[0])
    if (found) return found[1]
  }
  return null
}
