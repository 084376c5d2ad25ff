/**
 * NEXT supplier list: a PDF a tier, whose name says which; countries are bands (2025) or a column (2026), headings on the first page only.
 * Read: a row a manufacturing site. Left alone: the supplier that sells what the site makes, which is no owner of it; counts of workers, unions
 * and committees.
 */
import { ownSupplierList } from '../kit/supplier-list.ts'

export default ownSupplierList({
  brand: 'Next',
  sector: 'clothing',
  title: 'NEXT supplier list',
  home: 'https://www.nextplc.co.uk/corporate-responsibility/our-suppliers',
  byHand: 'Open https://www.nextplc.co.uk/corporate-responsibility/our-suppliers in a browser, download the list of each tier, and hand each file over.',
  hints: { name: 'MANUFACTURING SITE NAME', product: 'PRODUCT TYPE' },
})
