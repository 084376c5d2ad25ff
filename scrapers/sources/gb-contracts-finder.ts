/**
 * Contracts Finder: contracts that public bodies in England, and UK-wide departments, have awarded, as OCDS releases.
 * Read: buyer, supplier, what was bought, for how long. Left alone: tenders, prices, contact persons, suppliers that may be people.
 * API: contractsfinder.service.gov.uk/apidocumentation.
 */
import { daysBefore, readReleases, releasePages } from '../kit/ocds.ts'
import { defineSource } from '../source.ts'

const SEARCH = 'https://www.contractsfinder.service.gov.uk/Published/Notices/OCDS/Search'
const DAYS = 14

export default defineSource({
  title: 'Contracts Finder: contracts awarded',
  publisher: {
    name: 'Contracts Finder',
    kind: 'government',
    reliability: 'A',
    reliabilityReason: 'Where public bodies must publish what they award; each notice is the buyer’s own.',
  },
  home: 'https://www.contractsfinder.service.gov.uk/',
  licence: 'Open Government Licence v3.0',
  open: true,
  every: 'day',
  budget: 600,
  revisit: 'month',
  version: 1,
  accepts: 'contract notice',
  onFromStart: false,
  checkedOn: null,
  expect: { claims: [0, 5_000] },

  async *discover({ fetch, today, signal }) {
    for (const day of daysBefore(today, DAYS)) {
      const query = new URLSearchParams({ publishedFrom: `${day}T00:00:00`, publishedTo: `${day}T23:59:59`, stages: 'award', limit: '100' })
      yield* releasePages(fetch, `${SEARCH}?${query}`, `Contracts awarded, ${day}`, 'Contracts Finder', signal)
    }
  },

  parse: (capture) => readReleases(capture, 'contracts finder', 'Contracts Finder'),
})
