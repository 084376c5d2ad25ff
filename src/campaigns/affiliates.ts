/** Affiliates: groups that apply, are admitted by ballot, and send delegates. */
import { transact } from '../db/client.ts'
import { ConflictError, ForbiddenError, InvalidError, NotFoundError } from '../errors.ts'
import { AffiliateInput } from '../model/campaign.ts'
import { hashId, slugOf } from '../model/id.ts'
import type { CampaignDeps } from './ballots.ts'
import {
  type AffiliateRow,
  countAffiliated,
  findAffiliate,
  findDelegate,
  insertAffiliate,
  noteCampaignChange,
  seatPerson,
  setAffiliate,
  unseatPerson,
} from './campaign-queries.ts'

const SITTING = new Set(['committee', 'admin'])

/** A group applies. @returns its slug @throws InvalidError; ConflictError when a group of this name is there */
export async function applyAsAffiliate({ db, now }: CampaignDeps, input: AffiliateInput, demonstration = false): Promise<string> {
  const parsed = AffiliateInput.safeParse(input)
  if (!parsed.success)
    throw new InvalidError(`This cannot be taken: ${parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}.`)
  const group = parsed.data
  const slug = slugOf(group.name)
  return await transact(db, async (tx) => {
    const id = hashId('aff', slug)
    const row = { ...group, id, slug, state: 'applied' as const, seats: 1, appliedAt: now(), demonstration }
    if (!(await insertAffiliate(tx, row))) throw new ConflictError(`A group called "${group.name}" has applied or is affiliated already.`)
    await noteCampaignChange(tx, 'affiliate', id)
    return slug
  })
}

/**
 * Admits a group without a ballot, as long as there is nobody to ask: the founding group.
 * @throws ConflictError once a group is affiliated: the committee decides by ballot then
 */
export async function admitFounding({ db }: CampaignDeps, slug: string, seats: number): Promise<void> {
  await transact(db, async (tx) => {
    const affiliate = await getAffiliate(tx, slug)
    if (!affiliate.demonstration && (await countAffiliated(tx)) > 0)
      throw new ConflictError('There is an affiliated group already, so the committee decides by ballot.')
    if (affiliate.state !== 'applied') throw new ConflictError(`${affiliate.name} was decided on already.`)
    await setAffiliate(tx, affiliate.id, { state: 'affiliated', seats })
    await noteCampaignChange(tx, 'affiliate', affiliate.id)
  })
}

/** Seats a delegate, who may share the seat with one other. @throws ForbiddenError for whoever is not on the committee; InvalidError for a seat that is not there or is full */
export async function seatDelegate({ db }: CampaignDeps, slug: string, pseudonym: string, seat: number): Promise<void> {
  await transact(db, async (tx) => {
    const affiliate = await getAffiliate(tx, slug)
    if (affiliate.state !== 'affiliated') throw new ConflictError(`${affiliate.name} is not affiliated.`)
    const person = await findDelegate(tx, pseudonym)
    if (!person) throw new NotFoundError(`There is nobody called "${pseudonym}" here.`)
    if (!SITTING.has(person.role)) throw new ForbiddenError(`${pseudonym} has the role "${person.role}". Delegates have the role "committee".`)
    await seatPerson(tx, person.id, affiliate.id, seat).catch((error: unknown) => {
      const refusal = REFUSALS[(error as { constraint?: string }).constraint ?? '']
      throw refusal ? new InvalidError(refusal) : error
    })
    await noteCampaignChange(tx, 'affiliate', affiliate.id)
  })
}
const REFUSALS: Readonly<Record<string, string>> = {
  seat_exists: 'This group does not have so many seats.',
  seat_for_two: 'Two people share this seat already.',
}

/** Takes a delegate from their seat. Ballots that are open keep the seat's vote. */
export async function unseatDelegate({ db }: CampaignDeps, slug: string, personId: string): Promise<void> {
  await transact(db, async (tx) => {
    const affiliate = await getAffiliate(tx, slug)
    await unseatPerson(tx, personId, affiliate.id)
    await noteCampaignChange(tx, 'affiliate', affiliate.id)
  })
}

/** A group leaves. Its seats have no vote in later ballots. */
export async function leaveAsAffiliate({ db }: CampaignDeps, slug: string): Promise<void> {
  await transact(db, async (tx) => {
    const affiliate = await getAffiliate(tx, slug)
    if (affiliate.state !== 'affiliated') throw new ConflictError(`${affiliate.name} is not affiliated.`)
    for (const { personId } of affiliate.holders) await unseatPerson(tx, personId, affiliate.id)
    await setAffiliate(tx, affiliate.id, { state: 'left' })
    await noteCampaignChange(tx, 'affiliate', affiliate.id)
  })
}

async function getAffiliate(tx: Parameters<typeof findAffiliate>[0], slug: string): Promise<AffiliateRow> {
  const affiliate = await findAffiliate(tx, slug)
  if (!affiliate) throw new NotFoundError(`There is no group "${slug}".`)
  return affiliate
}
