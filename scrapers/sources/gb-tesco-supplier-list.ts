/**
 * F&F (Tesco) supplier list, as the workbook its page links to.
 * Read: a row a factory. Left alone: counts of workers and of committees. The link is looked for on the page, since it changes with each edition.
 */
import { ownSupplierList } from '../kit/supplier-list.ts'

export default ownSupplierList({
  brand: 'F&F',
  sector: 'clothing',
  title: 'F&F (Tesco) supplier list',
  home: 'https://www.tescoplc.com/sustainability/documents/policies/clothing-supplier-list/',
  columns: { name: 'Site Name', country: 'Country', address: 'Site Address', product: 'Product Area' },
})
