/** Claims: what a document says of an organisation, before and after people have ruled on it. */
import { z } from 'zod'
import { OrganisationName } from './organisation.ts'
import { SiteInput } from './site.ts'

export const Predicate = z
  .enum([
    'brand_of',
    'owned_by',
    'sources_from',
    'operates',
    'located_at',
    'takes_part_in',
    'listed_on',
    'funded_by',
    'committed_to',
    'withdrew_from',
    'ships_with',
    'organises_at',
    'acted_at',
  ])
  .describe('What the subject is said to do')
export type Predicate = z.infer<typeof Predicate>

/** Each predicate as it reads between two names. */
export const PREDICATE_WORDS: Readonly<Record<Predicate, string>> = {
  brand_of: 'is a brand of',
  owned_by: 'is owned by',
  sources_from: 'buys from',
  operates: 'runs',
  located_at: 'has a site at',
  takes_part_in: 'takes part in',
  listed_on: 'is on the',
  funded_by: 'is funded by',
  committed_to: 'promised',
  withdrew_from: 'stopped buying from',
  ships_with: 'ships with',
  organises_at: 'organises workers at',
  acted_at: 'took action at',
}

export const ClaimStatus = z.enum(['candidate', 'accepted', 'published', 'contested', 'rejected', 'retracted']).describe('Where a claim stands')
export type ClaimStatus = z.infer<typeof ClaimStatus>

export const Stance = z.enum(['supports', 'refutes'])
export type Stance = z.infer<typeof Stance>

/** What a reviewer can rule. `contest` opens a dispute, `uphold` ends it, `reopen` takes one's own decision back at once. */
export const Ruling = z.enum(['accept', 'reject', 'contest', 'uphold', 'retract', 'reopen'])
export type Ruling = z.infer<typeof Ruling>

/** From which status a ruling may be made, and to which it leads. */
export const RULINGS: Readonly<Record<Ruling, { readonly from: readonly ClaimStatus[]; readonly to: ClaimStatus }>> = {
  accept: { from: ['candidate'], to: 'accepted' },
  reject: { from: ['candidate'], to: 'rejected' },
  contest: { from: ['accepted', 'published'], to: 'contested' },
  uphold: { from: ['contested'], to: 'accepted' },
  retract: { from: ['accepted', 'published', 'contested'], to: 'retracted' },
  reopen: { from: ['accepted', 'published', 'rejected'], to: 'candidate' },
}

/** What a claim's object can be, as a document names it. */
export const ClaimObject = z.discriminatedUnion('type', [
  z.object({ type: z.literal('organisation'), organisation: OrganisationName }),
  z.object({ type: z.literal('programme'), name: z.string() }),
  z.object({ type: z.literal('list'), slug: z.string() }),
  z.object({ type: z.literal('site'), site: SiteInput }),
  z.object({ type: z.literal('pledge'), text: z.string().max(500) }),
  z.object({ type: z.literal('place'), text: z.string().max(500) }),
])
export type ClaimObject = z.infer<typeof ClaimObject>

/** A relation that a passage of a text asserts, with the passage's place in UTF-16 units of that text. */
export const StatedClaim = z.object({
  subject: OrganisationName,
  predicate: Predicate,
  object: ClaimObject,
  product: z.string().max(200).nullish(),
  tier: z.number().int().min(1).max(20).nullish(),
  period: z.string().max(60).nullish().describe('The time it speaks of, as the document writes it'),
  start: z.number().int().nonnegative(),
  end: z.number().int().positive(),
  stance: Stance.default('supports'),
  confidence: z.number().min(0).max(1),
  rule: z.string().describe('What found it'),
  why: z.string().max(1_000).nullish().describe('How it was found, in a sentence'),
})
export type StatedClaim = z.output<typeof StatedClaim>
