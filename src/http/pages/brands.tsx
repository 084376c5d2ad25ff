/** /brands and /brands/:slug: the list of brands, and what is known of one, each line with its evidence. */
import { Hono } from 'hono'
import type { BrandProfile, BrandSummary, CampaignRecord, Response } from '../../model/profile.ts'
import type { Page } from '../../db/cursor.ts'
import { type Suggestion, brandsLike, othersLike } from '../../publish/match-names.ts'
import { getBrandProfile, listBrands, listSectors } from '../../publish/read-queries.ts'
import { ActionItem } from '../components/action.tsx'
import { DemandList } from '../components/demands.tsx'
import { Grade, GradeText } from '../components/grade.tsx'
import { Layout } from '../components/layout.tsx'
import { SectorSelect } from '../components/sector-select.tsx'
import { Thread } from '../components/thread.tsx'
import { dayText } from '../../model/day.ts'
import { countText } from '../components/words.ts'
import type { WebDeps } from '../deps.ts'
import { safeHref } from '../safe-href.ts'

/** Chains shown at once; the others open at a tap. */
const SHOWN_CHAINS = 3

type BrandsProps = {
  readonly page: Page<BrandSummary>
  readonly q: string
  readonly sector: string
  readonly sectors: readonly string[]
  readonly others: readonly Suggestion[]
}

export function BrandsPage({ page, q, sector, sectors, others }: BrandsProps) {
  return (
    <Layout title="Brands" here="/brands" script="suggest.js" madeUp={[...page.items, ...others].some((each) => each.demonstration)}>
      <div class="wrap page stack">
        <h1>Brands</h1>
        <form class="row search" action="/brands" method="get" role="search">
          <input id="q" name="q" type="search" value={q} aria-label="A brand's name" placeholder="A brand's name" autocomplete="off" data-suggest />
          <SectorSelect sectors={sectors} chosen={sector} />
          <button>Search</button>
        </form>
        {page.items.length === 0 ? (
          <NoBrand q={q} />
        ) : (
          <ul class="list">
            {page.items.map((brand) => (
              <li>
                <div class="line">
                  <h2>
                    <a href={`/brands/${brand.slug}`}>{brand.name}</a>
                  </h2>
                  <GradeText word={brand.headline} pair={brand.grade} />
                </div>
                <p class="soft small">
                  {[brand.sector, brand.chains > 0 ? countText(brand.chains, 'chain') : null, brand.sites > 0 ? countText(brand.sites, 'shop') : null]
                    .filter(Boolean)
                    .join(' · ')}
                </p>
              </li>
            ))}
          </ul>
        )}
        {others.length > 0 && (
          <section class="stack tight" aria-labelledby="others">
            <h2 id="others">Companies and factories with names like it</h2>
            <ul class="plain">
              {others.map((other) => (
                <li>
                  <a class="who" href={`/organisations/${encodeURIComponent(other.id)}`}>
                    {other.name}
                  </a>
                  <span class="small soft">
                    {[other.kind, other.country, other.register && 'only in a register', other.demonstration && 'made up'].filter(Boolean).join(' · ')}
                  </span>
                </li>
              ))}
            </ul>
          </section>
        )}
        {page.cursor && (
          <p>
            <a href={`/brands?${new URLSearchParams({ ...(q ? { q } : {}), ...(sector ? { sector } : {}), cursor: page.cursor })}`}>More brands</a>
          </p>
        )}
      </div>
    </Layout>
  )
}

function NoBrand({ q }: { readonly q: string }) {
  return q === '' ? (
    <p>
      Nothing is published yet. Add a document with <code>npx unpick add https://…</code>
    </p>
  ) : (
    <div class="stack tight">
      <p>No brand like “{q}” is published here. That never means that it is clean: nobody has added and reviewed evidence about it.</p>
      <p>
        Try a shorter piece of the name, or <a href="/brands">see all brands</a>.
      </p>
    </div>
  )
}

export function BrandPage({ profile }: { readonly profile: BrandProfile }) {
  const current = profile.chains.filter((chain) => chain.status !== 'historic')
  const historic = profile.chains.filter((chain) => chain.status === 'historic')
  return (
    <Layout title={profile.name} here="/brands" madeUp={profile.demonstration} description={profile.sentence}>
      <div class="wrap hero">
        <div class="stack">
          <p class="soft">
            {profile.sector && <span class="sector">{profile.sector}</span>}
            {profile.owners.map(({ organisation, claim }) => (
              <>
                {' '}
                · part of <a href={`/organisations/${organisation.id}`}>{organisation.name}</a>{' '}
                <a class="small soft" href={`/claims/${claim}`}>
                  source
                </a>
              </>
            ))}
          </p>
          <h1>{profile.name}</h1>
          <p class="say">{profile.sentence}</p>
          <p>
            <Grade word={profile.headline} pair={profile.grade} />
          </p>
          <ul class="facts">
            {profile.sites > 0 && (
              <li>
                {countText(profile.sites, 'shop')} in {countText(profile.towns.length, 'town')}
              </li>
            )}
            <li>Brought up to date {dayText(profile.updated)}</li>
            {profile.responses.length > 0 && <li>Company has answered</li>}
            {profile.campaigns.map(
              (campaign) =>
                campaign.call && (
                  <li>
                    Call to {campaign.call.kind}, {campaign.call.ballot.yes} to {campaign.call.ballot.no} by ballot
                  </li>
                ),
            )}
          </ul>
        </div>
        {profile.sites > 0 && (
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
          <section class="stack" aria-labelledby="says">
            <h2 id="says">What the company says</h2>
            {profile.responses.length > 0 ? (
              profile.responses.map((response) => <Said response={response} />)
            ) : (
              <p class="soft">It has not answered yet. A company may answer any claim, and its words then stand here.</p>
            )}
            {profile.pledges.length > 0 && (
              <ul class="plain">
                {profile.pledges.map((pledge) => (
                  <li>
                    <a href={`/claims/${pledge.claim}`}>It promised: {pledge.text}</a>
                  </li>
                ))}
              </ul>
            )}
          </section>
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
                {profile.chains.length > 0
                  ? 'No call has been made. Write first: ask the company which steps of the thread it knows, and for its suppliers down to the raw material.'
                  : 'Ask the company to publish its suppliers down to the raw material.'}
              </p>
            )}
            <p class="small">
              <a href={`/api/v1/brands/${profile.slug}`}>This page as data</a>
            </p>
          </section>
        </aside>
      </div>
    </Layout>
  )
}

function Said({ response }: { readonly response: Response }) {
  const href = response.url === null ? null : safeHref(response.url)
  return (
    <div class="said">
      <p>{response.text}</p>
      <span class="small soft">
        {response.from}, {dayText(response.received)}.{response.told && ` Told on ${dayText(response.told)}.`}{' '}
        {href && (
          <a href={href} rel="noopener noreferrer">
            Whole letter
          </a>
        )}{' '}
        {response.claim && <a href={`/claims/${response.claim}`}>The claim it answers</a>}
      </span>
    </div>
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

export function brandPages({ db, names }: WebDeps): Hono {
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
    .get('/:slug', async (c) => c.html(<BrandPage profile={await getBrandProfile(db, c.req.param('slug'))} />))
}
