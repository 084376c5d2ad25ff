/** /programmes: schemes of forced labour, who takes part, and which brands lead there. */
import { Hono } from 'hono'
import type { ProgrammeRecord } from '../../model/profile.ts'
import { getProgramme, listProgrammes } from '../../publish/read-queries.ts'
import { GradeText } from '../components/grade.tsx'
import { Layout } from '../components/layout.tsx'
import { MadeUpMark, madeUpOf } from '../components/made-up.tsx'
import { countText } from '../components/words.ts'
import type { WebDeps } from '../deps.ts'

export function ProgrammesPage({ programmes }: { readonly programmes: readonly ProgrammeRecord[] }) {
  return (
    <Layout title="Programmes" here="/programmes" madeUp={madeUpOf(programmes)}>
      <div class="wrap page stack">
        <h1>Programmes of forced labour</h1>
        <p class="lead">Organised schemes that texts are searched for. What is claimed of each stands on its page, with its evidence.</p>
        <ul class="list">
          {programmes.map((programme) => (
            <li>
              <h2>
                <a href={`/programmes/${programme.slug}`}>{programme.name}</a>
                <MadeUpMark of={programme} />
              </h2>
              <p>{programme.summary}</p>
              <p class="soft small">
                {programme.region} · {countText(programme.participants.length, 'company', 'companies')} · {countText(programme.brands.length, 'brand')}
              </p>
            </li>
          ))}
        </ul>
      </div>
    </Layout>
  )
}

export function ProgrammePage({ programme }: { readonly programme: ProgrammeRecord }) {
  return (
    <Layout
      title={programme.name}
      here="/programmes"
      madeUp={madeUpOf([programme, ...programme.participants.map(({ organisation }) => organisation), ...programme.brands])}
    >
      <div class="wrap page stack">
        <div class="stack tight">
          <p class="soft">
            {programme.kind} · {programme.region}
          </p>
          <h1>
            {programme.name}
            <MadeUpMark of={programme} />
          </h1>
          <p class="lead">{programme.summary}</p>
        </div>
        {programme.indicators.length > 0 && (
          <section class="stack tight" aria-labelledby="indicators">
            <h2 id="indicators">{programme.indicators.length} of the eleven ILO indicators of forced labour are reported</h2>
            <ul class="tags">
              {programme.indicators.map((indicator) => (
                <li>{indicator}</li>
              ))}
            </ul>
          </section>
        )}
        <section class="stack tight" aria-labelledby="who">
          <h2 id="who">Who takes part, by published evidence</h2>
          {programme.participants.length === 0 ? (
            <p class="soft">No claim has been reviewed and published yet. Texts are searched for its names.</p>
          ) : (
            <ul class="plain">
              {programme.participants.map((participant) => (
                <li class="line">
                  <a class="who" href={`/organisations/${participant.organisation.id}`}>
                    {participant.organisation.name}
                  </a>
                  <MadeUpMark of={participant.organisation} />
                  <span class="small soft">
                    {participant.grade} · <a href={`/claims/${participant.claim}`}>evidence</a>
                  </span>
                </li>
              ))}
            </ul>
          )}
        </section>
        {programme.brands.length > 0 && (
          <section class="stack tight" aria-labelledby="brands">
            <h2 id="brands">Brands with a thread that ends here</h2>
            <ul class="plain">
              {programme.brands.map((brand) => (
                <li class="line">
                  <a class="who" href={`/brands/${brand.slug}`}>
                    {brand.name}
                  </a>
                  <MadeUpMark of={brand} />
                  <GradeText word={brand.headline} pair={null} />
                </li>
              ))}
            </ul>
          </section>
        )}
        <p class="small soft">Names that texts are searched for: {programme.names.join('; ')}</p>
      </div>
    </Layout>
  )
}

export function programmePages({ db }: WebDeps): Hono {
  return new Hono()
    .get('/', async (c) => c.html(<ProgrammesPage programmes={(await listProgrammes(db, { limit: 200 })).items} />))
    .get('/:slug', async (c) => c.html(<ProgrammePage programme={await getProgramme(db, c.req.param('slug'))} />))
}
