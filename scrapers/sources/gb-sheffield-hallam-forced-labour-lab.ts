/**
 * Reports of the Forced Labour Lab at Sheffield Hallam University: In Broad Daylight, Laundering Cotton, Driving Force and their kin.
 * Read: each project's page, and the reports (PDF) and annexes (XLSX) that it links to. Left alone: the rest of the university's site.
 */
import { defineSource } from '../source.ts'
import { listReports } from '../kit/reports.ts'

const HOME = 'https://www.shu.ac.uk/helena-kennedy-centre-international-justice/research-and-projects/all-projects'

export default defineSource({
  title: 'Forced Labour Lab',
  publisher: {
    name: 'Sheffield Hallam University',
    kind: 'university',
    reliability: 'A',
    reliabilityReason: 'Scholars who name each source, keep copies, and ask companies before publishing.',
  },
  home: HOME,
  licence: 'All rights reserved; short quotes for criticism and review',
  open: false,
  every: 'week',
  revisit: 'month',
  budget: 200,
  version: 1,
  accepts: null,
  onFromStart: false,
  checkedOn: null,
  expect: { claims: [0, 5_000] },

  discover: (context) =>
    listReports(context, {
      home: HOME,
      projects:
        /\/all-projects\/(?:forced-labour-lab|in-broad-daylight|laundered-cotton|driving-force|over-exposed|built-on-repression|financing-and-genocide|eroding-supply|products-made)[\w-]*\/?$/i,
      mostPages: 10,
    }),
})
