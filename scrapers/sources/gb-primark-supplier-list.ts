/**
 * Primark global sourcing map, as the CSV its page links to.
 * Read: a row a factory. Left alone: counts of workers and of committees. The link is looked for on the page, since it changes with each edition.
 */
import { listSupplierLinks, parseSupplierList } from '../kit/supplier-list.ts'
import { defineSource } from '../source.ts'

const HOME = 'https://globalsourcingmap.primark.com/'

export default defineSource({
  title: 'Primark global sourcing map',
  publisher: { name: 'Primark', kind: 'company', reliability: 'A', reliabilityReason: 'The company itself, on whom it buys from.', organisation: 'Primark' },
  home: HOME,
  licence: 'Facts; published by the company for public use',
  open: false,
  every: 'month',
  version: 1,
  accepts: 'own disclosure',
  onFromStart: false,
  checkedOn: null,
  expect: { claims: [1, 20_000] },

  discover: (context) => listSupplierLinks(context, HOME, 'Primark global sourcing map'),
  parse: (capture) =>
    parseSupplierList(capture, {
      brand: 'Primark',
      sector: 'clothing',
      title: 'Primark global sourcing map',
      columns: { name: 'Factory Name', country: 'Country', address: 'Address', product: 'Product Type' },
    }),
})
