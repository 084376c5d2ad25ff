/** Catalogue: names that texts are searched for are names, and no debris of how they were written down. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { BRANDS_FILE, catalogue } from '../../catalogue/catalogue.ts'
import { BRAND_COLUMNS, readBrands, writeBrands } from '../../catalogue/read-brands.ts'
import { catalogue as demonstration } from '../../samples/catalogue.ts'
import { isEnglishWord } from '../../scripts/english-words.ts'
import { COUNTRY_SPELLINGS } from '../../src/names/country-spellings.ts'
import { nameKey } from '../../src/names/name-key.ts'

const SCRIPTS = ['Latin', 'Han', 'Cyrillic', 'Arabic', 'Hangul', 'Hiragana', 'Katakana', 'Greek', 'Hebrew', 'Thai'].map(
  (script) => [script, new RegExp(`\\p{Script=${script}}`, 'u')] as const,
)
const PAIRS = [
  ['(', ')'],
  ['（', '）'],
  ['[', ']'],
  ['“', '”'],
  ['《', '》'],
] as const
const count = (text: string, mark: string) => text.split(mark).length - 1

/** What is wrong with a name; null for one that may stand. */
function faultOf(name: string): string | null {
  if (name !== name.trim() || /\s{2}/.test(name)) return 'stray spaces'
  if ((name.match(/[\p{L}\p{N}]/gu) ?? []).length < 2) return 'one letter or none'
  const scripts = SCRIPTS.filter(([, pattern]) => pattern.test(name)).map(([script]) => script)
  if (new Set(scripts.map((script) => (/Hiragana|Katakana/.test(script) ? 'Han' : script))).size > 1) return `scripts mixed: ${scripts.join(', ')}`
  if (PAIRS.some(([opens, closes]) => count(name, opens) !== count(name, closes)) || count(name, '"') % 2 === 1) return 'brackets or quotes without their pair'
  if (/[|*=;]|^['’,.-]|[,‘-]$/.test(name)) return 'marks of the list'
  return null
}
const faultsIn = (names: readonly string[]) => names.flatMap((name) => (faultOf(name) ? [`${name}: ${faultOf(name)}`] : []))
const doublesIn = (names: readonly string[]) => names.filter((name, i) => names.indexOf(name) !== i)

const all = [catalogue, demonstration]
const brands = all.flatMap((each) => each.brands)
const programmes = all.flatMap((each) => each.programmes)
const lists = all.flatMap((each) => each.lists)

test('a brand’s names are names, and each is there once among all brands', () => {
  const names = brands.flatMap(({ name, aliases }) => [name, ...aliases])
  expect(names.length).toBeGreaterThan(500)
  expect(faultsIn(names)).toEqual([])
  expect(doublesIn(names)).toEqual([])
})

test('a programme’s and a list’s names are names, and each is there once', () => {
  for (const { names } of programmes) expect([faultsIn(names), doublesIn(names)]).toEqual([[], []])
  const titles = [...programmes, ...lists].map(({ name }) => name)
  expect([faultsIn(titles), doublesIn(titles)]).toEqual([[], []])
  const slugs = [...programmes, ...lists].map(({ slug }) => slug)
  expect(doublesIn(slugs)).toEqual([])
})

test('the carried list of entities has names and no debris', () => {
  const [, ...rows] = readFileSync(join(import.meta.dirname, '../../catalogue/uflpa-entities.csv'), 'utf8')
    .trim()
    .split('\n')
  const cells = rows.map((row) => [...row.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted ?? plain ?? ''))
  const names = cells.flatMap(([name = '', others = '']) => [name, ...others.split(';').map((each) => each.trim())].filter(Boolean))
  expect(names.length).toBeGreaterThan(250)
  expect(faultsIn(names)).toEqual([])
})

test('the spellings of countries are names', () => {
  expect(faultsIn(Object.keys(COUNTRY_SPELLINGS))).toEqual([])
})

test('L’Oréal is known by its names in both scripts', () => {
  expect(brands.find(({ name }) => name === "L'Oréal")?.aliases).toEqual(["L'Oreal", '欧莱雅'])
})

test.each(['L', "欧莱雅'Oreal", '', ' Zara', 'Zara*', 'Zara (UK', 'H&M|', "'Oreal", 'Next  plc'])('“%s” is refused', (name) =>
  expect(faultOf(name)).not.toBe(null),
)
test.each(['H&M', 'LG', 'B&Q', "L'Oréal", '卡尔文·克莱恩', 'G-Star', "Lands' End", 'Dr. Martens', '3M'])('“%s” may stand', (name) =>
  expect(faultOf(name)).toBe(null),
)

/** Brands that everybody knows better than the word they are named with. */
const BETTER_KNOWN = `Bally, Bestseller, BlackBerry, Bombardier, Boohoo, Booths, Carter's, Decathlon, Dell, Esprit, Fiat, Google, Joules, Kappa, Micron,
  Nestlé, Polestar, Regatta, Timberland, Whirlpool, Wrangler, Xerox`.split(/,\s+/)

test('a brand named with a word of the dictionary is marked as ambiguous', () => {
  const isUnmarkedWord = ({ name, aliases, ambiguous }: (typeof brands)[number]) => !ambiguous && [name, ...aliases].some(isEnglishWord)
  expect(brands.filter(isUnmarkedWord).map(({ name }) => name)).toEqual(BETTER_KNOWN)
  for (const word of ['Next', 'Gap', 'Boots', 'Target', 'Mango', 'Apple']) expect(brands.find(({ name }) => name === word)).toMatchObject({ ambiguous: true })
})

test('a brand has one Wikidata id of its own, and a website that can be opened', () => {
  const ids = brands.flatMap(({ wikidata }) => wikidata ?? [])
  expect(ids.length).toBeGreaterThan(1_600)
  expect(ids.filter((id) => !/^Q[1-9]\d*$/.test(id))).toEqual([])
  expect(doublesIn(ids)).toEqual([])
  expect(brands.flatMap(({ website }) => (website !== null && !/^https?:\/\/[^\s/]+\.\S+$/.test(website) ? website : []))).toEqual([])
  expect(brands.find(({ name }) => name === 'Marks & Spencer')).toMatchObject({ wikidata: 'Q714491' })
})

test('no two brands are one organisation: their names differ in more than spelling', () => {
  expect(doublesIn(catalogue.brands.map(({ name }) => nameKey(name)))).toEqual([])
})

test('the table of brands is as it would be written: a line a brand, sorted by name', () => {
  const table = readFileSync(BRANDS_FILE, 'utf8')
  expect(writeBrands(readBrands(table))).toBe(table)
  expect(() => readBrands(`${BRAND_COLUMNS.join(',')}\nZara,,brand,clothing,,,maybe\n`)).toThrow(/ambiguous/)
})
