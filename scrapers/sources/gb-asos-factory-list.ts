/**
 * ASOS's list of factories: a PDF on a page that its page leads to.
 * Read: a row a factory. Left alone: counts of workers and of committees, and people to ask for.
 */
import { ownSupplierList } from '../kit/supplier-list.ts'

export default ownSupplierList({
  brand: 'ASOS',
  sector: 'clothing',
  title: 'ASOS factory list',
  home: 'https://www.asosplc.com/fashion-with-integrity/our-factories/',
  hints: { name: 'Factory Name', address: 'Address Line 1', product: 'Department' },
})
