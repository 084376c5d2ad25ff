/**
 * New Look factory list, as the CSV its page links to.
 * Read: a row a factory. Left alone: counts of workers and of committees. The link is looked for on the page, since it changes with each edition.
 */
import { ownSupplierList } from '../kit/supplier-list.ts'

export default ownSupplierList({
  brand: 'New Look',
  sector: 'clothing',
  title: 'New Look factory list',
  home: 'https://www.newlookgroup.com/kind/people/factory-list/',
  columns: { name: 'Factory Name', country: 'Country', address: 'Factory Address', tier: 'Tier', product: 'Department' },
})
