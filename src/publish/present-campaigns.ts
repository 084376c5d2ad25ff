/** Campaigns, ballots and actions as the public sees them. */
import { type Proposal, ruleText } from '../model/ballot.ts'
import type { ActionRecord, BallotRecord, CampaignRecord } from '../model/campaign-record.ts'
import { occurrences } from '../model/when.ts'
import type { ActionRow, BallotRow, CampaignRow } from './campaign-queries.ts'

type BrandRef = { readonly slug: string; readonly name: string }

export function campaignRecord({ call, endedOn, organisationId: _, demands, ...row }: CampaignRow, brand: BrandRef): CampaignRecord {
  return {
    ...row,
    brand,
    demands: [...demands],
    ended: endedOn,
    call: call && {
      kind: call.kind,
      opens: call.opensOn,
      closes: call.closesOn,
      ballot: { ...count(call.ballot), id: call.ballot.id, held: call.ballot.heldOn },
    },
  }
}
const count = ({ yes, no, abstained }: { yes: number; no: number; abstained: number }) => ({ yes, no, abstained })

export function actionRecord(row: ActionRow, brand: BrandRef | null = row.brand): ActionRecord {
  return {
    id: row.id,
    kind: row.kind as ActionRecord['kind'],
    title: row.title,
    brand,
    campaign: row.campaignSlug,
    site: row.siteId,
    starts: row.startsAt.toISOString(),
    ends: row.endsAt?.toISOString() ?? null,
    repeats: row.repeats,
    place: row.place,
    town: row.town,
    lat: row.lat,
    lon: row.lon,
    url: row.url,
    organisedBy: row.organisedBy,
    access: row.access,
    stewards: row.stewards,
    wetWeather: row.wetWeather,
    note: row.note,
    state: row.state as ActionRecord['state'],
    sequence: row.sequence,
    updated: row.madeAt.toISOString(),
    reports: row.reports,
    demonstration: row.demonstration,
  }
}

/** Whether an action is still to come, or goes on. */
export function isAhead({ startsAt, endsAt, repeats }: Pick<ActionRow, 'startsAt' | 'endsAt' | 'repeats'>, now: Date): boolean {
  const lasts = Math.max(3_600_000, (endsAt?.getTime() ?? 0) - startsAt.getTime())
  return occurrences(startsAt, repeats, new Date(now.getTime() - lasts), 1).length > 0
}

export function ballotRecord(row: BallotRow): BallotRecord {
  const isClosed = row.closedAt !== null
  return {
    id: row.id,
    question: row.question,
    kind: (row.proposal as Proposal).kind,
    campaign: row.campaign,
    affiliate: row.affiliate,
    reason: row.reason,
    secret: row.isSecret,
    rule: ruleText(row),
    opened: row.openedAt.toISOString(),
    closes: row.closesAt.toISOString(),
    closed: row.closedAt?.toISOString() ?? null,
    result: row.result as BallotRecord['result'],
    count: isClosed ? { entitled: row.entitled ?? 0, yes: row.yes ?? 0, no: row.no ?? 0, abstained: row.abstained ?? 0 } : null,
    turnout: { voted: row.seats.filter(({ voted }) => voted).length, seats: row.seats.length },
    votes: isClosed && !row.isSecret ? row.seats.map(({ group, seat, choice }) => ({ group, seat, choice })) : [],
    demonstration: row.demonstration,
  }
}
