/**
 * Brands: adds brands with shops in Great Britain to the catalogue, from a copy of the name suggestion index:
 * `npm pack name-suggestion-index`, unpack it, then `npm run brands -- FOLDER`. What the table says already stays as it is; a brand
 * without a Wikidata id or a website is given one. Run it again with a newer copy when you like.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { BRANDS_FILE, catalogue } from '../catalogue/catalogue.ts'
import { writeBrands } from '../catalogue/read-brands.ts'
import { nameKey } from '../src/names/name-key.ts'
import type { CatalogueBrand } from '../src/resolve/seed-catalogue.ts'
import { SECTOR_OF_KIND } from './brand-sectors.ts'
import { isEnglishWord } from './english-words.ts'

const Index = z.object({
  nsi: z.record(
    z.string(),
    z.object({
      items: z.array(
        z.object({
          locationSet: z.object({ include: z.array(z.unknown()).default([]), exclude: z.array(z.unknown()).default([]) }),
          tags: z.record(z.string(), z.string()),
        }),
      ),
    }),
  ),
})
const Sites = z.object({ wikidata: z.record(z.string(), z.object({ officialWebsites: z.array(z.string()).default([]) })) })

/** Tags that hold a brand's names. Names in a language are taken where they are in a script of their own. */
const NAMES = /^(?:brand|name|short_name|alt_name|official_name)(?::[a-z]{2,3}(?:-[A-Za-z]+)?)?$/
const IN_A_LANGUAGE = /:/
const LATIN = /\p{Script=Latin}/u
const OTHER_SCRIPT = /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|\p{Script=Cyrillic}|\p{Script=Arabic}|\p{Script=Hebrew}/u

/** Countries and regions of the index that take in Great Britain, and the whole world. */
const HERE = new Set(['gb', '001', 'q23666', 'gb-eng', 'gb-sct', 'gb-wls'])
const isHere = (place: unknown): boolean => typeof place === 'string' && HERE.has(place.toLowerCase())

type Found = { wikidata: string; names: Map<string, number>; sectors: Map<string, number>; others: Set<string> }
const count = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1)
const most = (counts: ReadonlyMap<string, number>): string =>
  [...counts].sort((a, b) => b[1] - a[1] || a[0].length - b[0].length || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? ''

/** A name that the catalogue's checks let stand: two letters, one script, no marks of a list. */
const isName = (name: string): boolean =>
  (name.match(/[\p{L}\p{N}]/gu) ?? []).length >= 2 && !(LATIN.test(name) && OTHER_SCRIPT.test(name)) && !/[|*=;()[\]"]|^['’,.-]|[,‘-]$/.test(name)

/** The brands of the index with shops here, by their Wikidata id. */
function brandsHere(index: z.infer<typeof Index>): Map<string, Found> {
  const found = new Map<string, Found>()
  for (const [path, { items }] of Object.entries(index.nsi)) {
    const [tree = '', key = '', value = ''] = path.split('/')
    const sector = tree === 'brands' ? SECTOR_OF_KIND[`${key}/${value}`] : undefined
    if (sector === undefined) continue
    for (const { locationSet, tags } of items) {
      const wikidata = tags['brand:wikidata']
      const brand = tags['brand']
      if (!wikidata || !brand || !locationSet.include.some(isHere) || locationSet.exclude.some(isHere)) continue
      const one = found.get(wikidata) ?? { wikidata, names: new Map(), sectors: new Map(), others: new Set() }
      found.set(wikidata, one)
      count(one.names, tags['brand:en'] ?? brand)
      count(one.sectors, sector)
      for (const [tag, text] of Object.entries(tags))
        if (NAMES.test(tag) && (!IN_A_LANGUAGE.test(tag) || OTHER_SCRIPT.test(text))) for (const name of text.split(';')) one.others.add(name.trim())
    }
  }
  return found
}

const folder = process.argv[2]
if (folder === undefined) throw new Error('Say where the unpacked name-suggestion-index is: npm run brands -- FOLDER')
const read = async (path: string): Promise<unknown> => JSON.parse(await readFile(join(folder, path), 'utf8'))
const found = brandsHere(Index.parse(await read('dist/json/nsi.json')))
const sites = Sites.parse(await read('dist/wikidata/wikidata.json')).wikidata
const websiteOf = (wikidata: string): string | null => sites[wikidata]?.officialWebsites.find((site) => /^https?:\/\/\S+$/.test(site)) ?? null

const table: CatalogueBrand[] = [...catalogue.brands]
const taken = new Set(table.flatMap(({ name, aliases }) => [name, ...aliases]).map(nameKey))
const ids = new Set(table.map(({ wikidata }) => wikidata))
/** Names that are nobody's yet; they are taken from then on. */
const free = (names: readonly string[]): string[] => {
  const left = [...new Set(names)].filter((name) => isName(name) && !taken.has(nameKey(name)))
  for (const name of left) taken.add(nameKey(name))
  return left
}

// Brands of the table first, so that each is joined with the item of its own name before a chain that is named like it.
for (const [i, brand] of table.entries()) {
  const keys = new Set([brand.name, ...brand.aliases].map(nameKey))
  const own = [...found.values()].find(({ wikidata, names }) =>
    brand.wikidata === null ? keys.has(nameKey(most(names))) && !ids.has(wikidata) : wikidata === brand.wikidata,
  )
  if (!own) continue
  ids.add(own.wikidata)
  const others = free([...own.others].filter((name) => OTHER_SCRIPT.test(name)))
  table[i] = { ...brand, aliases: [...brand.aliases, ...others], wikidata: own.wikidata, website: brand.website ?? websiteOf(own.wikidata) }
}
for (const one of found.values()) {
  if (ids.has(one.wikidata)) continue
  const [name, ...aliases] = free([most(one.names), ...one.others])
  if (name !== most(one.names)) continue
  table.push({
    name,
    aliases,
    kind: 'brand',
    sector: most(one.sectors),
    wikidata: one.wikidata,
    website: websiteOf(one.wikidata),
    ambiguous: [name, ...aliases].some(isEnglishWord),
  })
}
await writeFile(BRANDS_FILE, writeBrands(table))
process.stdout.write(`${table.length} brands, ${table.length - catalogue.brands.length} of them new. Look at the difference: git diff catalogue/brands.csv\n`)
