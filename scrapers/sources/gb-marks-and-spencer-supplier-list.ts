/**
 * Marks & Spencer's list of clothing and home factories, as CSV.
 * Read: a row a factory. Left alone: worker counts and committees.
 */
import { ownSupplierList } from '../kit/supplier-list.ts'

export default ownSupplierList({
  brand: 'Marks & Spencer',
  sector: 'clothing',
  title: 'Marks & Spencer supplier list',
  home: 'https://interactivemap.marksandspencer.com/',
  byHand: 'Open https://interactivemap.marksandspencer.com/ in a browser, download the list below the map, and hand the file over.',
  columns: { name: 'Supplier Name', country: 'Country', address: 'Address', product: 'Product Type' },
})
