/** The catalogue: everything that is known from the first day. */
import type { Catalogue } from '../src/resolve/seed-catalogue.ts'
import { brands } from './brands.ts'
import { otherBrands } from './other-brands.ts'
import { CARRIED_NOTE, lists } from './lists.ts'
import { programmes } from './programmes.ts'

export const catalogue: Catalogue = { brands: [...brands, ...otherBrands], programmes, lists: lists.map((list) => ({ ...list, note: CARRIED_NOTE })) }
