/** /brands and /brands/:slug: the list of brands, and what is known of one, each line with its evidence. */
import { sentenceOf } from '../../model/sentence.ts'
import { isTargetNow } from '../../model/target.ts'
import { Hono } from 'hono'
import type { CampaignRecord } from '../../model/campaign-record.ts'
import type { BrandProfile } from '../../model/profile.ts'
import { brandsLike, othersLike } from '../../publish/match-names.ts'
import { getBrandProfile, getBrandProfileOn, listBrandVersions, listBrands, listSectors } from '../../publish/read-queries.ts'
import { ActionItem } from '../components/action.tsx'
import { Answers } from '../components/answers.tsx'
import { DemandList } from '../components/demands.tsx'
import { Grade } from '../components/grade.tsx'
import { Layout } from '../components/layout.tsx'
import { MadeUpMark, madeUpOf } from '../components/made-up.tsx'
import { Thread } from '../components/thread.tsx'
import { InvalidError } from '../../errors.ts'
import { dayText, isDay } from '../../model/day.ts'
import { countText } from '../components/words.ts'
import type { WebDeps } from '../deps.ts'
import { BrandsPage } from './brand-list.tsx'
import { AsOf, HistoryPage, MOST_VERSIONS } from './brand-history.tsx'
import { phrase } from '../../words/language.ts'

/** Chains shown at once; the others open at a tap. */
const SHOWN_CHAINS = 3

type BrandProps = {
  readonly profile: BrandProfile
  /** The page as it was at the end of this day; null: as it is. */
  readonly on?: string | null
  /** Claims of then that are withdrawn now, with when. */
  readonly withdrawn?: ReadonlyMap<string, string>
  readonly today: string
  /** Where this site is, for those who share the page. */
  readonly origin: string
}

export function BrandPage({ profile, on = null, withdrawn = new Map(), today, origin }: BrandProps) {
  const mayActOn = isTargetNow(profile, today)
  const url = `${origin}/brands/${profile.slug}`
  const current = profile.chains.filter((chain) => chain.status !== 'historic')
  const historic = profile.chains.filter((chain) => chain.status === 'historic')
  return (
    <Layout
      title={profile.name}
      here="/brands"
      madeUp={madeUpOf([profile, ...profile.chains.flatMap(({ steps }) => steps.map(({ object }) => object))])}
      description={profile.sentence}
      unlisted={on !== null}
      feed={`/brands/${profile.slug}/feed.atom`}
      share={{ url, image: `${url}/packs/card.png`, oembed: `${origin}/oembed?${new URLSearchParams({ url, format: 'json' })}` }}
    >
      {on !== null && <AsOf profile={profile} on={on} withdrawn={withdrawn} />}
      <div class="wrap hero">
        <div class="stack">
          <p class="soft">
            {profile.sector && <span class="sector">{profile.sector}</span>}
            {profile.owners.map(({ organisation, claim }) => (
              <>
                {' '}
                · part of <a href={`/organisations/${organisation.id}`}>{organisation.name}</a>
                <MadeUpMark of={organisation} />{' '}
                <a class="small soft" href={`/claims/${claim}`}>
                  source
                </a>
              </>
            ))}
          </p>
          <h1>
            {profile.name}
            <MadeUpMark of={profile} />
          </h1>
          <p class="say">{on === null ? sentenceOf(profile.name, profile.chains, phrase) : profile.sentence}</p>
          <p>
            <Grade word={profile.headline} pair={profile.grade} />
          </p>
          <ul class="facts">
            {profile.sites > 0 && (
              <li>
                {countText(profile.sites, 'shop')} in {countText(profile.towns.length, 'town')}
              </li>
            )}
            <li>
              Brought up to date {dayText(profile.updated)}, <a href={`/brands/${profile.slug}/history`}>what changed</a>
            </li>
            {profile.responses.length > 0 && <li>{phrase('{brand} has answered', { brand: profile.name })}</li>}
            {profile.campaigns.map(
              (campaign) =>
                campaign.call && (
                  <li>
                    Call to {campaign.call.kind}, {campaign.call.ballot.yes} to {campaign.call.ballot.no}{' '}
                    <a href={`/ballots/${campaign.call.ballot.id}`}>by ballot</a>
                  </li>
                ),
            )}
          </ul>
        </div>
        {profile.sites > 0 && mayActOn && (
          <form class="card near" action="/targets" method="get">
            <label for="near">Find a shop near you</label>
            <div class="row">
              <input id="near" name="near" placeholder="Town or postcode" autocomplete="postal-code" required />
              <button>Find</button>
            </div>
            <p class="small soft">Looked up here. Nothing is sent to anyone else or kept.</p>
          </form>
        )}
      </div>
      <div class="wrap two">
        <div class="stack">
          <section class="stack" aria-labelledby="why">
            <h2 id="why">{current.length > 0 ? 'Why it is linked' : 'What has been found'}</h2>
            {current.slice(0, SHOWN_CHAINS).map((chain, i) => (
              <Thread chain={chain} open={i === 0} />
            ))}
            {current.length > SHOWN_CHAINS && (
              <details class="further">
                <summary>{countText(current.length - SHOWN_CHAINS, 'more chain')}</summary>
                <div class="stack">
                  {current.slice(SHOWN_CHAINS).map((chain) => (
                    <Thread chain={chain} />
                  ))}
                </div>
              </details>
            )}
            {current.length === 0 && (
              <p>
                No current chain from {profile.name} to a programme or an official list is published. It means that none was found and reviewed, not that there
                is none.
              </p>
            )}
          </section>
          {historic.length > 0 && (
            <section class="stack" aria-labelledby="historic">
              <h2 id="historic">What has ended</h2>
              {historic.map((chain) => (
                <Thread chain={chain} />
              ))}
            </section>
          )}
          {profile.retractions.length > 0 && (
            <section class="stack" aria-labelledby="withdrawn">
              <h2 id="withdrawn">What we withdrew</h2>
              <ul class="plain">
                {profile.retractions.map((retraction) => (
                  <li>
                    <span>We published and have withdrawn: “{retraction.statement}”</span>
                    <span class="small soft">
                      {dayText(retraction.at)}. {retraction.reason} <a href={`/claims/${retraction.claim}`}>The whole record</a>
                    </span>
                  </li>
                ))}
              </ul>
            </section>
          )}
        </div>
        <aside class="stack">
          <Answers profile={profile} />
          <section class="stack" aria-labelledby="do">
            <h2 id="do">What you can do</h2>
            {profile.actions.length > 0 && (
              <ul class="plain">
                {profile.actions.map((action) => (
                  <ActionItem action={{ ...action, brand: null }} />
                ))}
              </ul>
            )}
            {profile.campaigns.map((campaign) => (
              <Demands campaign={campaign} />
            ))}
            {profile.actions.length === 0 && profile.campaigns.length === 0 && (
              <p>
                {current.length > 0
                  ? 'No call has been made. Write first: ask the company which steps of the thread it knows, and for its suppliers down to the raw material.'
                  : 'Ask the company to publish its suppliers down to the raw material.'}
              </p>
            )}
            <p class="pair">
              {mayActOn ? (
                <>
                  <a class="button small" href={`/brands/${profile.slug}/packs`}>
                    Leaflets, letters, a motion
                  </a>
                  <a class="button small quiet" href={`/actions/plan?brand=${profile.slug}`}>
                    Plan an action
                  </a>
                </>
              ) : (
                <a class="button small" href={`/brands/${profile.slug}/packs/letter`}>
                  Write to the company
                </a>
              )}
            </p>
            <p class="small">
              {mayActOn && (
                <>
                  <a href={`/brands/${profile.slug}/alternatives`}>What instead?</a> ·{' '}
                </>
              )}
              <a href={`/workplaces/${profile.id}`}>Who works for it</a> · <a href={`/follow?brand=${profile.slug}`}>Follow this brand</a> ·{' '}
              <a href={`/actions.ics?brand=${profile.slug}`}>Its calendar</a> · <a href={`/api/v1/brands/${profile.slug}`}>This page as data</a>
            </p>
          </section>
        </aside>
      </div>
    </Layout>
  )
}

