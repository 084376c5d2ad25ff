/**
 * Primark global sourcing map, as the CSV its page links to.
 * Read: a row a factory. Left alone: counts of workers and of committees. The link is looked for on the page, since it changes with each edition.
 */
import { ownSupplierList } from '../kit/supplier-list.ts'

export default ownSupplierList({
  brand: 'Primark',
  sector: 'clothing',
  title: 'Primark global sourcing map',
  home: 'https://globalsourcingmap.primark.com/',
  byHand: 'Open https://globalsourcingmap.primark.com/ in a browser, press “Export”, and hand the file over.',
  columns: { name: 'Factory Name', country: 'Country', address: 'Address', product: 'Product Type' },
})
