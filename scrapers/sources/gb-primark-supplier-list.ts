/**
 * Primark global sourcing map, which shows its list through Open Supply Hub (a key is needed); or the file of its button, handed over.
 * Read: a row a factory. Left alone: counts of workers and of committees, and people to ask for.
 */
import { ownSupplierList } from '../kit/supplier-list.ts'

export default ownSupplierList({
  brand: 'Primark',
  sector: 'clothing',
  title: 'Primark global sourcing map',
  home: 'https://globalsourcingmap.primark.com/',
  byHand: 'Open https://globalsourcingmap.primark.com/ in a browser, press “Export”, and hand the file over.',
  onOpenSupplyHub: true,
})