function Demands({ campaign }: { readonly campaign: CampaignRecord }) {
  return (
    <div class="stack tight">
      <h3>
        <a href={`/campaigns/${campaign.slug}`}>{campaign.title}</a>
      </h3>
      <DemandList demands={campaign.demands} />
    </div>
  )
}

export function brandPages({ db, names, now, origin }: WebDeps): Hono {
  return new Hono()
    .get('/', async (c) => {
      const [q = '', sector = ''] = [c.req.query('q')?.trim().slice(0, 200), c.req.query('sector')?.slice(0, 100)]
      const alike = await brandsLike(names, q)
      const [page, sectors, others] = await Promise.all([
        listBrands(db, { q, alike, sector: sector || undefined, cursor: c.req.query('cursor'), limit: 50 }),
        listSectors(db),
        othersLike(names, q),
      ])
      return c.html(<BrandsPage page={page} q={q} sector={sector} sectors={sectors} others={others} />)
    })
    .get('/:slug/history', async (c) => {
      const [slug, today] = [c.req.param('slug'), now().toISOString().slice(0, 10)]
      return c.html(<HistoryPage profile={await getBrandProfile(db, slug)} versions={await listBrandVersions(db, slug, MOST_VERSIONS)} today={today} />)
    })
    .get('/:slug', async (c) => {
      const [slug, on, today] = [c.req.param('slug'), c.req.query('on'), now().toISOString().slice(0, 10)]
      if (on === undefined) return c.html(<BrandPage profile={await getBrandProfile(db, slug)} today={today} origin={origin} />)
      if (!isDay(on)) throw new InvalidError(`“${on.slice(0, 40)}” is not a day. Write it as 2026-03-01.`)
      return c.html(<BrandPage {...await getBrandProfileOn(db, slug, on)} on={on} today={today} origin={origin} />)
    })
}
