/** /: what Unpick is, and the two ways in: a brand, or a place. */
import { Hono } from 'hono'
import type { BrandSummary } from '../../model/profile.ts'
import { type Overview, getOverview, listBrands } from '../../publish/read-queries.ts'
import { listActions } from '../../publish/read-campaign-queries.ts'
import type { ActionRecord } from '../../model/campaign-record.ts'
import { ActionItem } from '../components/action.tsx'
import { GradeText } from '../components/grade.tsx'
import { Layout } from '../components/layout.tsx'
import { MadeUpMark, madeUpAmong } from '../components/made-up.tsx'
import { countText } from '../components/words.ts'
import type { WebDeps } from '../deps.ts'

type HomeProps = { readonly overview: Overview; readonly brands: readonly BrandSummary[]; readonly actions: readonly ActionRecord[] }

export function HomePage({ overview, brands, actions }: HomeProps) {
  return (
    <Layout
      title="Unpick"
      here="/"
      script="suggest.js"
      madeUp={madeUpAmong([...brands, ...actions])}
      description="Follow the thread from a high street brand back to forced labour, check every step, and see who can act on it."
    >
      <div class="wrap hero">
        <div class="stack">
          <h1>Follow the thread from the high street back to forced labour.</h1>
          <p class="say">
            Unpick shows how a British brand is linked to forced labour, step by step. Every step is a quote that you can check against a sealed copy of its
            source. Every page ends in something you can do.
          </p>
        </div>
        <div class="stack ways">
          <form class="card near" action="/brands" method="get" role="search">
            <label for="q">A brand</label>
            <div class="row">
              <input id="q" name="q" type="search" autocomplete="off" placeholder="Its name, in any script" data-suggest />
              <button>Search</button>
            </div>
          </form>
          <form class="card near" action="/targets" method="get">
            <label for="near">A place</label>
            <div class="row">
              <input id="near" name="near" placeholder="Town or first half of a postcode" autocomplete="postal-code" required />
              <button>Find</button>
            </div>
            <p class="small soft">Looked up here. Nothing is sent to anyone else or kept.</p>
          </form>
        </div>
      </div>
      {overview.demonstration === 'running' && (
        <div class="wrap">
          <p class="card">
            The demonstration is being built: documents are fetched, sealed, read and reviewed as real ones are. It takes under a minute.{' '}
            <a href="/">Look again</a>
          </p>
        </div>
      )}
      <div class="wrap two">
        <section class="stack" aria-labelledby="linked">
          <h2 id="linked">Strongest evidence</h2>
          {brands.length === 0 ? (
            <EmptyBrands />
          ) : (
            <ul class="plain">
              {brands.map((brand) => (
                <li class="line">
                  <a class="big" href={`/brands/${brand.slug}`}>
                    {brand.name}
                  </a>
                  <MadeUpMark of={brand} />
                  <GradeText word={brand.headline} pair={brand.grade} />
                  <span class="soft small">{brand.sector}</span>
                </li>
              ))}
            </ul>
          )}
          {brands.length > 0 && (
            <p>
              <a href="/brands">All {countText(overview.brands, 'brand')}</a>
            </p>
          )}
        </section>
        <section class="stack" aria-labelledby="soon">
          <h2 id="soon">What is coming up</h2>
          {actions.length === 0 ? (
            <p class="soft">No action is planned yet.</p>
          ) : (
            <ul class="plain">
              {actions.map((action) => (
                <ActionItem action={action} />
              ))}
            </ul>
          )}
          {actions.length > 0 && (
            <p>
              <a href="/actions">All actions</a>
            </p>
          )}
        </section>
      </div>
      <div class="wrap counts">
        <p class="soft">
          {countText(overview.claims, 'published claim')}, {countText(overview.captures, 'sealed copy', 'sealed copies')}, {countText(overview.sites, 'shop')}.
        </p>
      </div>
    </Layout>
  )
}

function EmptyBrands() {
  return (
    <div class="stack tight">
      <p>Nothing is published yet. A researcher adds the first document with</p>
      <p>
        <code>npx unpick add https://…</code>
      </p>
      <p class="soft">What it says is then reviewed by somebody else, and stands here.</p>
    </div>
  )
}

export function homePages({ db, now }: WebDeps): Hono {
  return new Hono().get('/', async (c) => {
    const [overview, brands, actions] = await Promise.all([getOverview(db), listBrands(db, { limit: 6 }), listActions(db, now(), { limit: 4 })])
    return c.html(<HomePage overview={overview} brands={brands.items.filter((brand) => brand.headline !== 'None found')} actions={actions} />)
  })
}
