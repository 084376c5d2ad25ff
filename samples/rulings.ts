/** What the demonstration's made-up reviewers rule. Every other candidate they accept. */

/** Who accepts, and why. */
export const REVIEWER = 'Reviewer Wren'
export const SECOND_REVIEWER = 'Reviewer Teasel'
export const ACCEPT_REASON = 'Read against the sealed copy: the sentence says so of these two, in these words.'

/** Candidates that are not accepted, by a piece of their quote. */
export const REJECTED: readonly { readonly quote: string; readonly reason: string }[] = [
  { quote: 'may have bought lint', reason: 'The report itself says that it could not confirm this.' },
  { quote: 'We found no evidence that Brightwell Home', reason: 'The sentence says that nothing was found. It links nobody.' },
]

/** A claim that a company disputes: told, answered, contested, and waiting for a decision. */
export const CONTESTED = {
  quote: 'supplies small solar panels to Pell Electricals',
  brand: 'Pell Electricals',
  toldOn: '2025-09-20',
  receivedOn: '2025-10-06',
  text: 'The panels in our lamps were bought through an agent, who tells us that the modules named in the report went to another customer. We have asked for the serial numbers and will publish them.',
  reason: 'Pell Electricals disputes this step and has promised serial numbers. A reviewer who has not decided before will rule on it.',
  path: '/demonstration/pell-electricals/our-reply.html',
} as const

/** A claim that turned out wrong. */
export const RETRACTED = {
  quote: 'Brightwell Home bought printed curtains',
  reason: 'The newspaper withdrew its report on 20 March 2026: its source had mixed up two customers. We withdraw the claim and regret having published it.',
} as const

/** An answer that stands beside a claim nobody disputes. */
export const ANSWERED = {
  quote: 'received 46 consignments of combed cotton yarn',
  brand: 'Halden & Row',
  toldOn: '2026-10-14',
  receivedOn: '2026-11-04',
  text: 'We have asked Lantern Garments for its yarn records and will publish what we find by the end of the year.',
} as const
