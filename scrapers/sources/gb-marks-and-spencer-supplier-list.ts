/**
 * Marks & Spencer's list of factories, which its page shows through Open Supply Hub (a key is needed); or a file handed over.
 * Read: a row a factory. Left alone: counts of workers and of committees, and people to ask for.
 */
import { ownSupplierList } from '../kit/supplier-list.ts'

export default ownSupplierList({
  brand: 'Marks & Spencer',
  sector: 'clothing',
  title: 'Marks & Spencer supplier list',
  home: 'https://interactivemap.marksandspencer.com/',
  byHand: 'Open https://interactivemap.marksandspencer.com/ in a browser, download the list below the map, and hand the file over.',
  onOpenSupplyHub: true,
})
