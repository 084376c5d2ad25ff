/**
 * Marks & Spencer's list of clothing and home factories, as CSV.
 * Read: a row a factory. Left alone: worker counts and committees.
 */
import { listSupplierLinks, parseSupplierList } from '../kit/supplier-list.ts'
import { defineSource } from '../source.ts'

const HOME = 'https://interactivemap.marksandspencer.com/'

export default defineSource({
  title: 'Marks & Spencer supplier list',
  publisher: {
    name: 'Marks & Spencer',
    kind: 'company',
    reliability: 'A',
    reliabilityReason: 'The company itself, on whom it buys from.',
    organisation: 'Marks & Spencer',
  },
  home: HOME,
  licence: 'Facts; published by the company for public use',
  open: false,
  every: 'month',
  version: 1,
  accepts: 'own disclosure',
  onFromStart: false,
  checkedOn: null,
  expect: { claims: [1, 5_000] },

  discover: (context) => listSupplierLinks(context, HOME, 'Marks & Spencer supplier list'),
  parse: (capture) =>
    parseSupplierList(capture, {
      brand: 'Marks & Spencer',
      sector: 'clothing',
      title: 'Marks & Spencer supplier list',
      columns: { name: 'Supplier Name', country: 'Country', address: 'Address', product: 'Product Type' },
    }),
})
