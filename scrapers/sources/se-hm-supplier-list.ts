/**
 * H&M supplier list: a workbook that its page links to, tier 2 mills too.
 * Read: a row a factory. Left alone: the supplier that sells what the factory makes, which is no owner of it. Left alone: counts of workers and of committees, and people to ask for.
 */
import { ownSupplierList } from '../kit/supplier-list.ts'

export default ownSupplierList({
  brand: 'H&M',
  sector: 'clothing',
  title: 'H&M supplier list',
  home: 'https://hmgroup.com/sustainability/leading-the-change/transparency/supply-chain/',
  hints: { name: 'factory name', country: ['country', 'country/region'] },
})
