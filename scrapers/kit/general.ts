/** What the sources of followed addresses have in common: each address names its own publisher. */
export const GENERAL = {
  publisher: {
    name: 'Followed here',
    kind: 'unknown',
    reliability: 'F',
    reliabilityReason: 'Nobody has said yet who publishes these pages.',
  },
  licence: 'Not stated; short quotes for criticism and review',
  open: false,
  version: 1,
  accepts: null,
  onFromStart: true,
  checkedOn: null,
  expect: { claims: [0, 100_000] },
} as const
