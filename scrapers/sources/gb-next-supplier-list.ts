/**
 * NEXT supplier list, as the workbook its page links to.
 * Read: a row a factory. Left alone: counts of workers and of committees. The link is looked for on the page, since it changes with each edition.
 */
import { ownSupplierList } from '../kit/supplier-list.ts'

export default ownSupplierList({
  brand: 'Next',
  sector: 'clothing',
  title: 'NEXT supplier list',
  home: 'https://www.nextplc.co.uk/corporate-responsibility/our-suppliers',
  byHand: 'Open https://www.nextplc.co.uk/corporate-responsibility/our-suppliers in a browser, download the list of each tier, and hand each file over.',
  columns: { name: 'Factory Name', country: 'Country', address: 'Factory Address', product: 'Product Category', tier: 'Tier' },
})
