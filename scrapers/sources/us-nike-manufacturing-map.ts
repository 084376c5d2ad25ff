/**
 * Nike manufacturing map, as the workbook its page links to.
 * Read: a row a factory. Left alone: counts of workers and of committees. The link is looked for on the page, since it changes with each edition.
 */
import { listSupplierLinks, parseSupplierList } from '../kit/supplier-list.ts'
import { defineSource } from '../source.ts'

const HOME = 'https://manufacturingmap.nikeinc.com/'

export default defineSource({
  title: 'Nike manufacturing map',
  publisher: { name: 'Nike', kind: 'company', reliability: 'A', reliabilityReason: 'The company itself, on whom it buys from.', organisation: 'Nike' },
  home: HOME,
  licence: 'Facts; published by the company for public use',
  open: false,
  every: 'month',
  version: 1,
  accepts: 'own disclosure',
  onFromStart: false,
  checkedOn: null,
  expect: { claims: [1, 20_000] },

  discover: (context) => listSupplierLinks(context, HOME, 'Nike manufacturing map'),
  parse: (capture) =>
    parseSupplierList(capture, {
      brand: 'Nike',
      sector: 'sportswear',
      title: 'Nike manufacturing map',
      columns: { name: 'Factory Name', country: 'Country / Region', address: 'Address', product: 'Product Type', parent: 'Supplier Group' },
    }),
})
