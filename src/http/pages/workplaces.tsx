/** /workplaces/:id: who else works on the same chain, from the shop to those who were taken to a factory. */
import { Hono } from 'hono'
import type { ChainPlace, Workplace } from '../../model/workplace.ts'
import { COUNTRY_NAMES } from '../../names/countries.ts'
import { getWorkplace } from '../../publish/find-workplace.ts'
import { type FoundWorkplace, listWorkplaces } from '../../publish/workplace-queries.ts'
import { inWords, phrase } from '../../words/language.ts'
import { ChainMap } from '../components/chain-map.tsx'
import { GradeText } from '../components/grade.tsx'
import { Layout } from '../components/layout.tsx'
import { MadeUpMark, madeUpOf } from '../components/made-up.tsx'
import { countText } from '../components/words.ts'
import type { WebDeps } from '../deps.ts'

const MOST_FOUND = 30
const MOST_DEPOTS = 20

function WorkplaceListPage({ question, found }: { readonly question: string; readonly found: readonly FoundWorkplace[] | null }) {
  return (
    <Layout title="Workplaces" madeUp={madeUpOf(found ?? [])}>
      <div class="wrap page stack prose">
        <h1>Workplaces</h1>
        <p class="lead">Who else works on the same chain? Find your shop, depot, port, hospital, council or factory.</p>
        <form class="row search" method="get" action="/workplaces" role="search">
          <input name="q" value={question} maxlength={100} aria-label="Employer, brand or town" placeholder="Employer, brand or town" />
          <button>Find</button>
        </form>
        {found &&
          (found.length === 0 ? (
            <p role="status">{phrase('No workplace here is called “{question}”. Try the brand, the employer or the town.', { question })}</p>
          ) : (
            <ul class="plain">
              {found.map(({ id, name, kind, where, demonstration }) => (
                <li>
                  <a class="who" href={`/workplaces/${id}`}>
                    {name}
                  </a>
                  <MadeUpMark of={{ demonstration }} />
                  <span class="small soft">{[inWords(kind), where].filter(Boolean).join(' · ')}</span>
                </li>
              ))}
            </ul>
          ))}
      </div>
    </Layout>
  )
}

