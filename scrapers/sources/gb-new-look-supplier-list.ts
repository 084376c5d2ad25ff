/**
 * New Look factory list, in whatever format its page links to. No copy of it was found to compare with.
 * Read: a row a factory, by what the columns hold. Left alone: counts of workers and of committees, and people to ask for.
 */
import { ownSupplierList } from '../kit/supplier-list.ts'

export default ownSupplierList({
  brand: 'New Look',
  sector: 'clothing',
  title: 'New Look factory list',
  home: 'https://www.newlookgroup.com/kind/people/factory-list/',
})
