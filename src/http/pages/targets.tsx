/** /targets: shops near a place, those worth acting at first, as one list and one map. */
import { Hono } from 'hono'
import { InvalidError, messageOf } from '../../errors.ts'
import { type Target, distanceText } from '../../model/target.ts'
import { type Targets, listTargets } from '../../publish/list-targets.ts'
import { listSectors } from '../../publish/read-queries.ts'
import { GradeText } from '../components/grade.tsx'
import { Layout } from '../components/layout.tsx'
import { SectorSelect } from '../components/sector-select.tsx'
import { TargetMap } from '../components/target-map.tsx'
import { countText } from '../components/words.ts'
import type { WebDeps } from '../deps.ts'

const RADII = [2, 5, 10, 25, 50]
type TargetsProps = {
  readonly near: string
  readonly radiusKm: number
  readonly sector: string
  readonly sectors: readonly string[]
  readonly found: Targets | null
  readonly problem: string | null
}

export function TargetsPage({ near, radiusKm, sector, sectors, found, problem }: TargetsProps) {
  return (
    <Layout
      title={found ? `Shops near ${found.place.name}` : 'Shops near you'}
      here="/targets"
      madeUp={found?.items.some((target) => target.brand.demonstration) ?? false}
    >
      <div class="wrap page stack tight">
        <h1>{found ? `Shops near ${found.place.name}` : 'Shops near you'}</h1>
        <form class="row search" action="/targets" method="get">
          <input name="near" value={near} aria-label="Town or postcode" placeholder="Town or first half of a postcode" autocomplete="postal-code" required />
          <select name="radius_km" aria-label="How far">
            {RADII.map((km) => (
              <option value={String(km)} selected={km === radiusKm}>
                within {km} km
              </option>
            ))}
          </select>
          <SectorSelect sectors={sectors} chosen={sector} />
          <button>Search</button>
        </form>
        {problem && (
          <p class="card" role="alert">
            {problem}
          </p>
        )}
        {found && (
          <p class="soft small">
            {countText(found.total, 'shop')} of {countText(found.brands, 'brand')} within {radiusKm} km, strongest evidence and open calls first.{' '}
            <a href="#order">How this order is made</a>
          </p>
        )}
        {!found && !problem && <p class="soft">Write where you are. It is looked up here: nothing is sent to anyone else or kept.</p>}
      </div>
      {found && found.items.length === 0 && (
        <div class="wrap page">
          <p>No shop of a published brand is known within {radiusKm} km. Try a wider circle, or the next town.</p>
        </div>
      )}
      {found && found.items.length > 0 && (
        <div class="wrap targets">
          <TargetMap place={found.place} targets={found.items} radiusKm={radiusKm} />
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
            are decided by ballot, never by this sum.
          </p>
        </div>
      )}
    </Layout>
  )
}

function Row({ target, number }: { readonly target: Target; readonly number: number }) {
  return (
    <li class="target" id={target.site.id}>
      <span class="n" aria-hidden="true">
        {number}
      </span>
      <div class="line">
        <h2>
          <a href={`/brands/${target.brand.slug}`}>{target.brand.name}</a>
        </h2>
        <GradeText word={target.brand.headline} pair={target.brand.grade} />
      </div>
      <div>
        {target.site.address} <span class="soft">· {distanceText(target.distanceMetres)}</span>
      </div>
      <ul class="why">
        {target.reasons.slice(0, -1).map((reason) => (
          <li>{reason}</li>
        ))}
        <li>{target.score} points</li>
      </ul>
    </li>
  )
}

export function targetPages({ db, now }: WebDeps): Hono {
  return new Hono().get('/', async (c) => {
    const near = c.req.query('near')?.trim().slice(0, 100) ?? ''
    const sector = c.req.query('sector')?.slice(0, 100) ?? ''
    const asked = Number(c.req.query('radius_km'))
    const radiusKm = RADII.includes(asked) ? asked : 10
    const sectors = await listSectors(db)
    try {
      const found = near === '' ? null : await listTargets(db, { near, radiusKm, sector: sector || undefined, limit: 100, now: now() })
      return c.html(<TargetsPage near={near} radiusKm={radiusKm} sector={sector} sectors={sectors} found={found} problem={null} />)
    } catch (error) {
      if (!(error instanceof InvalidError)) throw error
      return c.html(<TargetsPage near={near} radiusKm={radiusKm} sector={sector} sectors={sectors} found={null} problem={messageOf(error)} />, 400)
    }
  })
}
