/**
 * F&F (Tesco) supplier list, as the workbook its page links to.
 * Read: a row a factory. Left alone: counts of workers and of committees. The link is looked for on the page, since it changes with each edition.
 */
import { listSupplierLinks, parseSupplierList } from '../kit/supplier-list.ts'
import { defineSource } from '../source.ts'

const HOME = 'https://www.tescoplc.com/sustainability/documents/policies/clothing-supplier-list/'

export default defineSource({
  title: 'F&F (Tesco) supplier list',
  publisher: { name: 'F&F', kind: 'company', reliability: 'A', reliabilityReason: 'The company itself, on whom it buys from.', organisation: 'F&F' },
  home: HOME,
  licence: 'Facts; published by the company for public use',
  open: false,
  every: 'month',
  version: 1,
  accepts: 'own disclosure',
  onFromStart: false,
  checkedOn: null,
  expect: { claims: [1, 20_000] },

  discover: (context) => listSupplierLinks(context, HOME, 'F&F (Tesco) supplier list'),
  parse: (capture) =>
    parseSupplierList(capture, {
      brand: 'F&F',
      sector: 'clothing',
      title: 'F&F (Tesco) supplier list',
      columns: { name: 'Site Name', country: 'Country', address: 'Site Address', product: 'Product Area' },
    }),
})
