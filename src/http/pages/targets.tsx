/** /targets: shops near a place, those worth acting at first, as one list and one map. */
import { Hono } from 'hono'
import type { Db } from '../../db/client.ts'
import { InvalidError, messageOf } from '../../errors.ts'
import { type Target, distanceText, walkText } from '../../model/target.ts'
import { type Targets, listMapPoints, listTargets } from '../../publish/list-targets.ts'
import { getSettings, listSectors } from '../../publish/read-queries.ts'
import type { ShopIndex } from '../../publish/shop-index.ts'
import { GradeText } from '../components/grade.tsx'
import { Layout } from '../components/layout.tsx'
import { MadeUpMark, madeUpOf } from '../components/made-up.tsx'
import { SectorSelect } from '../components/sector-select.tsx'
import { TargetMap } from '../components/target-map.tsx'
import { countText, whenText } from '../components/words.ts'
import { landAsGeoJson } from '../land.ts'
import { phrase } from '../../words/language.ts'

const RADII = [2, 5, 10, 25, 50]
const MOST_LISTED = 100

export type TargetDeps = { readonly db: Db; readonly shops: ShopIndex; readonly now: () => Date }
type Asked = { readonly near: string; readonly radiusKm: number; readonly sector: string; readonly onlyCalled: boolean }
type TargetsProps = Asked & {
  readonly sectors: readonly string[]
  readonly found: Targets | null
  readonly problem: string | null
  readonly tiles: { readonly url: string; readonly credit: string }
}

export function TargetsPage({ near, radiusKm, sector, onlyCalled, sectors, found, problem, tiles }: TargetsProps) {
  return (
    <Layout
      title={found ? phrase('Shops near {place}', { place: found.place.name }) : 'Shops near you'}
      here="/targets"
      madeUp={madeUpOf(found?.items.map(({ brand }) => brand) ?? [])}
      script="targets.js"
    >
      <div class="wrap page stack tight">
        <h1>{found ? phrase('Shops near {place}', { place: found.place.name }) : 'Shops near you'}</h1>
        <form class="row search" action="/targets" method="get">
          <input name="near" value={near} aria-label="Town or postcode" placeholder="Town or postcode" autocomplete="postal-code" required />
          <select name="radius_km" aria-label="How far">
            {RADII.map((km) => (
              <option value={String(km)} selected={km === radiusKm}>
                within {km} km
              </option>
            ))}
          </select>
          <SectorSelect sectors={sectors} chosen={sector} />
          <label class="tick">
            <input type="checkbox" name="call" value="open" checked={onlyCalled} /> <span>only with an open call</span>
          </label>
          <button>Search</button>
          <button type="button" class="button quiet" id="near-me" hidden>
            Near me
          </button>
        </form>
        {problem && (
          <p class="card" role="alert">
            {problem}
          </p>
        )}
        {found && (
          <p class="soft small">
            {countText(found.total, 'shop')} of {countText(found.brands, 'brand')} within {radiusKm} km, strongest evidence and open calls first.{' '}
            {found.total > found.items.length && phrase('The first {items} are listed. ', { items: found.items.length })}
            {found.apart > 0 &&
              phrase('{apart, plural, one {One more shop is} other {# more shops are}} of brands with no known link and no call: no targets. ', {
                apart: found.apart,
              })}
            <a href="#order">How this order is made</a>
          </p>
        )}
        {!found && !problem && <p class="soft">Write where you are. It is looked up here: nothing is sent to anyone else or kept.</p>}
      </div>
      {found && found.items.length === 0 && (
        <div class="wrap page">
          <p>
            No shop of a brand {onlyCalled ? 'with an open call' : 'with a known link or an open call'} is listed within {radiusKm} km. Try a wider circle, or
            the next town.
          </p>
        </div>
      )}
      {found && found.items.length > 0 && (
        <div class="wrap targets">
          <div
            id="map"
            class="map-frame"
            data-lat={found.place.lat}
            data-lon={found.place.lon}
            data-km={radiusKm}
            data-tiles={tiles.url || undefined}
            data-credit={tiles.credit || undefined}
          >
            <TargetMap place={found.place} targets={found.items} others={found.others} radiusKm={radiusKm} />
          </div>
          <ol class="ranked">
            {found.items.map((target, i) => (
              <Row target={target} number={i + 1} />
            ))}
          </ol>
        </div>
      )}
      {found && (
        <div class="wrap page prose" id="order">
          <h2>How this order is made</h2>
          <p>
            Points are added up: up to 50 for the evidence (Strong 50, Substantial 38, Some 20, Contested 12), up to 25 for a call that is open (picket or
            boycott 25, leaflet 18, ask at work 10, write 8), up to 15 for being near, up to 6 for a busy street, and 4 where others act within 30 days. Calls
            are decided by ballot, never by this sum. Only brands with a current chain of evidence, or with an open call, are listed.
          </p>
        </div>
      )}
    </Layout>
  )
}

