/** Campaigns and actions as the public sees them. */
import type { Selectable } from 'kysely'
import type { Action, Campaign } from '../db/schema.ts'
import type { CampaignInput } from '../model/campaign.ts'
import type { ActionRecord, CampaignRecord } from '../model/profile.ts'

type BrandRef = { readonly slug: string; readonly name: string }

export function campaignRecord(row: Selectable<Campaign>, brand: BrandRef): CampaignRecord {
  const call = row.call as CampaignInput['call']
  return {
    slug: row.slug,
    brand,
    title: row.title,
    summary: row.summary,
    groups: row.groups as string[],
    demands: row.demands as CampaignRecord['demands'],
    demonstration: row.demonstration,
    call: call && {
      kind: call.kind,
      opens: call.opensOn,
      closes: call.closesOn,
      ballot: { yes: call.ballot.yes, no: call.ballot.no, abstained: call.ballot.abstained, held: call.ballot.heldOn },
    },
  }
}

export function actionRecord(row: Selectable<Action>, brand: BrandRef | null): ActionRecord {
  return {
    id: row.id,
    kind: row.kind,
    title: row.title,
    brand,
    campaign: row.campaignSlug,
    starts: row.startsAt.toISOString(),
    ends: row.endsAt?.toISOString() ?? null,
    place: row.place,
    town: row.town,
    note: row.note,
    demonstration: row.demonstration,
  }
}
