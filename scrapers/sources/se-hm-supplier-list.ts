/**
 * H&M supplier list, as the workbook its page links to.
 * Read: a row a factory. Left alone: counts of workers and of committees. The link is looked for on the page, since it changes with each edition.
 */
import { listSupplierLinks, parseSupplierList } from '../kit/supplier-list.ts'
import { defineSource } from '../source.ts'

const HOME = 'https://hmgroup.com/sustainability/leading-the-change/transparency/supply-chain/'

export default defineSource({
  title: 'H&M supplier list',
  publisher: { name: 'H&M', kind: 'company', reliability: 'A', reliabilityReason: 'The company itself, on whom it buys from.', organisation: 'H&M' },
  home: HOME,
  licence: 'Facts; published by the company for public use',
  open: false,
  every: 'month',
  version: 1,
  accepts: 'own disclosure',
  onFromStart: false,
  checkedOn: null,
  expect: { claims: [1, 20_000] },

  discover: (context) => listSupplierLinks(context, HOME, 'H&M supplier list'),
  parse: (capture) =>
    parseSupplierList(capture, {
      brand: 'H&M',
      sector: 'clothing',
      title: 'H&M supplier list',
      columns: {
        name: 'Factory/Processing Unit Name',
        country: 'Country/Region',
        address: 'Factory/Processing Unit Address',
        tier: 'Tier',
        parent: 'Supplier Name',
        product: 'Product Type',
      },
    }),
})
