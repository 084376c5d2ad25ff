/**
 * adidas supplier lists, which its page shows through Open Supply Hub (a key is needed); or a file handed over in its template.
 * Read: a row a factory, with its parent organisation. Left alone: counts of workers and of committees, and people to ask for.
 */
import { ownSupplierList } from '../kit/supplier-list.ts'

export default ownSupplierList({
  brand: 'Adidas',
  sector: 'sportswear',
  title: 'adidas supplier list',
  home: 'https://www.adidas-group.com/en/sustainability/transparency/supplier-lists',
  byHand: 'Open https://www.adidas-group.com/en/sustainability/transparency/supplier-lists in a browser, download the lists, and hand each file over.',
  hints: { owner: 'Parent Organization' },
  onOpenSupplyHub: true,
})
