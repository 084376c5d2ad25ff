/** Follow: an address asks for a digest, confirms that it asked, and is told once a week what changed, until it says stop. */
import { randomBytes } from 'node:crypto'
import { InvalidError, NotFoundError } from '../errors.ts'
import { EMAIL } from '../model/email.ts'
import type { CampaignDeps } from './ballots.ts'
import { confirmFollower, deleteFollower, findFollower, insertFollower } from './follow-queries.ts'

const MOST_UNCONFIRMED = 3

/** Asks for a digest of everything, of a brand or of a sector. Whoever asked before learns nothing new by asking again. @throws InvalidError for what is no address */
export async function askToFollow({ db, now }: CampaignDeps, input: { email: string; brand: string | null; sector: string | null }): Promise<void> {
  const email = input.email.trim()
  if (email.length > 254 || !EMAIL.test(email)) throw new InvalidError('This is not an e-mail address. Write it as name@example.org.')
  const { brand, sector } = input
  await insertFollower(
    db,
    {
      id: `fol_${randomBytes(10).toString('hex')}`,
      email,
      brand,
      sector: brand === null ? sector : null,
      token: randomBytes(24).toString('base64url'),
      askedAt: now(),
    },
    MOST_UNCONFIRMED,
  )
}

/** What an address follows, by the token in its mails. @throws NotFoundError */
export async function getFollowed(
  { db }: Pick<CampaignDeps, 'db'>,
  token: string,
): Promise<{ brand: string | null; sector: string | null; isConfirmed: boolean }> {
  const follower = await findFollower(db, token.slice(0, 100))
  if (!follower) throw new NotFoundError('Nobody follows by this address any more.')
  return { brand: follower.brand, sector: follower.sector, isConfirmed: follower.confirmedAt !== null }
}

/** Says that it was oneself who asked. @throws NotFoundError */
export async function confirmFollowing(deps: CampaignDeps, token: string): Promise<void> {
  await getFollowed(deps, token)
  await confirmFollower(deps.db, token, deps.now())
}

/** Stops, and forgets the address. Twice is as good as once. */
export async function stopFollowing({ db }: Pick<CampaignDeps, 'db'>, token: string): Promise<void> {
  await deleteFollower(db, token.slice(0, 100))
}
