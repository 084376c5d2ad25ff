/** /actions: what is coming up, as a list and as calendars, and one action with how it went. */
import { Hono } from 'hono'
import { dayText } from '../../model/day.ts'
import type { ActionRecord } from '../../model/campaign-record.ts'
import { repeatsText } from '../../model/when.ts'
import { type ActionAhead, getAction, getReportPhoto, listActionTowns, listActions, nextOf } from '../../publish/read-campaign-queries.ts'
import { calendarOf } from '../calendar.ts'
import { ActionItem } from '../components/action.tsx'
import { Layout } from '../components/layout.tsx'
import { MadeUpMark, madeUpOf } from '../components/made-up.tsx'
import { countText, endText, whenText } from '../components/words.ts'
import type { WebDeps } from '../deps.ts'
import { safeHref } from '../safe-href.ts'
import { phrase } from '../../words/language.ts'

const MOST = 200
const MOST_IN_CALENDAR = 1_000

type Filter = { readonly town: string; readonly brand: string; readonly campaign: string }
type ActionsProps = { readonly actions: readonly ActionAhead[]; readonly towns: readonly string[]; readonly filter: Filter }

/** The part of an address that says which actions are meant. */
const queryOf = (filter: Filter) => {
  const chosen = new URLSearchParams(Object.entries(filter).filter(([, value]) => value !== ''))
  return chosen.size > 0 ? `?${chosen}` : ''
}

export function ActionsPage({ actions, towns, filter }: ActionsProps) {
  const title = filter.town ? phrase('Actions in {town}', { town: filter.town }) : 'Actions'
  return (
    <Layout title={title} here="/actions" madeUp={madeUpOf(actions)} feed={`/actions.ics${queryOf(filter)}`}>
      <div class="wrap page stack">
        <h1>{title}</h1>
        <form class="row search" action="/actions" method="get">
          <select name="town" aria-label="Town">
            <option value="">every town</option>
            {towns.map((town) => (
              <option value={town} selected={town === filter.town}>
                {town}
              </option>
            ))}
          </select>
          <button>Show</button>
        </form>
        {actions.length === 0 ? (
          <p class="soft">
            No action is planned {filter.town ? phrase('in {town}', { town: filter.town }) : 'yet'}. When somebody plans one, it stands here with its date and
            place.
          </p>
        ) : (
          <ol class="plain">
            {actions.map((action) => (
              <ActionItem action={action} />
            ))}
          </ol>
        )}
        <p>
          <a class="button" href="/actions/plan">
            Plan an action
          </a>
        </p>
        <p class="small soft">
          <a href={`/actions.ics${queryOf(filter)}`}>These as a calendar</a>: paste its address into the calendar on your phone, and it follows every change.
          What is demanded of whom stands with the <a href="/campaigns">campaigns</a>.
        </p>
      </div>
    </Layout>
  )
}

