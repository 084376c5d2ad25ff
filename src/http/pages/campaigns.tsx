/** /campaigns and /affiliates: what is demanded of whom, and by whom. */
import { Hono } from 'hono'
import { dayText } from '../../model/day.ts'
import type { AffiliateRecord, BallotRecord, CampaignRecord } from '../../model/campaign-record.ts'
import type { BrandProfile } from '../../model/profile.ts'
import { isTargetNow } from '../../model/target.ts'
import { type ActionAhead, getCampaign, listActions, listAffiliates, listBallots, listCampaigns, statementsOf } from '../../publish/read-campaign-queries.ts'
import { getBrandProfile } from '../../publish/read-queries.ts'
import { ActionItem } from '../components/action.tsx'
import { DemandList, type Statements } from '../components/demands.tsx'
import { Layout } from '../components/layout.tsx'
import { MadeUpMark, madeUpOf } from '../components/made-up.tsx'
import { countText } from '../components/words.ts'
import type { WebDeps } from '../deps.ts'
import { BallotList } from './ballots.tsx'
import { safeHref } from '../safe-href.ts'
import { phrase } from '../../words/language.ts'

function CampaignsPage({ campaigns, affiliates }: { readonly campaigns: readonly CampaignRecord[]; readonly affiliates: number }) {
  const [going, ended] = [campaigns.filter(({ ended }) => ended === null), campaigns.filter(({ ended }) => ended !== null)]
  return (
    <Layout title="Campaigns" here="/actions" madeUp={madeUpOf(campaigns)}>
      <div class="wrap page stack">
        <h1>Campaigns</h1>
        {going.length === 0 && <p class="soft">None goes on at the moment.</p>}
        <CampaignList campaigns={going} />
        {ended.length > 0 && <h2>Ended</h2>}
        <CampaignList campaigns={ended} />
        <p class="small soft">
          Calls are decided by ballot, never computed: <a href="/ballots">every ballot with its count</a>. {countText(affiliates, 'group')}{' '}
          {affiliates === 1 ? 'is' : 'are'} <a href="/affiliates">affiliated</a>.
        </p>
      </div>
    </Layout>
  )
}

const CampaignList = ({ campaigns }: { readonly campaigns: readonly CampaignRecord[] }) => (
  <ul class="plain">
    {campaigns.map((campaign) => (
      <li>
        <a class="who" href={`/campaigns/${campaign.slug}`}>
          {campaign.title}
        </a>
        <MadeUpMark of={campaign} />
        <span class="small soft">
          {campaign.brand.name}
          {campaign.call && phrase(': call to {kind}', { kind: campaign.call.kind })}
          {campaign.ended && phrase(', ended {ended}', { ended: dayText(campaign.ended) })}
        </span>
      </li>
    ))}
  </ul>
)

type CampaignProps = {
  readonly campaign: CampaignRecord
  readonly pledges: BrandProfile['pledges']
  readonly statements: Statements
  /** Whether actions may be planned about its brand today. */
  readonly mayActOn: boolean
  readonly actions: readonly ActionAhead[]
  readonly ballots: readonly BallotRecord[]
}

