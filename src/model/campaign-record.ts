/** Published shapes of campaigns: demands, calls, actions with their reports, ballots, affiliated groups. */
import { z } from 'zod'
import { BallotResult, Choice } from './ballot.ts'
import { ActionKind, CallKind, Repeats } from './campaign.ts'

const Day = z.string().describe('A calendar day, YYYY-MM-DD')
const Iso = z.string().describe('An instant, ISO 8601, UTC')

export const CampaignRecord = z
  .object({
    slug: z.string(),
    brand: z.object({ slug: z.string(), name: z.string() }),
    title: z.string(),
    summary: z.string(),
    groups: z.array(z.object({ slug: z.string(), name: z.string() })).describe('The affiliated groups that make it'),
    demands: z.array(
      z.object({
        kind: z.string(),
        text: z.string(),
        state: z.enum(['open', 'promised', 'met', 'broken']),
        since: Day,
        claims: z.array(z.string()).describe('Published claims that show how it stands'),
        note: z.string().nullable(),
      }),
    ),
    call: z
      .object({
        kind: CallKind,
        opens: Day,
        closes: Day.nullable(),
        ballot: z.object({ id: z.string(), yes: z.number().int(), no: z.number().int(), abstained: z.number().int(), held: Day }),
      })
      .nullable()
      .describe('What people are called to do, by ballot'),
    ended: Day.nullable(),
    demonstration: z.boolean(),
  })
  .meta({ id: 'Campaign' })
export type CampaignRecord = z.infer<typeof CampaignRecord>

export const ActionReportRecord = z
  .object({ id: z.string(), on: Day, people: z.number().int().nullable(), text: z.string(), shopSaid: z.string().nullable(), photo: z.boolean() })
  .meta({ id: 'ActionReport' })

export const ActionRecord = z
  .object({
    id: z.string(),
    kind: ActionKind,
    title: z.string(),
    brand: z.object({ slug: z.string(), name: z.string() }).nullable(),
    campaign: z.string().nullable(),
    site: z.string().nullable().describe('The id of the shop'),
    starts: Iso,
    ends: Iso.nullable(),
    repeats: Repeats.nullable().describe('How often it comes again, from its start on, by the clocks of London'),
    place: z.string(),
    town: z.string().nullable(),
    lat: z.number().nullable(),
    lon: z.number().nullable(),
    url: z.string().nullable(),
    organisedBy: z.string(),
    access: z.string().nullable(),
    stewards: z.string().nullable(),
    wetWeather: z.string().nullable(),
    note: z.string().nullable(),
    state: z.enum(['planned', 'cancelled']),
    sequence: z.number().int().describe('How often it was changed'),
    updated: Iso,
    reports: z.array(ActionReportRecord).describe('How it went, as those told who were there'),
    demonstration: z.boolean(),
  })
  .meta({ id: 'Action' })
export type ActionRecord = z.infer<typeof ActionRecord>

export const BallotRecord = z
  .object({
    id: z.string(),
    question: z.string(),
    kind: z.enum(['call', 'end call', 'affiliate']),
    campaign: z.object({ slug: z.string(), title: z.string() }).nullable(),
    affiliate: z.object({ slug: z.string(), name: z.string() }).nullable(),
    reason: z.string(),
    secret: z.boolean(),
    rule: z.string().describe('What carries it'),
    opened: Iso,
    closes: Iso,
    closed: Iso.nullable(),
    result: BallotResult.nullable(),
    count: z.object({ entitled: z.number().int(), yes: z.number().int(), no: z.number().int(), abstained: z.number().int() }).nullable(),
    turnout: z.object({ voted: z.number().int(), seats: z.number().int() }),
    votes: z
      .array(z.object({ group: z.string(), seat: z.number().int(), choice: Choice.nullable() }))
      .describe('How each seat voted; only once an open ballot is closed'),
    demonstration: z.boolean(),
  })
  .meta({ id: 'Ballot' })
export type BallotRecord = z.infer<typeof BallotRecord>

export const AffiliateRecord = z
  .object({
    slug: z.string(),
    name: z.string(),
    kind: z.string(),
    about: z.string(),
    website: z.string().nullable(),
    seats: z.number().int(),
    demonstration: z.boolean(),
  })
  .meta({ id: 'Affiliate' })
export type AffiliateRecord = z.infer<typeof AffiliateRecord>
