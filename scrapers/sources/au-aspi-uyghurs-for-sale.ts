/**
 * "Uyghurs for sale" (Australian Strategic Policy Institute, 2020): labour transfers to factories in the supply chains of named brands.
 * Read: the report's page, as an article. Left alone: the rest of the institute's site.
 */
import { defineSource } from '../source.ts'

export default defineSource({
  title: 'Uyghurs for sale',
  publisher: {
    name: 'Australian Strategic Policy Institute',
    kind: 'ngo',
    reliability: 'B',
    reliabilityReason: 'Names its open sources and links to copies of them; part of its money comes from governments and arms firms.',
  },
  home: 'https://www.aspi.org.au/report/uyghurs-sale',
  licence: 'All rights reserved; short quotes for criticism and review',
  open: false,
  every: 'month',
  version: 1,
  accepts: null,
  onFromStart: false,
  checkedOn: null,
  expect: { claims: [0, 2_000] },

  async *discover() {
    yield { url: 'https://www.aspi.org.au/report/uyghurs-sale', as: 'report', title: 'Uyghurs for sale', publishedOn: '2020-03-01' }
  },
})
