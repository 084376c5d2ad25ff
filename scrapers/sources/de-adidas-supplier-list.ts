/**
 * adidas supplier list, as the workbook its page links to.
 * Read: a row a factory. Left alone: counts of workers and of committees. The link is looked for on the page, since it changes with each edition.
 */
import { ownSupplierList } from '../kit/supplier-list.ts'

export default ownSupplierList({
  brand: 'Adidas',
  sector: 'sportswear',
  title: 'adidas supplier list',
  home: 'https://www.adidas-group.com/en/sustainability/transparency/supplier-lists',
  byHand: 'Open https://www.adidas-group.com/en/sustainability/transparency/supplier-lists in a browser, download the lists, and hand each file over.',
  columns: { name: 'Factory Name', country: 'Country', address: 'Address', product: 'Product Type', parent: 'Supplier Group' },
})
