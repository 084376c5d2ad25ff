/**
 * NEXT supplier list, as the workbook its page links to.
 * Read: a row a factory. Left alone: counts of workers and of committees. The link is looked for on the page, since it changes with each edition.
 */
import { listSupplierLinks, parseSupplierList } from '../kit/supplier-list.ts'
import { defineSource } from '../source.ts'

const HOME = 'https://www.nextplc.co.uk/corporate-responsibility/our-suppliers'

export default defineSource({
  title: 'NEXT supplier list',
  publisher: { name: 'Next', kind: 'company', reliability: 'A', reliabilityReason: 'The company itself, on whom it buys from.', organisation: 'Next' },
  home: HOME,
  licence: 'Facts; published by the company for public use',
  open: false,
  every: 'month',
  version: 1,
  accepts: 'own disclosure',
  onFromStart: false,
  checkedOn: null,
  expect: { claims: [1, 20_000] },

  discover: (context) => listSupplierLinks(context, HOME, 'NEXT supplier list'),
  parse: (capture) =>
    parseSupplierList(capture, {
      brand: 'Next',
      sector: 'clothing',
      title: 'NEXT supplier list',
      columns: { name: 'Factory Name', country: 'Country', address: 'Factory Address', product: 'Product Category', tier: 'Tier' },
    }),
})
