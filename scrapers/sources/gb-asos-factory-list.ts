/**
 * ASOS's list of factories, as the CSV its corporate site links to.
 * Read: a row a factory. Left alone: counts of workers. The link is looked for on the page, since it changes with each edition.
 */
import { listSupplierLinks, parseSupplierList } from '../kit/supplier-list.ts'
import { defineSource } from '../source.ts'

const HOME = 'https://www.asosplc.com/fashion-with-integrity/our-factories/'

export default defineSource({
  title: 'ASOS factory list',
  publisher: { name: 'ASOS', kind: 'company', reliability: 'A', reliabilityReason: 'The company itself, on whom it buys from.', organisation: 'ASOS' },
  home: HOME,
  licence: 'Facts; published by the company for public use',
  open: false,
  every: 'month',
  version: 1,
  accepts: 'own disclosure',
  onFromStart: false,
  checkedOn: null,
  expect: { claims: [1, 5_000] },

  discover: (context) => listSupplierLinks(context, HOME, 'ASOS factory list'),
  parse: (capture) =>
    parseSupplierList(capture, {
      brand: 'ASOS',
      sector: 'clothing',
      title: 'ASOS factory list',
      columns: { name: 'Factory Name', country: 'Country', address: 'Address', product: 'Product Category', tier: 'Tier' },
    }),
})
