/** /actions and /campaigns/:slug: what is coming up, and what is demanded of whom. */
import { Hono } from 'hono'
import type { ActionRecord, CampaignRecord } from '../../model/profile.ts'
import { getCampaign, listActions, listCampaigns } from '../../publish/read-place-queries.ts'
import { DemandList } from '../components/demands.tsx'
import { ActionItem } from '../components/action.tsx'
import { Layout } from '../components/layout.tsx'
import { dayText } from '../../model/day.ts'
import type { WebDeps } from '../deps.ts'

export function ActionsPage({ actions, campaigns }: { readonly actions: readonly ActionRecord[]; readonly campaigns: readonly CampaignRecord[] }) {
  return (
    <Layout title="Actions" here="/actions" madeUp={[...actions, ...campaigns].some((item) => item.demonstration)}>
      <div class="wrap page stack">
        <h1>Actions</h1>
        {actions.length === 0 ? (
          <p class="soft">No action is planned yet. When a campaign plans one, it stands here with its date and place.</p>
        ) : (
          <ol class="plain">
            {actions.map((action) => (
              <ActionItem action={action} />
            ))}
          </ol>
        )}
        {campaigns.length > 0 && (
          <section class="stack tight" aria-labelledby="campaigns">
            <h2 id="campaigns">Campaigns</h2>
            <ul class="plain">
              {campaigns.map((campaign) => (
                <li>
                  <a class="who" href={`/campaigns/${campaign.slug}`}>
                    {campaign.title}
                  </a>
                  <span class="small soft">
                    {campaign.brand.name}
                    {campaign.call && `: call to ${campaign.call.kind}`}
                  </span>
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </Layout>
  )
}

export function CampaignPage({ campaign }: { readonly campaign: CampaignRecord }) {
  return (
    <Layout title={campaign.title} here="/actions" madeUp={campaign.demonstration}>
      <div class="wrap page stack">
        <div class="stack tight">
          <p class="soft">
            A campaign about <a href={`/brands/${campaign.brand.slug}`}>{campaign.brand.name}</a>
          </p>
          <h1>{campaign.title}</h1>
          <p class="lead">{campaign.summary}</p>
        </div>
        {campaign.call && (
          <section class="stack tight" aria-labelledby="call">
            <h2 id="call">The call: {campaign.call.kind}</h2>
            <p>
              Open from {dayText(campaign.call.opens)}
              {campaign.call.closes ? ` until ${dayText(campaign.call.closes)}` : ''}. Decided by ballot on {dayText(campaign.call.ballot.held)}:{' '}
              {campaign.call.ballot.yes} for, {campaign.call.ballot.no} against, {campaign.call.ballot.abstained} abstained.
            </p>
          </section>
        )}
        <section class="stack tight" aria-labelledby="demands">
          <h2 id="demands">What is demanded</h2>
          <DemandList demands={campaign.demands} />
        </section>
        <section class="stack tight" aria-labelledby="who">
          <h2 id="who">Who demands it</h2>
          <ul class="tags">
            {campaign.groups.map((group) => (
              <li>{group}</li>
            ))}
          </ul>
        </section>
      </div>
    </Layout>
  )
}

export function actionPages({ db, now }: WebDeps): Hono {
  return new Hono()
    .get('/actions', async (c) => c.html(<ActionsPage actions={(await listActions(db, now(), { limit: 100 })).items} campaigns={await listCampaigns(db)} />))
    .get('/campaigns/:slug', async (c) => c.html(<CampaignPage campaign={await getCampaign(db, c.req.param('slug'))} />))
}
