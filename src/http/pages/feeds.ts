/** Feeds of what changed: of everything, of a sector, of a brand, of a campaign. */
import { Hono } from 'hono'
import { type Change, listChanges } from '../../publish/feed-queries.ts'
import { getCampaign, listActions, listBallots } from '../../publish/read-campaign-queries.ts'
import { getBrandProfile } from '../../publish/read-queries.ts'
import type { WebDeps } from '../deps.ts'
import { type Entry, answerFeed, markedTitle } from '../feed.ts'

const MOST = 100

const entryOf = ({ slug, name, since, changes, demonstration }: Change): Entry => ({
  id: `/brands/${slug}/history#${since.toISOString()}`,
  title: markedTitle(`${name}: ${changes[0] ?? 'changed'}`, demonstration),
  at: since,
  href: `/brands/${slug}/history`,
  summary: changes.join(' '),
})

export function feedRoutes({ db, origin, now }: WebDeps): Hono {
  return new Hono()
    .get('/feed.atom', async (c) => {
      const sector = c.req.query('sector')?.slice(0, 100)
      const changes = await listChanges(db, { limit: MOST, ...(sector ? { sector } : {}) })
      const query = sector ? `?${new URLSearchParams({ sector })}` : ''
      const title = sector ? `Unpick: ${sector}` : 'Unpick: what changed'
      return answerFeed(c, origin, { title, self: `/feed.atom${query}`, page: `/brands${query}`, entries: changes.map(entryOf), now: now() })
    })
    .get('/brands/:slug/feed.atom', async (c) => {
      const { slug, name } = await getBrandProfile(db, c.req.param('slug'))
      const changes = await listChanges(db, { brand: slug, limit: MOST })
      return answerFeed(c, origin, {
        title: `Unpick: ${name}`,
        self: `/brands/${slug}/feed.atom`,
        page: `/brands/${slug}`,
        entries: changes.map(entryOf),
        now: now(),
      })
    })
    .get('/campaigns/:slug/feed.atom', async (c) => {
      const campaign = await getCampaign(db, c.req.param('slug'))
      const { slug, title } = campaign
      const [ballots, actions] = await Promise.all([listBallots(db, { campaign: slug, limit: MOST }), listActions(db, now(), { campaign: slug, limit: MOST })])
      const entries: Entry[] = [
        ...ballots.map((ballot) => ({
          id: `/ballots/${ballot.id}#${ballot.closed ? 'counted' : 'open'}`,
          title: markedTitle(ballot.closed ? `${ballot.question} ${ballot.result}` : `Ballot: ${ballot.question}`, ballot.demonstration),
          at: new Date(ballot.closed ?? ballot.opened),
          href: `/ballots/${ballot.id}`,
          summary: ballot.reason,
        })),
        ...actions.map((action) => ({
          id: `/actions/${action.id}#${action.sequence}`,
          title: markedTitle(action.state === 'cancelled' ? `Called off: ${action.title}` : action.title, action.demonstration),
          at: new Date(action.updated),
          href: `/actions/${action.id}`,
          summary: [action.place, action.town].filter(Boolean).join(', '),
        })),
        ...campaign.demands.map((demand, i) => ({
          id: `/campaigns/${slug}#demand-${i}-${demand.state}-${demand.since}`,
          title: markedTitle(`${demand.text} (${demand.state})`, campaign.demonstration),
          at: new Date(demand.since),
          href: `/campaigns/${slug}`,
        })),
      ]
      entries.sort((a, b) => b.at.getTime() - a.at.getTime())
      return answerFeed(c, origin, {
        title: `Unpick: ${title}`,
        self: `/campaigns/${slug}/feed.atom`,
        page: `/campaigns/${slug}`,
        entries: entries.slice(0, MOST),
        now: now(),
      })
    })
}
