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
  columns: { name: 'Supplier Name', country: 'Country', address: 'Address', product: 'Product Type' },
})
