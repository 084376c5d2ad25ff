/**
 * ASOS's list of factories, as the CSV its corporate site links to.
 * Read: a row a factory. Left alone: counts of workers. The link is looked for on the page, since it changes with each edition.
 */
import { ownSupplierList } from '../kit/supplier-list.ts'

export default ownSupplierList({
  brand: 'ASOS',
  sector: 'clothing',
  title: 'ASOS factory list',
  home: 'https://www.asosplc.com/fashion-with-integrity/our-factories/',
  columns: { name: 'Factory Name', country: 'Country', address: 'Address', product: 'Product Category', tier: 'Tier' },
})
