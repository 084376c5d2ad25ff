/** Campaigns, calls and actions: what people decided to do, and when. Calls are decided by ballot, never computed. */
import { z } from 'zod'

export const CallKind = z.enum(['write', 'ask at work', 'leaflet', 'picket', 'boycott'])
export type CallKind = z.infer<typeof CallKind>
export const DemandState = z.enum(['open', 'promised', 'met', 'broken'])
export type DemandState = z.infer<typeof DemandState>
export const ActionKind = z.enum(['picket', 'stall', 'online storm', 'public meeting', 'embassy protest'])
export type ActionKind = z.infer<typeof ActionKind>
export const AffiliateKind = z.enum(['union', 'union branch', 'trades council', 'campaign', 'community group', 'student group'])
export type AffiliateKind = z.infer<typeof AffiliateKind>

/** The demands that this field makes, and how each begins. */
export const DEMANDS = {
  'sign the call': 'Sign the call to action of the Coalition to End Forced Labour in the Uyghur Region.',
  'publish the chain': 'Publish the whole supply chain, down to the raw materials.',
  'cut ties': 'Stop buying from ',
  'pay remedy': 'Pay remedy to the workers who were harmed.',
  'recognise the union': 'Recognise the union at ',
  other: '',
} as const
export const DemandKind = z.enum(Object.keys(DEMANDS) as [keyof typeof DEMANDS, ...(keyof typeof DEMANDS)[]])
export type DemandKind = z.infer<typeof DemandKind>

const line = (most: number) => z.string().trim().max(most)
const said = (most: number) => line(most).min(1)
const maybe = (most: number) =>
  line(most)
    .nullish()
    .transform((text) => text || null)

export const Demand = z.object({
  kind: DemandKind.default('other'),
  text: said(300),
  state: DemandState,
  since: z.iso.date(),
  /** Published claims that show it. */
  claims: z.array(z.string().max(40)).max(10).default([]),
  note: maybe(500),
})
export type Demand = z.infer<typeof Demand>

export const CampaignInput = z.object({
  slug: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]*$/, 'small letters, digits and hyphens')
    .max(80),
  brand: said(120),
  title: said(120),
  summary: said(1_000),
  /** The affiliated groups that make it, by their slugs. */
  groups: z.array(z.string().max(120)).min(1, 'at least one affiliated group makes a campaign').max(50),
  demands: z.array(Demand).max(20),
})
export type CampaignInput = z.infer<typeof CampaignInput>

/** A call that stands, with the ballot that decided it. */
export type Call = {
  readonly kind: CallKind
  readonly opensOn: string
  readonly closesOn: string | null
  readonly ballot: { readonly id: string; readonly yes: number; readonly no: number; readonly abstained: number; readonly heldOn: string }
}

/** How often an action comes again. `every month` is on the same day of the month: the 5th of each. */
export const Repeats = z.enum(['every week', 'every two weeks', 'every month', 'every month, same weekday'])
export type Repeats = z.infer<typeof Repeats>

export const ActionInput = z
  .object({
    kind: ActionKind,
    title: said(120),
    brand: maybe(120),
    campaign: maybe(80),
    site: maybe(40),
    startsAt: z.date(),
    endsAt: z.date().nullable(),
    repeats: Repeats.nullable(),
    place: said(200),
    town: maybe(80),
    lat: z.number().min(-90).max(90).nullable(),
    lon: z.number().min(-180).max(180).nullable(),
    url: z
      .url({ protocol: /^https?$/ })
      .max(500)
      .nullable(),
    organisedBy: said(120),
    access: maybe(300),
    stewards: maybe(300),
    wetWeather: maybe(300),
    note: maybe(1_000),
    isPublic: z.boolean(),
  })
  .refine(({ startsAt, endsAt }) => endsAt === null || endsAt > startsAt, { path: ['endsAt'], message: 'it ends before it begins' })
export type ActionInput = z.infer<typeof ActionInput>

export const AffiliateInput = z.object({
  name: said(120),
  kind: AffiliateKind,
  about: said(1_000),
  website: z
    .union([z.literal(''), z.url({ protocol: /^https?$/ }).max(300)])
    .nullish()
    .transform((text) => text || null),
  contact: said(200),
})
export type AffiliateInput = z.infer<typeof AffiliateInput>
