/**
 * Nike manufacturing map: the export of its map (XLS, XLSX, CSV), a title above its headings. The export is a button of a script, so the file is
 * handed over where the page links to none. Read: a row a factory, with its group and its place from address, city and state; makers of
 * materials and components as tier 2. Left alone: counts of workers and of committees, and people to ask for.
 */
import { ownSupplierList } from '../kit/supplier-list.ts'

export default ownSupplierList({
  brand: 'Nike',
  sector: 'sportswear',
  title: 'Nike manufacturing map',
  home: 'https://manufacturingmap.nikeinc.com/',
  byHand: 'Open https://manufacturingmap.nikeinc.com/ in a browser, press “Export”, and hand the file over.',
  hints: { name: 'Factory Name', country: ['Country/Region', 'Country / Region'], type: 'Factory Type', product: 'Product Type', owner: 'Supplier Group' },
})
