/**
 * Find a Tender: contracts above the thresholds that public bodies of the United Kingdom have awarded, as OCDS releases.
 * Read: buyer, supplier, what was bought, for how long. Left alone: tenders, prices, contact persons, suppliers that may be people.
 * API: find-tender.service.gov.uk/apidocumentation/1.0/GET-ocdsReleasePackages.
 */
import { daysBefore, readReleases, releasePages } from '../kit/ocds.ts'
import { defineSource } from '../source.ts'

const API = 'https://www.find-tender.service.gov.uk/api/1.0/ocdsReleasePackages'
const DAYS = 14

export default defineSource({
  title: 'Find a Tender: contracts awarded',
  publisher: {
    name: 'Find a Tender',
    kind: 'government',
    reliability: 'A',
    reliabilityReason: 'Where public bodies must publish what they award; each notice is the buyer’s own.',
  },
  home: 'https://www.find-tender.service.gov.uk/',
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
      const query = new URLSearchParams({ updatedFrom: `${day}T00:00:00`, updatedTo: `${day}T23:59:59`, stages: 'award', limit: '100' })
      yield* releasePages(fetch, `${API}?${query}`, `Contracts awarded, ${day}`, 'Find a Tender', signal)
    }
  },

  parse: (capture) => readReleases(capture, 'find a tender', 'Find a Tender'),
})
