/**
 * Reports of the Australian Strategic Policy Institute that deal with Xinjiang: its list of reports, page by page.
 * Read: each report's page and the PDF it links to. Left alone: reports on other matters, by their titles.
 */
import { defineSource } from '../source.ts'
import { listReports } from '../kit/reports.ts'

const HOME = 'https://www.aspi.org.au/report'

export default defineSource({
  title: 'ASPI reports on Xinjiang',
  publisher: {
    name: 'Australian Strategic Policy Institute',
    kind: 'ngo',
    reliability: 'B',
    reliabilityReason: 'Names its open sources and links to copies of them; part of its money comes from governments and arms firms.',
  },
  home: HOME,
  licence: 'All rights reserved; short quotes for criticism and review',
  open: false,
  every: 'week',
  revisit: 'month',
  budget: 100,
  version: 1,
  accepts: null,
  onFromStart: false,
  checkedOn: null,
  expect: { claims: [0, 2_000] },

  discover: (context) =>
    listReports(context, { home: HOME, projects: /\/report\/[\w-]*(?:uyghur|xinjiang|forced-labou?r|cultural-erasure)[\w-]*\/?$/i, mostPages: 20 }),
})
