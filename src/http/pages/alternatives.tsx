/** /brands/:slug/alternatives: what to do instead of buying there, without washing anybody clean. */
import { Hono } from 'hono'
import { NotFoundError } from '../../errors.ts'
import type { BrandProfile } from '../../model/profile.ts'
import { isTargetNow } from '../../model/target.ts'
import { type Alternative, getBrandProfile, listAlternatives } from '../../publish/read-queries.ts'
import { Layout } from '../components/layout.tsx'
import { MadeUpMark, madeUpAmong } from '../components/made-up.tsx'
import type { WebDeps } from '../deps.ts'
import { phrase } from '../../words/language.ts'

const MOST = 50

export function AlternativesPage({ profile, others }: { readonly profile: BrandProfile; readonly others: readonly Alternative[] }) {
  return (
    <Layout title={phrase('Instead of {name}', { name: profile.name })} here="/brands" madeUp={madeUpAmong([profile, ...others])}>
      <div class="wrap page stack prose">
        <p>
          <a href={`/brands/${profile.slug}`}>{profile.name}</a>
          <MadeUpMark of={profile} />
        </p>
        <h1>Instead of {profile.name}</h1>
        <ol>
          <li>
            <b>Mend what you have</b>, or have it mended. Most high streets have somebody who does.
          </li>
          <li>
            <b>Borrow, swap, or buy second-hand.</b> Nothing new has to be made for it.
          </li>
          <li>
            <b>Ask before you buy</b>, wherever it is: where was it made, down to the raw material, and is there a union?
          </li>
        </ol>
        <section class="stack tight" aria-labelledby="others">
          <h2 id="others">Brands of the same sector with “None found”</h2>
          <p>
            <b>“None found” does not mean clean.</b> It means that nobody has published and reviewed evidence of a link here: perhaps there is none, perhaps
            nobody has looked. It is no recommendation.
          </p>
          {others.length === 0 ? (
            <p class="soft">There is none in {profile.sector ?? 'its sector'}.</p>
          ) : (
            <ul class="plain two-columns">
              {others.map((brand) => (
                <li>
                  <a href={`/brands/${brand.slug}`}>{brand.name}</a>
                  <MadeUpMark of={brand} />
                </li>
              ))}
            </ul>
          )}
        </section>
      </div>
    </Layout>
  )
}

export function alternativePages({ db, now }: WebDeps): Hono {
  return new Hono().get('/:slug/alternatives', async (c) => {
    const [profile, today] = [await getBrandProfile(db, c.req.param('slug')), now().toISOString().slice(0, 10)]
    if (!isTargetNow(profile, today)) throw new NotFoundError(`No link and no call is known here for which to avoid ${profile.name}.`)
    return c.html(<AlternativesPage profile={profile} others={await listAlternatives(db, profile, today, MOST)} />)
  })
}