export function WorkplacePage({ workplace }: { readonly workplace: Workplace }) {
  const { name, kind, address, town, country, employer, brand, brands, upstream, downstream } = workplace
  const countries = [...Map.groupBy(upstream, (place) => place.country ?? '')].sort(
    (a, b) => Number(a[0] === '') - Number(b[0] === '') || b[1].length - a[1].length,
  )
  const between = upstream.flatMap(({ ships }) => ships)
  return (
    <Layout title={name} madeUp={madeUpOf([workplace])}>
      <div class="wrap page stack">
        <div class="stack tight">
          <p class="soft">{[inWords(kind), address ?? town, country && (COUNTRY_NAMES.get(country) ?? country)].filter(Boolean).join(' · ')}</p>
          <h1>
            {name}
            <MadeUpMark of={workplace} />
          </h1>
          {employer && (
            <p>
              Employer: <a href={`/organisations/${employer.id}`}>{employer.name}</a>
            </p>
          )}
          <Unions unions={workplace.unions} />
          <Disputes disputes={workplace.disputes} />
        </div>
        {brand || upstream.length > 0 ? (
          <>
            <section class="stack tight" aria-labelledby="chain">
              <h2 id="chain">{brand ? phrase('Who else works for {brand}', { brand: brand.name }) : phrase('Who works for what {name} buys', { name })}</h2>
              {brand && (
                <p>
                  <a href={`/brands/${brand.slug}`}>{brand.name}</a> <GradeText word={brand.headline} pair={null} />
                </p>
              )}
              {brand && brands.length > 1 && (
                <p class="small">
                  It works for others too:{' '}
                  {brands
                    .filter(({ slug }) => slug !== brand.slug)
                    .slice(0, 12)
                    .map(({ slug, name: other }, i) => (
                      <>
                        {i > 0 && ' · '}
                        <a href={`/workplaces/${workplace.id}?brand=${slug}`}>{other}</a>
                      </>
                    ))}
                </p>
              )}
              <ChainMap workplace={workplace} />
            </section>
            <section class="stack tight" aria-labelledby="make">
              <h2 id="make">Who makes it</h2>
              {upstream.length === 0 && <p class="soft">No supplier of theirs is on a published chain. That is not the same as none.</p>}
              {countries.map(([code, places]) => (
                <>
                  <h3>{code ? (COUNTRY_NAMES.get(code) ?? code) : 'Country not told'}</h3>
                  <ul class="plain">
                    {places.map((place) => (
                      <li>
                        <Place place={place} />
                      </li>
                    ))}
                  </ul>
                </>
              ))}
            </section>
            <section class="stack tight" aria-labelledby="carry">
              <h2 id="carry">Who carries it</h2>
              {between.length === 0 ? (
                <p class="soft">
                  Nothing is published of the carriers and ports between. If you know of a document that says it, <a href="/submit">send it</a>.
                </p>
              ) : (
                <ul class="plain">
                  {between.map(({ with: carrier, claim }) => (
                    <li>
                      <a href={`/workplaces/${carrier.id}`}>{carrier.name}</a>{' '}
                      <a class="small" href={`/claims/${claim}`}>
                        evidence
                      </a>
                    </li>
                  ))}
                </ul>
              )}
            </section>
            {brand && (
              <section class="stack tight" aria-labelledby="sell">
                <h2 id="sell">Who stores and sells it</h2>
                <p>
                  {downstream.shops > 0 ? (
                    <a href={`/brands/${brand.slug}#shops`}>
                      {phrase('{shops} in {towns}', { shops: countText(downstream.shops, 'shop'), towns: countText(downstream.towns, 'town') })}
                    </a>
                  ) : (
                    <span class="soft">No shop of theirs is known here.</span>
                  )}
                </p>
                {downstream.depots.length > 0 && (
                  <ul class="plain">
                    {downstream.depots.slice(0, MOST_DEPOTS).map((depot) => (
                      <li>
                        <a href={`/workplaces/${depot.id}`}>{depot.name}</a>
                        <span class="small soft">{[inWords(depot.kind), depot.town].filter(Boolean).join(' · ')}</span>
                      </li>
                    ))}
                  </ul>
                )}
              </section>
            )}
          </>
        ) : (
          <p class="card">No published chain leads from here yet. That is not the same as none.</p>
        )}
        <section class="card stack tight" aria-labelledby="contact">
          <h2 id="contact">How workplaces meet</h2>
          <p>
            Through their unions, never through single people: somebody who is named can be harmed. Ask your own union’s international officer to write to the
            union named here, or to the global union federation of the sector.
          </p>
          <p>
            <a href="/check">Check what your employer buys</a> · <a href="/actions">Actions</a>
          </p>
        </section>
        <p class="small soft">
          <a href={`/api/v1/workplaces/${workplace.id}`}>This page as data</a>
        </p>
      </div>
    </Layout>
  )
}

function Place({ place }: { readonly place: ChainPlace }) {
  return (
    <>
      <span>
        <a class="who" href={`/workplaces/${place.id}`}>
          {place.name}
        </a>{' '}
        {place.place && <span class="small soft">{place.place}</span>}
      </span>
      {place.programmes.map(({ slug, name }) => (
        <span class="small">
          On a chain to <a href={`/programmes/${slug}`}>{name}</a>, a programme of forced labour
        </span>
      ))}
      <Unions unions={place.unions} />
      <Disputes disputes={place.disputes} />
    </>
  )
}

function Unions({ unions }: { readonly unions: Workplace['unions'] }) {
  if (unions.length === 0) return <p class="small soft">Nothing is published of a union there.</p>
  return (
    <p class="small">
      {unions.map(({ union, claim }, i) => (
        <>
          {i > 0 && ' · '}
          <b>Union:</b> <a href={`/organisations/${union.id}`}>{union.name}</a> (<a href={`/claims/${claim}`}>evidence</a>)
        </>
      ))}
    </p>
  )
}

function Disputes({ disputes }: { readonly disputes: Workplace['disputes'] }) {
  if (disputes.length === 0) return null
  return (
    <ul class="small disputes">
      {disputes.map(({ when, statement, claim }) => (
        <li>
          {when && <b>{when}: </b>}
          <a href={`/claims/${claim}`}>{statement}</a>
        </li>
      ))}
    </ul>
  )
}

/** The routes of workplaces. */
export function workplacePages({ db, now }: WebDeps): Hono {
  return new Hono()
    .get('/', async (c) => {
      const question = (c.req.query('q') ?? '').trim().slice(0, 100).toWellFormed()
      return c.html(<WorkplaceListPage question={question} found={question === '' ? null : await listWorkplaces(db, question, MOST_FOUND)} />)
    })
    .get('/:id', async (c) =>
      c.html(
        <WorkplacePage
          workplace={await getWorkplace(db, c.req.param('id').slice(0, 100), c.req.query('brand')?.slice(0, 120) ?? null, now().toISOString().slice(0, 10))}
        />,
      ),
    )
}
