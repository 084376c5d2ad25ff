/** The demonstration's supplier lists: three made-up brands, each with its own headings. */
import { DriftError } from '../../src/errors.ts'
import { MADE_UP, listMadeUp } from '../kit/demonstration.ts'
import { type BrandList, parseSupplierList } from '../kit/supplier-list.ts'
import { defineSource } from '../source.ts'

const LISTS: Readonly<Record<string, BrandList>> = {
  'halden-and-row': {
    brand: 'Halden & Row',
    sector: 'clothing',
    title: 'Supplier list, spring 2026',
    hints: { name: 'Factory', address: 'Address', product: 'Makes' },
  },
  'kestrel-kids': {
    brand: 'Kestrel Kids',
    sector: 'children’s clothing',
    title: 'Our factories',
    hints: { name: 'Supplier', address: 'Where', product: 'Product', tier: 'Stage' },
  },
  'northway-sports': {
    brand: 'Northway Sports',
    sector: 'sportswear',
    title: 'Footwear suppliers',
    hints: { name: 'Factory name', address: 'Location', product: 'Product', tier: 'Tier' },
  },
}

export default defineSource({
  ...MADE_UP,
  title: 'Demonstration: supplier lists',
  accepts: 'own disclosure',
  expect: { claims: [1, 100] },
  discover: (context) => listMadeUp(context, 'supplier list'),
  parse(capture, tables) {
    const list = LISTS[new URL(capture.url).pathname.split('/')[2] ?? '']
    if (!list) throw new DriftError(`No list is known at ${capture.url}.`)
    return parseSupplierList(capture, list, tables)
  },
})
