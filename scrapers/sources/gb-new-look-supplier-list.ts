/**
 * New Look factory list, as the CSV its page links to.
 * Read: a row a factory. Left alone: counts of workers and of committees. The link is looked for on the page, since it changes with each edition.
 */
import { listSupplierLinks, parseSupplierList } from '../kit/supplier-list.ts'
import { defineSource } from '../source.ts'

const HOME = 'https://www.newlookgroup.com/kind/people/factory-list/'

export default defineSource({
  title: 'New Look factory list',
  publisher: { name: 'New Look', kind: 'company', reliability: 'A', reliabilityReason: 'The company itself, on whom it buys from.', organisation: 'New Look' },
  home: HOME,
  licence: 'Facts; published by the company for public use',
  open: false,
  every: 'month',
  version: 1,
  accepts: 'own disclosure',
  onFromStart: false,
  checkedOn: null,
  expect: { claims: [1, 20_000] },

  discover: (context) => listSupplierLinks(context, HOME, 'New Look factory list'),
  parse: (capture) =>
    parseSupplierList(capture, {
      brand: 'New Look',
      sector: 'clothing',
      title: 'New Look factory list',
      columns: { name: 'Factory Name', country: 'Country', address: 'Factory Address', tier: 'Tier', product: 'Department' },
    }),
})
