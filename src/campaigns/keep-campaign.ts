/** Keep campaign: the demands made of a brand, the groups that make them, and the call that a ballot decided. */
import { type Db, json, transact } from '../db/client.ts'
import { noteChanges } from '../db/change-queries.ts'
import { InvalidError, NotFoundError } from '../errors.ts'
import { ActionInput, CampaignInput } from '../model/campaign.ts'
import { hashId } from '../model/id.ts'
import { findBrand, upsertAction, upsertCampaign } from './queries.ts'

/**
 * Keeps a campaign. Its call needs a ballot with more for it than against.
 * @throws NotFoundError when its brand is not known; InvalidError when the ballot did not carry the call
 */
export async function keepCampaign(db: Db, input: CampaignInput, demonstration = false): Promise<void> {
  const campaign = CampaignInput.parse(input)
  if (campaign.call && campaign.call.ballot.yes <= campaign.call.ballot.no) throw new InvalidError('This ballot did not carry the call, so it is not open.')
  await transact(db, async (tx) => {
    const brand = await findBrand(tx, campaign.brand)
    if (!brand) throw new NotFoundError(`There is no brand "${campaign.brand}".`)
    await upsertCampaign(tx, {
      id: hashId('cam', campaign.slug),
      slug: campaign.slug,
      organisationId: brand.id,
      title: campaign.title,
      summary: campaign.summary,
      groups: json(campaign.groups),
      demands: json(campaign.demands),
      call: json(campaign.call),
      demonstration,
    })
    await noteChanges(tx, [brand.id])
  })
}

/** Keeps a dated action. @throws NotFoundError when its brand is not known */
export async function keepAction(db: Db, input: ActionInput, demonstration = false): Promise<void> {
  const { key, brand: slug, campaign, ...action } = ActionInput.parse(input)
  await transact(db, async (tx) => {
    const brand = slug === null ? null : await findBrand(tx, slug)
    if (slug !== null && !brand) throw new NotFoundError(`There is no brand "${slug}".`)
    await upsertAction(tx, { id: hashId('act', key), ...action, organisationId: brand?.id ?? null, campaignSlug: campaign, demonstration })
    if (brand) await noteChanges(tx, [brand.id])
  })
}
