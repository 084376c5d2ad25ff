/** The list of brands, and what is said when none is found. */
import type { Page } from '../../db/cursor.ts'
import type { BrandSummary } from '../../model/profile.ts'
import type { Suggestion } from '../../publish/match-names.ts'
import { GradeText } from '../components/grade.tsx'
import { Layout } from '../components/layout.tsx'
import { MadeUpMark, madeUpOf } from '../components/made-up.tsx'
import { SectorSelect } from '../components/sector-select.tsx'
import { countText } from '../components/words.ts'

type BrandsProps = {
  readonly page: Page<BrandSummary>
  readonly q: string
  readonly sector: string
  readonly sectors: readonly string[]
  readonly others: readonly Suggestion[]
}

/** /brands. */
export function BrandsPage({ page, q, sector, sectors, others }: BrandsProps) {
  return (
    <Layout title="Brands" here="/brands" script="suggest.js" madeUp={madeUpOf([...page.items, ...others])}>
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
                    <MadeUpMark of={brand} />
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
                  <MadeUpMark of={other} />
                  <span class="small soft">{[other.kind, other.country, other.register && 'only in a register'].filter(Boolean).join(' · ')}</span>
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
