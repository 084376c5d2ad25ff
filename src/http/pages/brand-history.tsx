/** A brand's history: what changed on its page, and what stands above the page of an earlier day. */
import { dayText } from '../../model/day.ts'
import type { BrandProfile, BrandVersion } from '../../model/profile.ts'
import { Layout } from '../components/layout.tsx'
import { MadeUpMark, madeUpOf } from '../components/made-up.tsx'
import { countText } from '../components/words.ts'
import { phrase } from '../../words/language.ts'

/** Changes that the page lists at once. */
export const MOST_VERSIONS = 200

type AsOfProps = {
  readonly profile: BrandProfile
  readonly on: string
  /** Claims of then that are withdrawn now, with when. */
  readonly withdrawn: ReadonlyMap<string, string>
}

/** What stands above the page of another day. */
export function AsOf({ profile, on, withdrawn }: AsOfProps) {
  return (
    <aside class="notice" aria-label="An earlier day">
      <div class="wrap">
        <p>
          <b>This is what the page said on {dayText(on)}.</b> <a href={`/brands/${profile.slug}`}>What it says now</a> ·{' '}
          <a href={`/brands/${profile.slug}/history`}>what changed</a>. Grades and steps are those of then. Quotes are shown as they may be shown today
          {withdrawn.size > 0 && (
            <>
              ; {countText(withdrawn.size, 'claim')} of then {withdrawn.size === 1 ? 'has' : 'have'} been withdrawn since:{' '}
              {[...withdrawn].map(([claim, at]) => (
                <>
                  <a href={`/claims/${claim}`}>{at ? dayText(at) : 'one'}</a>{' '}
                </>
              ))}
            </>
          )}
          .
        </p>
      </div>
    </aside>
  )
}

type HistoryProps = { readonly profile: BrandProfile; readonly versions: readonly BrandVersion[]; readonly today: string }

/** /brands/:slug/history. */
export function HistoryPage({ profile, versions, today }: HistoryProps) {
  const byDay = Map.groupBy(versions, ({ since }) => since.slice(0, 10))
  return (
    <Layout title={phrase('What changed: {name}', { name: profile.name })} here="/brands" madeUp={madeUpOf([profile])}>
      <div class="wrap page stack prose">
        <p>
          <a href={`/brands/${profile.slug}`}>{profile.name}</a>
          <MadeUpMark of={profile} />
        </p>
        <h1>What changed</h1>
        <form class="row search" method="get" action={`/brands/${profile.slug}`}>
          <label for="on">What the page said on</label>
          <input id="on" name="on" type="date" required value={today} max={today} />
          <button>Show</button>
        </form>
        <ol class="plain">
          {[...byDay].map(([day, ofDay]) => (
            <li>
              <span>
                <b>
                  <a href={`/brands/${profile.slug}?on=${day}`}>{dayText(day)}</a>
                </b>
              </span>
              {ofDay
                .flatMap(({ changes }) => changes)
                .map((change) => (
                  <span>{change}</span>
                ))}
            </li>
          ))}
        </ol>
        {versions.length === MOST_VERSIONS && <p class="soft">The last {MOST_VERSIONS} changes. Earlier days can still be asked for above.</p>}
      </div>
    </Layout>
  )
}
