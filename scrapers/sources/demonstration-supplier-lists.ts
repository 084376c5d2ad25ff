/** The demonstration's supplier lists: three made-up brands, each with its own columns. */
import { DriftError } from '../../src/errors.ts'
import { MADE_UP, listMadeUp } from '../kit/demonstration.ts'
import { type SupplierList, parseSupplierList } from '../kit/supplier-list.ts'
import { defineSource } from '../source.ts'

const LISTS: Readonly<Record<string, SupplierList>> = {
  'halden-and-row': {
    brand: 'Halden & Row',
    sector: 'clothing',
    title: 'Supplier list, spring 2026',
    columns: { name: 'Factory', address: 'Address', product: 'Makes' },
  },
  'kestrel-kids': {
    brand: 'Kestrel Kids',
    sector: 'children’s clothing',
    title: 'Our factories',
    columns: { name: 'Supplier', address: 'Where', product: 'Product', tier: 'Stage' },
  },
  'northway-sports': {
    brand: 'Northway Sports',
    sector: 'sportswear',
    title: 'Footwear suppliers',
    columns: { name: 'Factory name', address: 'Location', product: 'Product', tier: 'Tier' },
  },
}

export default defineSource({
  ...MADE_UP,
  title: 'Demonstration: supplier lists',
  accepts: 'own disclosure',
  expect: { claims: [1, 100] },
  discover: (context) => listMadeUp(context, 'supplier list'),
  parse(capture) {
    const list = LISTS[new URL(capture.url).pathname.split('/')[2] ?? '']
    if (!list) throw new DriftError(`No column mapping is known for ${capture.url}.`)
    return parseSupplierList(capture, list)
  },
})
