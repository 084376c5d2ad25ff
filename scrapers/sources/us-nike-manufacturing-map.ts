/**
 * Nike manufacturing map, as the workbook its page links to.
 * Read: a row a factory. Left alone: counts of workers and of committees. The link is looked for on the page, since it changes with each edition.
 */
import { ownSupplierList } from '../kit/supplier-list.ts'

export default ownSupplierList({
  brand: 'Nike',
  sector: 'sportswear',
  title: 'Nike manufacturing map',
  home: 'https://manufacturingmap.nikeinc.com/',
  byHand: 'Open https://manufacturingmap.nikeinc.com/ in a browser, press “Export”, and hand the file over.',
  columns: { name: 'Factory Name', country: 'Country / Region', address: 'Address', product: 'Product Type', parent: 'Supplier Group' },
})