export function ActionPage({ action, next }: { readonly action: ActionRecord; readonly next: string | null }) {
  const href = action.url && safeHref(action.url)
  const facts: readonly (readonly [string, string | null])[] = [
    ['Where', [action.place, action.town].filter(Boolean).join(', ')],
    ['Comes again', action.repeats && repeatsText(new Date(action.starts), action.repeats)],
    ['Organised by', action.organisedBy],
    ['Access', action.access],
    ['Stewards', action.stewards],
    ['If it rains', action.wetWeather],
  ]
  return (
    <Layout title={action.title} here="/actions" madeUp={madeUpOf([action])} description={`${whenText(next ?? action.starts)}, ${action.place}`}>
      <div class="wrap page stack prose">
        <h1>
          {action.title}
          <MadeUpMark of={action} />
        </h1>
        {action.state === 'cancelled' && (
          <p role="status">
            <b>It was called off.</b>
          </p>
        )}
        <p class="say">
          <time datetime={next ?? action.starts}>{whenText(next ?? action.starts)}</time>
          {action.ends && action.repeats === null && phrase(' to {ends}', { ends: endText(action.starts, action.ends) })}
          {next === null && <span class="soft"> · it is over</span>}
        </p>
        <dl class="record">
          {facts.map(
            ([name, text]) =>
              text && (
                <>
                  <dt>{name}</dt>
                  <dd>{text}</dd>
                </>
              ),
          )}
          {href && (
            <>
              <dt>Online</dt>
              <dd>
                <a href={href} rel="noopener noreferrer">
                  {action.url}
                </a>
              </dd>
            </>
          )}
        </dl>
        {action.note && <p class="text-kept">{action.note}</p>}
        <p class="pair">
          <a class="button small" href={`/actions/${action.id}/calendar.ics`}>
            Add it to your calendar
          </a>
          <span>
            {action.brand && (
              <>
                <a href={`/brands/${action.brand.slug}`}>Why {action.brand.name}</a> · <a href={`/brands/${action.brand.slug}/packs`}>Leaflets and letters</a>
              </>
            )}
            {action.campaign && (
              <>
                {' · '}
                <a href={`/campaigns/${action.campaign}`}>The campaign</a>
              </>
            )}
          </span>
        </p>
        <p class="small soft">Keep doors and the pavement clear, be kind to whoever works there, and photograph nobody who has not said yes.</p>
        {action.reports.length > 0 && (
          <section class="stack" aria-labelledby="went">
            <h2 id="went">How it went</h2>
            {action.reports.map((report) => (
              <article class="said">
                <p class="text-kept">{report.text}</p>
                {report.shopSaid && <p>The shop said: {report.shopSaid}</p>}
                {report.photo && (
                  <img
                    class="photo"
                    src={`/actions/${action.id}/photos/${report.id}`}
                    alt={phrase('At {title}, {on}', { title: action.title, on: dayText(report.on) })}
                    loading="lazy"
                  />
                )}
                <span class="small soft">
                  {dayText(report.on)}
                  {report.people !== null && `, ${countText(report.people, 'person', 'people')}`}. As told by somebody who was there.
                </span>
              </article>
            ))}
          </section>
        )}
      </div>
    </Layout>
  )
}

const calendar = { 'Content-Type': 'text/calendar; charset=utf-8' }

export function actionPages({ db, now, origin }: WebDeps): Hono {
  const filterOf = (query: (name: string) => string | undefined): Filter => ({
    town: query('town')?.trim().slice(0, 80) ?? '',
    brand: query('brand')?.slice(0, 120) ?? '',
    campaign: query('campaign')?.slice(0, 80) ?? '',
  })
  return new Hono()
    .get('/actions', async (c) => {
      const filter = filterOf((name) => c.req.query(name))
      const [actions, towns] = await Promise.all([listActions(db, now(), { ...filter, limit: MOST }), listActionTowns(db)])
      return c.html(<ActionsPage actions={actions} towns={towns} filter={filter} />)
    })
    .get('/actions.ics', async (c) => {
      const filter = filterOf((name) => c.req.query(name))
      const actions = await listActions(db, now(), { ...filter, limit: MOST_IN_CALENDAR })
      const name = ['Unpick', filter.town, filter.brand, filter.campaign].filter(Boolean).join(': ')
      return c.body(calendarOf(name, actions, origin), 200, calendar)
    })
    .get('/actions/:id', async (c) => {
      const action = await getAction(db, c.req.param('id'))
      return c.html(<ActionPage action={action} next={nextOf(action, now())?.next ?? null} />)
    })
    .get('/actions/:id/calendar.ics', async (c) => {
      const action = await getAction(db, c.req.param('id'))
      return c.body(calendarOf(action.title, [action], origin), 200, { ...calendar, 'Content-Disposition': 'attachment; filename="action.ics"' })
    })
    .get('/actions/:id/photos/:report', async (c) => {
      const { photo, photoType } = await getReportPhoto(db, c.req.param('report'))
      return c.body(new Uint8Array(photo), 200, { 'Content-Type': photoType, 'Cache-Control': 'public, max-age=86400' })
    })
}
