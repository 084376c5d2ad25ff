/** Targets: sites of published brands ranked for a campaigner near a place, by a formula that is shown. */
import { z } from 'zod'
import type { CallKind } from './campaign.ts'
import { dayText } from './day.ts'
import { Headline } from './grade.ts'
import type { CampaignRecord } from './campaign-record.ts'
import { SiteRecord } from './profile.ts'

export const Target = z
  .object({
    site: SiteRecord,
    brand: z.object({ slug: z.string(), name: z.string(), headline: Headline, grade: z.string().nullable(), demonstration: z.boolean() }),
    distanceMetres: z.number().int(),
    score: z.number().describe('The sum of the parts'),
    parts: z
      .object({
        grade: z.number(),
        call: z.number(),
        distance: z.number(),
        footfall: z.number(),
        actions: z.number(),
      })
      .describe('Points for each part: evidence up to 50, an open call up to 25, nearness up to 15, a busy street up to 6, an action here within 30 days 4'),
    reasons: z.array(z.string()),
    actions: z.array(z.object({ id: z.string(), title: z.string(), next: z.string() })).describe('What is planned there'),
  })
  .meta({ id: 'Target' })
export type Target = z.infer<typeof Target>

type CallDays = { readonly opens: string; readonly closes: string | null }
/** Whether a call is open on a day. */
export const isOpenCall = ({ opens, closes }: CallDays, today: string): boolean => opens <= today && (closes === null || closes >= today)

/** The call that is open on a day, of campaigns that have not ended; or null. */
export const openCallOf = (campaigns: readonly CampaignRecord[], today: string): CampaignRecord['call'] =>
  campaigns.map(({ call, ended }) => (ended === null ? call : null)).find((call) => call !== null && isOpenCall(call, today)) ?? null

/**
 * Whether people may act on a brand: a chain leads from it today (its headline says so), or a call about it is open. Only such brands are
 * ranked, planned against and leafleted. "None found" is no target, and never means clean.
 */
export const isTarget = (brand: { readonly headline: string; readonly call: CallDays | null }, today: string): boolean =>
  brand.headline !== 'None found' || (brand.call !== null && isOpenCall(brand.call, today))

/** The same of a whole profile. */
export const isTargetNow = ({ headline, campaigns }: { readonly headline: string; readonly campaigns: readonly CampaignRecord[] }, today: string): boolean =>
  isTarget({ headline, call: openCallOf(campaigns, today) }, today)

const GRADE_POINTS: Readonly<Record<z.infer<typeof Headline>, number>> = { Strong: 50, Substantial: 38, Some: 20, Contested: 12, 'None found': 0 }
const CALL_POINTS: Readonly<Record<CallKind, number>> = { boycott: 25, picket: 25, leaflet: 18, 'ask at work': 10, write: 8 }

/** What ranking knows of one site. */
export type TargetFacts = {
  readonly headline: z.infer<typeof Headline>
  readonly chains: number
  readonly call: { readonly kind: CallKind; readonly closes: string | null } | null
  readonly distanceMetres: number
  readonly radiusMetres: number
  readonly footfall: number | null
  readonly actionsHere: number
}

/**
 * A target's score: the sum of its parts, each rounded to one place. Nearness falls evenly from 15 points at
 * the place itself to 0 at the edge of the circle.
 */
export function rankTarget(facts: TargetFacts): Pick<Target, 'score' | 'parts'> {
  const parts = {
    grade: GRADE_POINTS[facts.headline],
    call: facts.call ? CALL_POINTS[facts.call.kind] : 0,
    distance: round(15 * Math.max(0, 1 - facts.distanceMetres / facts.radiusMetres)),
    footfall: facts.footfall ? facts.footfall * 2 : 0,
    actions: facts.actionsHere > 0 ? 4 : 0,
  }
  const score = round(parts.grade + parts.call + parts.distance + parts.footfall + parts.actions)
  return { score, parts }
}

const round = (x: number) => Math.round(x * 10) / 10

/** Why it stands where it stands, in words. */
export function reasonsOf(facts: TargetFacts): string[] {
  const chains = facts.chains === 1 ? 'one chain of evidence' : `${facts.chains} chains of evidence`
  const reasons = [facts.headline === 'None found' ? 'None found' : `${facts.headline}: ${chains}`]
  if (facts.call) reasons.push(`call to ${facts.call.kind}${facts.call.closes ? ` until ${dayText(facts.call.closes)}` : ''}`)
  else if (facts.headline !== 'None found') reasons.push('no call yet: write first')
  if (facts.actionsHere > 0) reasons.push(facts.actionsHere === 1 ? 'one action here soon or lately' : `${facts.actionsHere} actions here soon or lately`)
  if (facts.footfall === 3) reasons.push('main shopping street')
  reasons.push(distanceText(facts.distanceMetres))
  return reasons
}

/** A distance as people say it: `400 m`, `1.3 km`, `24 km`. */
export function distanceText(metres: number): string {
  if (metres < 1_000) return `${Math.round(metres / 50) * 50} m`
  return metres < 10_000 ? `${(metres / 1_000).toFixed(1)} km` : `${Math.round(metres / 1_000)} km`
}

/** How long it is on foot, for what is near: `, 8 minutes on foot`. At 80 metres a minute along streets that are a third longer than the crow flies. */
export function walkText(metres: number): string {
  if (metres > 4_000) return ''
  const minutes = Math.max(1, Math.round((metres * 1.33) / 80))
  return `, ${minutes === 1 ? 'a minute' : `${minutes} minutes`} on foot`
}
