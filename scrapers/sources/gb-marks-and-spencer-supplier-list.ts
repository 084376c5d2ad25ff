/**
 * Marks & Spencer's list of clothing and home factories, as CSV.
 * Read: a row a factory. Left alone: worker counts and committees.
 */
import { DriftError } from '../../src/errors.ts'
import { linksIn, parseHtml } from '../kit/html.ts'
import { parseSupplierList } from '../kit/supplier-list.ts'
import { defineSource } from '../source.ts'

const HOME = 'https://interactivemap.marksandspencer.com/'

export default defineSource({
  title: 'Marks & Spencer supplier list',
  publisher: {
    name: 'Marks & Spencer',
    kind: 'company',
    reliability: 'A',
    reliabilityReason: 'The company itself, on whom it buys from.',
    organisation: 'Marks & Spencer',
  },
  home: HOME,
  licence: 'Facts; published by the company for public use',
  open: false,
  every: 'month',
  version: 1,
  accepts: 'own disclosure',
  onFromStart: false,
  checkedOn: null,
  expect: { claims: [1, 5_000] },

  async *discover({ fetch }) {
    const page = await fetch(HOME)
    if (page === null) return
    const links = linksIn(parseHtml(page), page.finalUrl, 'a[href]', /\.csv(\?|$)/i)
    if (links.length === 0) throw new DriftError('The page links to no CSV file. Download the list, save it as CSV, and put it into the watched folder.')
    for (const link of links) yield { url: link.url, as: 'supplier-list', title: link.text || 'Marks & Spencer supplier list' }
  },

  parse: (capture) =>
    parseSupplierList(capture, {
      brand: 'Marks & Spencer',
      sector: 'clothing',
      title: 'Marks & Spencer supplier list',
      columns: { name: 'Supplier Name', country: 'Country', address: 'Address', product: 'Product Type' },
    }),
})
