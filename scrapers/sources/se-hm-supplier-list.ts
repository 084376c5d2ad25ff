/**
 * H&M supplier list, as the workbook its page links to.
 * Read: a row a factory. Left alone: counts of workers and of committees. The link is looked for on the page, since it changes with each edition.
 */
import { ownSupplierList } from '../kit/supplier-list.ts'

export default ownSupplierList({
  brand: 'H&M',
  sector: 'clothing',
  title: 'H&M supplier list',
  home: 'https://hmgroup.com/sustainability/leading-the-change/transparency/supply-chain/',
  columns: {
    name: 'Factory/Processing Unit Name',
    country: 'Country/Region',
    address: 'Factory/Processing Unit Address',
    tier: 'Tier',
    parent: 'Supplier Name',
    product: 'Product Type',
  },
})
