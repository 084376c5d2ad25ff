/** Keep campaign: the demands made of a brand, and the groups that make them. Its call is decided by ballot. */
import { transact } from '../db/client.ts'
import { noteChanges } from '../db/change-queries.ts'
import { ConflictError, InvalidError, NotFoundError } from '../errors.ts'
import { CampaignInput } from '../model/campaign.ts'
import { hashId } from '../model/id.ts'
import type { CampaignDeps } from './ballots.ts'
import { findAffiliate, findBrand, findCampaign, setEnded, standingClaims, upsertCampaign } from './campaign-queries.ts'

/**
 * Keeps a campaign: a new one, or another text of one that is there.
 * @throws NotFoundError when its brand is not known; InvalidError for a group that is not affiliated, or a demand shown by a claim that is not published;
 * ConflictError when another brand's campaign has this address
 */
export async function keepCampaign({ db }: CampaignDeps, input: CampaignInput, openedBy: string): Promise<void> {
  const campaign = CampaignInput.parse(input)
  await transact(db, async (tx) => {
    const brand = await findBrand(tx, campaign.brand)
    if (!brand) throw new NotFoundError(`There is no brand "${campaign.brand}".`)
    const known = await findCampaign(tx, campaign.slug)
    if (known && known.organisationId !== brand.id) throw new ConflictError(`The address ${campaign.slug} belongs to a campaign about ${known.brandName}.`)
    const groups = []
    for (const slug of new Set(campaign.groups)) {
      const affiliate = await findAffiliate(tx, slug)
      if (affiliate?.state !== 'affiliated') throw new InvalidError(`"${slug}" is not an affiliated group, so it cannot make a campaign.`)
      groups.push(affiliate.id)
    }
    const shown = campaign.demands.flatMap(({ claims }) => claims)
    const standing = await standingClaims(tx, shown)
    const missing = shown.filter((id) => !standing.has(id))
    if (missing.length > 0) throw new InvalidError(`What shows how a demand stands must be a published claim. ${missing.join(', ')} is none.`)
    await upsertCampaign(
      tx,
      {
        id: known?.id ?? hashId('cam', campaign.slug),
        slug: campaign.slug,
        organisationId: brand.id,
        title: campaign.title,
        summary: campaign.summary,
        demands: campaign.demands,
        demonstration: brand.demonstration,
        openedBy,
      },
      groups,
    )
    await noteChanges(tx, [brand.id])
  })
}

/** Ends a campaign whose call has ended, or takes it up again. @throws NotFoundError; ConflictError while a call stands */
export async function endCampaign({ db, now }: CampaignDeps, slug: string, isEnded: boolean): Promise<void> {
  await transact(db, async (tx) => {
    const campaign = await findCampaign(tx, slug)
    if (!campaign) throw new NotFoundError(`There is no campaign "${slug}".`)
    if (isEnded && campaign.call !== null) throw new ConflictError('A call stands. The committee ends it by ballot first.')
    await setEnded(tx, campaign.id, isEnded ? now().toISOString().slice(0, 10) : null)
    await noteChanges(tx, [campaign.organisationId])
  })
}