export function CampaignPage({ campaign, pledges, statements, mayActOn, actions, ballots }: CampaignProps) {
  const { call } = campaign
  return (
    <Layout title={campaign.title} here="/actions" madeUp={madeUpOf([campaign])} description={campaign.summary} feed={`/campaigns/${campaign.slug}/feed.atom`}>
      <div class="wrap page stack">
        <div class="stack tight">
          <p class="soft">
            A campaign about <a href={`/brands/${campaign.brand.slug}`}>{campaign.brand.name}</a>
            {campaign.ended && phrase(', ended {ended}', { ended: dayText(campaign.ended) })}
          </p>
          <h1>
            {campaign.title}
            <MadeUpMark of={campaign} />
          </h1>
          <p class="say">{campaign.summary}</p>
        </div>
        {call ? (
          <section class="stack tight" aria-labelledby="call">
            <h2 id="call">The call: {call.kind}</h2>
            <p>
              Open from {dayText(call.opens)}
              {call.closes ? phrase(' until {closes}', { closes: dayText(call.closes) }) : ''}. Decided by <a href={`/ballots/${call.ballot.id}`}>ballot</a> on{' '}
              {dayText(call.ballot.held)}: {call.ballot.yes} for, {call.ballot.no} against, {call.ballot.abstained} abstained.
            </p>
          </section>
        ) : (
          campaign.ended === null && <p class="soft">No call has been decided. Write first: ask the company what it knows of its suppliers.</p>
        )}
        <section class="stack tight" aria-labelledby="demands">
          <h2 id="demands">What is demanded</h2>
          <DemandList demands={campaign.demands} statements={statements} />
        </section>
        {pledges.length > 0 && (
          <section class="stack tight" aria-labelledby="promised">
            <h2 id="promised">What it promised</h2>
            <ul class="plain">
              {pledges.map((pledge) => (
                <li>
                  <a href={`/claims/${pledge.claim}`}>{pledge.text}</a>
                </li>
              ))}
            </ul>
          </section>
        )}
        {actions.length > 0 && (
          <section class="stack tight" aria-labelledby="soon">
            <h2 id="soon">What is coming up</h2>
            <ul class="plain">
              {actions.map((action) => (
                <ActionItem action={{ ...action, brand: null }} />
              ))}
            </ul>
          </section>
        )}
        <p class="pair">
          {mayActOn && (
            <a class="button small" href={`/actions/plan?campaign=${campaign.slug}`}>
              Plan an action
            </a>
          )}
          <a class="button small quiet" href={`/brands/${campaign.brand.slug}/packs`}>
            Leaflets, letters, a motion
          </a>
          <a href={`/actions.ics?campaign=${campaign.slug}`}>Its calendar</a>
          <a href={`/campaigns/${campaign.slug}/feed.atom`}>Its feed</a>
        </p>
        <section class="stack tight" aria-labelledby="who">
          <h2 id="who">Who demands it</h2>
          <ul class="tags">
            {campaign.groups.map((group) => (
              <li>
                <a href={`/affiliates#${group.slug}`}>{group.name}</a>
              </li>
            ))}
          </ul>
        </section>
        {ballots.length > 0 && (
          <section class="stack tight" aria-labelledby="ballots">
            <h2 id="ballots">Ballots</h2>
            <BallotList ballots={ballots} />
          </section>
        )}
      </div>
    </Layout>
  )
}

function AffiliatesPage({ affiliates }: { readonly affiliates: readonly AffiliateRecord[] }) {
  return (
    <Layout title="Affiliated groups" here="/actions" madeUp={madeUpOf(affiliates)}>
      <div class="wrap page stack prose">
        <h1>Affiliated groups</h1>
        <p class="soft">They make the demands, and their delegates decide by ballot what people are called to do.</p>
        {affiliates.length === 0 && <p>None yet.</p>}
        <ul class="plain">
          {affiliates.map((group) => {
            const href = group.website && safeHref(group.website)
            return (
              <li id={group.slug}>
                {href ? (
                  <a class="who" href={href} rel="noopener noreferrer">
                    {group.name}
                  </a>
                ) : (
                  <span class="who">{group.name}</span>
                )}
                <MadeUpMark of={group} />
                <span class="small soft">
                  {group.kind}, {countText(group.seats, 'seat')}
                </span>
                <span>{group.about}</span>
              </li>
            )
          })}
        </ul>
        <p>
          <a class="button" href="/affiliates/apply">
            Your group applies
          </a>
        </p>
      </div>
    </Layout>
  )
}

export function campaignPages({ db, now }: WebDeps): Hono {
  return new Hono()
    .get('/campaigns', async (c) => c.html(<CampaignsPage campaigns={await listCampaigns(db)} affiliates={(await listAffiliates(db)).length} />))
    .get('/campaigns/:slug', async (c) => {
      const campaign = await getCampaign(db, c.req.param('slug'))
      const [profile, statements, actions, ballots] = await Promise.all([
        getBrandProfile(db, campaign.brand.slug),
        statementsOf(
          db,
          campaign.demands.flatMap(({ claims }) => claims),
        ),
        listActions(db, now(), { campaign: campaign.slug, limit: 50 }),
        listBallots(db, { campaign: campaign.slug, limit: 50 }),
      ])
      const mayActOn = isTargetNow(profile, now().toISOString().slice(0, 10))
      return c.html(
        <CampaignPage campaign={campaign} pledges={profile.pledges} statements={statements} mayActOn={mayActOn} actions={actions} ballots={ballots} />,
      )
    })
    .get('/affiliates', async (c) => c.html(<AffiliatesPage affiliates={await listAffiliates(db)} />))
}
