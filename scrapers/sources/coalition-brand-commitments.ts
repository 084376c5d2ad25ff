/**
 * The Coalition to End Forced Labour in the Uyghur Region: brands and retailers that signed its Call to Action.
 * Read: the list of companies that signed. Left alone: organisations that support the call.
 */
import { DriftError } from '../../src/errors.ts'
import { parseHtml } from '../kit/html.ts'
import { readingOfRows } from '../kit/rows.ts'
import { expectCount } from '../kit/strict.ts'
import { squeeze } from '../../src/read/text-builder.ts'
import { defineSource } from '../source.ts'

const HOME = 'https://enduyghurforcedlabour.org/call-to-action/'
const HEADING = /(?:brands?|companies|retailers)[^.]*\b(?:committed|signed|signator)/i

const source = defineSource({
  title: 'Brands that signed the Call to Action',
  publisher: {
    name: 'Coalition to End Forced Labour in the Uyghur Region',
    kind: 'ngo',
    reliability: 'B',
    reliabilityReason: 'Unions and human rights groups; it keeps the list of those who signed its own call.',
  },
  home: HOME,
  licence: 'All rights reserved; short quotes for criticism and review',
  open: false,
  every: 'week',
  version: 1,
  accepts: null,
  onFromStart: false,
  checkedOn: null,
  expect: { claims: [1, 500] },

  async *discover() {
    yield { url: HOME, as: 'commitments', title: 'Brands that signed the Call to Action' }
  },

  parse(capture) {
    const $ = parseHtml(capture)
    const heading = $('h1, h2, h3, h4')
      .filter((_, element) => HEADING.test($(element).text()))
      .first()
    const list = heading.nextAll('ul, ol').first()
    if (heading.length === 0 || list.length === 0)
      throw new DriftError('There is no list below a heading that says who signed. Compare the page with the source’s file.')
    const names = list
      .find('li')
      .toArray()
      .map((item) => squeeze($(item).text()))
      .filter((name) => name !== '' && name.length <= 200)
    expectCount('brands', names.length, source.expect.claims)
    return readingOfRows({
      title: 'Brands that signed the Call to Action',
      rule: 'call to action',
      language: 'en',
      head: [squeeze(heading.text())],
      rows: names.map((name) => ({
        cells: [name],
        claims: [
          {
            subject: { name, kind: 'brand' as const },
            predicate: 'committed_to' as const,
            object: { type: 'pledge' as const, text: 'the Call to Action of the Coalition to End Forced Labour in the Uyghur Region' },
          },
        ],
      })),
    })
  },
})
export default source