function Row({ target, number }: { readonly target: Target; readonly number: number }) {
  const { site, brand, parts } = target
  return (
    <li class="target" id={site.id}>
      <span class="n" aria-hidden="true">
        {number}
      </span>
      <div class="line">
        <h2>
          <a href={`/brands/${brand.slug}`}>{brand.name}</a>
          <MadeUpMark of={brand} />
        </h2>
        <GradeText word={brand.headline} pair={brand.grade} />
      </div>
      <div>
        {site.address}{' '}
        <span class="soft">
          · {distanceText(target.distanceMetres)}
          {walkText(target.distanceMetres)}
          {site.hours && phrase(' · open {hours}', { hours: site.hours })}
        </span>
      </div>
      <ul class="why">
        {target.reasons.slice(0, -1).map((reason) => (
          <li>{reason}</li>
        ))}
        <li
          title={phrase('evidence {grade}, call {call}, near {distance}, street {footfall}, others {actions}', {
            grade: parts.grade,
            call: parts.call,
            distance: parts.distance,
            footfall: parts.footfall,
            actions: parts.actions,
          })}
        >
          {target.score} points
        </li>
      </ul>
      <div class="small">
        {target.actions.map((action) => (
          <>
            <a href={`/actions/${action.id}`}>
              {action.title}, {whenText(action.next)}
            </a>{' '}
            ·{' '}
          </>
        ))}
        <a href={`/actions/plan?site=${site.id}`}>Plan an action here</a> · <a href={`/brands/${brand.slug}/packs/leaflet`}>Leaflet</a>
      </div>
    </li>
  )
}

/** A number of an address's question; NaN when it is none. */
const degrees = (text: string | undefined) => (text === undefined || text.trim() === '' ? Number.NaN : Number(text))

export function targetPages({ db, shops, now }: TargetDeps): Hono {
  return new Hono()
    .get('/', async (c) => {
      const asked = Number(c.req.query('radius_km'))
      const input: Asked = {
        near: c.req.query('near')?.trim().slice(0, 100) ?? '',
        sector: c.req.query('sector')?.slice(0, 100) ?? '',
        radiusKm: RADII.includes(asked) ? asked : 10,
        onlyCalled: c.req.query('call') === 'open',
      }
      const [sectors, settings] = await Promise.all([listSectors(db), getSettings(db)])
      if (settings.mapTiles) c.set('imagesFrom', new URL(settings.mapTiles.replace(/\{[a-z]\}/g, 'a')).origin)
      const common = { ...input, sectors, tiles: { url: settings.mapTiles, credit: settings.mapCredit } }
      try {
        const found =
          input.near === '' ? null : await listTargets({ db, shops }, { ...input, sector: input.sector || undefined, limit: MOST_LISTED, now: now() })
        return c.html(<TargetsPage {...common} found={found} problem={null} />)
      } catch (error) {
        if (!(error instanceof InvalidError)) throw error
        return c.html(<TargetsPage {...common} found={null} problem={messageOf(error)} />, 400)
      }
    })
    .get('/land.json', (c) => c.json(landAsGeoJson() as never, 200, { 'Cache-Control': 'public, max-age=86400' }))
    .get('/points.json', async (c) => {
      const [south, west, north, east] = ['south', 'west', 'north', 'east'].map((side) => degrees(c.req.query(side))) as [number, number, number, number]
      if (!(south < north && west < east && south >= -90 && north <= 90)) throw new InvalidError('Give south, west, north and east of a box, in degrees.')
      const filter = { sector: c.req.query('sector')?.slice(0, 100) || undefined, onlyCalled: c.req.query('call') === 'open' }
      return c.json({ points: await listMapPoints({ shops }, { south, west, north, east }, filter, now()) })
    })
}
