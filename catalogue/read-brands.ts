/** Read brands: the table of brands, one a line, that a person can read and put right. */
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import type { CatalogueBrand } from '../src/resolve/seed-catalogue.ts'

/** The table's headings, in their order. Other names are parted by `|`. */
export const BRAND_COLUMNS = ['name', 'other names', 'kind', 'sector', 'wikidata', 'website', 'ambiguous'] as const

const Row = z.strictObject({
  name: z.string().min(1),
  'other names': z.string(),
  kind: z.enum(['brand', 'company']),
  sector: z.string().min(1),
  wikidata: z.string(),
  website: z.string(),
  ambiguous: z.enum(['', 'yes']),
})

/** The brands of a table. Throws where a row has another shape. */
export const readBrands = (csv: string): CatalogueBrand[] =>
  z
    .array(Row)
    .parse(parse(csv, { columns: true }))
    .map((row) => ({
      name: row.name,
      aliases: row['other names'].split('|').filter(Boolean),
      kind: row.kind,
      sector: row.sector,
      wikidata: row.wikidata || null,
      website: row.website || null,
      ambiguous: row.ambiguous === 'yes',
    }))

const cell = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
const { compare } = new Intl.Collator('en')

/** The table of these brands, in the order of their names. */
export const writeBrands = (brands: readonly CatalogueBrand[]): string =>
  [
    BRAND_COLUMNS,
    ...brands
      .toSorted((a, b) => compare(a.name, b.name) || (a.name < b.name ? -1 : 1))
      .map(({ name, aliases, kind, sector, wikidata, website, ambiguous }) => [
        name,
        aliases.join('|'),
        kind,
        sector,
        wikidata ?? '',
        website ?? '',
        ambiguous ? 'yes' : '',
      ]),
  ]
    .map((row) => `${row.map(cell).join(',')}\n`)
    .join('')
