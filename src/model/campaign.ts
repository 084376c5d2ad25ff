/** Campaigns, calls and actions: what people decided to do, and when. Calls are decided by ballot, never computed. */
import { z } from 'zod'

export const CallKind = z.enum(['write', 'ask at work', 'leaflet', 'picket', 'boycott'])
export type CallKind = z.infer<typeof CallKind>
export const DemandState = z.enum(['open', 'promised', 'met', 'broken'])
export type DemandState = z.infer<typeof DemandState>
export const ActionKind = z.enum(['picket', 'stall', 'online storm', 'public meeting', 'embassy protest'])
export type ActionKind = z.infer<typeof ActionKind>

export const CampaignInput = z.object({
  slug: z.string().regex(/^[a-z0-9-]+$/),
  brand: z.string(),
  title: z.string(),
  summary: z.string(),
  groups: z.array(z.string()).min(1),
  demands: z.array(z.object({ text: z.string(), state: DemandState, since: z.iso.date() })),
  call: z
    .object({
      kind: CallKind,
      opensOn: z.iso.date(),
      closesOn: z.iso.date().nullable(),
      ballot: z.object({ yes: z.number().int(), no: z.number().int(), abstained: z.number().int(), heldOn: z.iso.date() }),
    })
    .nullable(),
})
export type CampaignInput = z.infer<typeof CampaignInput>

export const ActionInput = z.object({
  key: z.string(),
  kind: ActionKind,
  title: z.string(),
  brand: z.string().nullable(),
  campaign: z.string().nullable(),
  startsAt: z.date(),
  endsAt: z.date().nullable(),
  place: z.string(),
  town: z.string().nullable(),
  lat: z.number().nullable(),
  lon: z.number().nullable(),
  note: z.string().nullable(),
})
export type ActionInput = z.infer<typeof ActionInput>
