/** The catalogue: everything that is known from the first day. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Catalogue } from '../src/resolve/seed-catalogue.ts'
import { CARRIED_NOTE, lists } from './lists.ts'
import { programmes } from './programmes.ts'
import { readBrands } from './read-brands.ts'

/** Brands that texts are searched for: names people see on a high street, on a shelf or in reports. Being here says nothing about them. */
export const BRANDS_FILE = join(import.meta.dirname, 'brands.csv')

export const catalogue: Catalogue = {
  brands: readBrands(readFileSync(BRANDS_FILE, 'utf8')),
  programmes,
  lists: lists.map((list) => ({ ...list, note: CARRIED_NOTE })),
}
