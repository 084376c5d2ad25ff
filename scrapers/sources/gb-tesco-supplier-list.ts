/**
 * F&F (Tesco) supplier list, in whatever format its page links to. No copy of it was found to compare with.
 * Read: a row a site, by what the columns hold. Left alone: counts of workers and of committees, and people to ask for.
 */
import { ownSupplierList } from '../kit/supplier-list.ts'

export default ownSupplierList({
  brand: 'F&F',
  sector: 'clothing',
  title: 'F&F (Tesco) supplier list',
  home: 'https://www.tescoplc.com/sustainability/documents/policies/clothing-supplier-list/',
})
