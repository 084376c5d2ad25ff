/**
 * PUMA supplier list, in whatever format its page links to. No copy of it was found to compare with.
 * Read: a row a factory, by what the columns hold. Left alone: counts of workers and of committees, and people to ask for.
 */
import { ownSupplierList } from '../kit/supplier-list.ts'

export default ownSupplierList({
  brand: 'Puma',
  sector: 'sportswear',
  title: 'PUMA supplier list',
  home: 'https://about.puma.com/en/sustainability/social/global-factory-list',
})
