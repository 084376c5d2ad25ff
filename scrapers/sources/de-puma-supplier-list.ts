/**
 * PUMA supplier list, as the workbook its page links to.
 * Read: a row a factory. Left alone: counts of workers and of committees. The link is looked for on the page, since it changes with each edition.
 */
import { ownSupplierList } from '../kit/supplier-list.ts'

export default ownSupplierList({
  brand: 'Puma',
  sector: 'sportswear',
  title: 'PUMA supplier list',
  home: 'https://about.puma.com/en/sustainability/social/global-factory-list',
  columns: { name: 'Factory Name', country: 'Country', address: 'Address', product: 'Product Division', tier: 'Tier' },
})
