/**
 * adidas supplier list, as the workbook its page links to.
 * Read: a row a factory. Left alone: counts of workers and of committees. The link is looked for on the page, since it changes with each edition.
 */
import { listSupplierLinks, parseSupplierList } from '../kit/supplier-list.ts'
import { defineSource } from '../source.ts'

const HOME = 'https://www.adidas-group.com/en/sustainability/transparency/supplier-lists'

export default defineSource({
  title: 'adidas supplier list',
  publisher: { name: 'Adidas', kind: 'company', reliability: 'A', reliabilityReason: 'The company itself, on whom it buys from.', organisation: 'Adidas' },
  home: HOME,
  licence: 'Facts; published by the company for public use',
  open: false,
  every: 'month',
  version: 1,
  accepts: 'own disclosure',
  onFromStart: false,
  checkedOn: null,
  expect: { claims: [1, 20_000] },

  discover: (context) => listSupplierLinks(context, HOME, 'adidas supplier list'),
  parse: (capture) =>
    parseSupplierList(capture, {
      brand: 'Adidas',
      sector: 'sportswear',
      title: 'adidas supplier list',
      columns: { name: 'Factory Name', country: 'Country', address: 'Address', product: 'Product Type', parent: 'Supplier Group' },
    }),
})
