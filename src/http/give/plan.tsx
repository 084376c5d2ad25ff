/** /actions/plan and /my-actions/:key: whoever stands there plans an action, changes it, calls it off, and tells how it went. */
import { type Context, Hono } from 'hono'
import type { ActionRow } from '../../campaigns/action-queries.ts'
import { findSite } from '../../campaigns/action-queries.ts'
import { callOff, changeAction, getActionByKey, mayPlan, planAction, requireRoomToTell, tellOfAction } from '../../campaigns/actions.ts'
import { findCampaign } from '../../campaigns/campaign-queries.ts'
import { InvalidError } from '../../errors.ts'
import { ActionInput, ActionKind, Repeats } from '../../model/campaign.ts'
import { londonDay, londonInstant, londonLocal } from '../../model/when.ts'
import { known } from '../account/guard.ts'
import { Choose, Field, Tick, fieldsOf } from '../components/field.tsx'
import { Layout } from '../components/layout.tsx'
import { whenText } from '../components/words.ts'
import type { GiveDeps } from './deps.ts'
import { workOf } from './gate.ts'

const LARGEST_PHOTO = 8_000_000

type Draft = Partial<Omit<ActionInput, 'startsAt' | 'endsAt'>> & { readonly startsAt?: Date | null; readonly endsAt?: Date | null }

/** The fields of an action's form, filled in with what is known. */
function ActionFields({ draft, places }: { readonly draft: Draft; readonly places: readonly (readonly [name: string, value: string])[] }) {
  return (
    <>
      {places.map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <Field name="title" label="What it is called" required most={120} value={draft.title} hint="Such as: Picket at the Briggate shop" />
      <Choose name="kind" label="What it is" chosen={draft.kind} options={ActionKind.options.map((kind) => [kind, kind] as const)} />
      <Field name="starts" label="Begins" type="datetime-local" required value={draft.startsAt && londonLocal(draft.startsAt)} hint="By the clocks of London" />
      <Field name="ends" label="Ends" type="datetime-local" value={draft.endsAt && londonLocal(draft.endsAt)} />
      <Choose
        name="repeats"
        label="Comes again"
        chosen={draft.repeats}
        options={[['', 'no'], ...Repeats.options.map((repeats) => [repeats, repeats] as const)]}
      />
      <Field name="place" label="Where people meet" required most={200} value={draft.place} hint="Outside the shop, by the clock, or: online" />
      <Field name="town" label="Town" most={80} value={draft.town} />
      <Field name="url" label="Address of a call or a page, if it is online" type="url" most={500} value={draft.url} />
      <Field name="organisedBy" label="Who organises it" required most={120} value={draft.organisedBy} hint="A group or a branch, not a person’s name" />
      <Field name="access" label="Getting there and taking part: steps, toilets, signing" most={300} value={draft.access} />
      <Field name="stewards" label="Stewards" most={300} value={draft.stewards} hint="How many, and how they are known" />
      <Field name="wetWeather" label="If it rains" most={300} value={draft.wetWeather} />
      <Field name="note" label="Anything else" most={1_000} rows={3} value={draft.note} />
      <Tick name="public" label="Everyone may see it" ticked={draft.isPublic ?? true} />
    </>
  )
}

type PlanProps = { readonly draft: Draft; readonly places: readonly (readonly [string, string])[]; readonly isKnown: boolean; readonly site: string | null }

function PlanPage({ draft, places, isKnown, site }: PlanProps) {
  return (
    <Layout title="Plan an action" here="/actions" script="prove.js">
      <div class="wrap page stack prose">
        <h1>Plan an action</h1>
        {site && <p class="say">At {site}</p>}
        <p class="soft">
          {isKnown
            ? 'It stands on the pages at once.'
            : 'No account is needed. What everyone may see is looked at first, by somebody of the campaign; a private one is not.'}{' '}
          A private action is seen only by those whom you give its address.
        </p>
        <form method="post" action="/actions/plan" class="stack tight" data-prove>
          <ActionFields draft={draft} places={places} />
          <button>Plan it</button>
        </form>
      </div>
    </Layout>
  )
}

const STATES: Readonly<Record<string, string>> = {
  waiting: 'Somebody of the campaign looks at it before everyone sees it.',
  planned: 'It is planned.',
  cancelled: 'It was called off.',
  declined: 'It is not shown to everyone. You may change it.',
}

type MineProps = { readonly action: ActionRow; readonly at: string; readonly today: string; readonly said: string | null }

function MinePage({ action, at, today, said }: MineProps) {
  const draft = { ...action, kind: action.kind as ActionKind, repeats: action.repeats as Repeats | null }
  const mayTell = londonDay(action.startsAt) <= today && action.state === 'planned'
  return (
    <Layout title={action.title} here="/actions" unlisted script="prove.js">
      <div class="wrap page stack prose">
        <h1>{action.title}</h1>
        {said && (
          <p role="status">
            <b>{said}</b>
          </p>
        )}
        <p>
          {whenText(action.startsAt.toISOString())}, {action.place}. {STATES[action.state]}
        </p>
        <p class="small soft">
          The address of this page is the key to it: keep it, and give it only to those who organise with you.{' '}
          {action.isPublic ? '' : 'Nobody else can see this action.'}
        </p>
        {action.isPublic && action.state === 'planned' && (
          <p>
            <a href={`/actions/${action.id}`}>As everyone sees it</a>, within a minute
          </p>
        )}
        {mayTell && (
          <section class="stack tight" aria-labelledby="tell">
            <h2 id="tell">How did it go?</h2>
            <form method="post" action={`${at}/tell`} enctype="multipart/form-data" class="stack tight" data-prove>
              <Field name="on" label="Day" type="date" required value={today} />
              <Field name="people" label="How many came, about" type="number" />
              <Field name="text" label="How it went, in a few sentences" required most={2_000} rows={3} />
              <Field name="shopSaid" label="What the shop said, if anything" most={1_000} rows={2} />
              <div class="field">
                <label for="photo">A photo on which nobody can be recognised, JPEG or PNG, 8 MB at most</label>
                <input id="photo" name="photo" type="file" accept="image/jpeg,image/png" />
              </div>
              <Tick name="faceless" label="No face, badge or number plate can be made out in the photo" />
              <button>Tell</button>
            </form>
          </section>
        )}
        <details open={action.state === 'declined'}>
          <summary>Change it</summary>
          <form method="post" action={at} class="stack tight" data-prove>
            <ActionFields
              draft={draft}
              places={[['site', action.siteId ?? ''] as const, ['campaign', action.campaignSlug ?? ''] as const, ['brand', ''] as const].filter(
                ([, value]) => value !== '',
              )}
            />
            <button>Change it</button>
          </form>
        </details>
        {action.state !== 'cancelled' && (
          <details>
            <summary>Call it off</summary>
            <form method="post" action={`${at}/call-off`} class="stack tight">
              <p>Calendars that follow it are told.</p>
              <button>Call it off</button>
            </form>
          </details>
        )}
      </div>
    </Layout>
  )
}

/** What a form says of an action. @throws InvalidError for a time that is none */
function actionOf(form: Readonly<Record<string, unknown>>): ActionInput {
  const field = fieldsOf(form)
  const startsAt = londonInstant(field('starts'))
  const endsAt = field('ends') === '' ? null : londonInstant(field('ends'))
  if (!startsAt || (field('ends') !== '' && !endsAt)) throw new InvalidError('Give the day and the time at which it begins, such as 2026-12-05T13:00.')
  const input = {
    kind: field('kind'),
    title: field('title'),
    brand: field('brand') || null,
    campaign: field('campaign') || null,
    site: field('site') || null,
    startsAt,
    endsAt,
    repeats: field('repeats') || null,
    place: field('place'),
    town: field('town') || null,
    lat: null,
    lon: null,
    url: field('url') || null,
    organisedBy: field('organisedBy'),
    access: field('access') || null,
    stewards: field('stewards') || null,
    wetWeather: field('wetWeather') || null,
    note: field('note') || null,
    isPublic: field('public') === 'yes',
  }
  const parsed = ActionInput.safeParse(input)
  if (!parsed.success)
    throw new InvalidError(`This action cannot be kept: ${parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}.`)
  return parsed.data
}

/** A photo as it is kept: small, and without what the file says of whoever took it. @throws InvalidError */
async function photoOf({ smallPicture }: GiveDeps, photo: unknown, isFaceless: boolean): Promise<{ bytes: Uint8Array; type: string } | null> {
  if (!(photo instanceof File) || photo.size === 0) return null
  if (photo.size > LARGEST_PHOTO) throw new InvalidError('The photo is larger than 8 MB.')
  if (!isFaceless) throw new InvalidError('Say that nobody can be recognised in the photo, or leave it out.')
  const bytes = new Uint8Array(await photo.arrayBuffer())
  const isPicture = (bytes[0] === 0xff && bytes[1] === 0xd8) || (bytes[0] === 0x89 && bytes[1] === 0x50)
  if (!isPicture) throw new InvalidError('The photo is neither a JPEG nor a PNG.')
  return { bytes: await smallPicture(bytes), type: 'image/jpeg' }
}

const SAID: Readonly<Record<string, string>> = {
  planned: 'It is kept.',
  changed: 'It is changed.',
  told: 'Thank you. Somebody of the campaign looks at it first.',
}

/** The routes by which anybody plans actions. */
export function planPages(deps: GiveDeps): Hono {
  const { whole, now, accounts } = deps
  const planner = (c: Context) => (c.var.person && c.var.person.scopes === null ? { pseudonym: c.var.person.pseudonym } : null)
  const admit = (c: Context) => {
    if (planner(c) === null) deps.gate.admit(workOf(c))
  }
  return new Hono()
    .use('/actions/plan', known(accounts))
    .use('/my-actions/*', known(accounts))
    .get('/actions/plan', async (c) => {
      const [site, campaign] = [await findSite(whole, c.req.query('site') ?? ''), await findCampaign(whole, c.req.query('campaign')?.slice(0, 80) ?? '')]
      const brand = c.req.query('brand')?.slice(0, 120) ?? site?.brand ?? ''
      const places = [['site', site?.id ?? ''] as const, ['campaign', campaign?.slug ?? ''] as const, ['brand', brand] as const].filter(
        ([, value]) => value !== '',
      )
      await mayPlan({ db: whole, now }, { brand, campaign: campaign?.slug ?? '', site: site?.id ?? '' })
      const draft: Draft = { kind: 'picket', ...(site ? { place: `Outside ${site.address}`, town: site.town } : {}) }
      return c.html(<PlanPage draft={draft} places={places} isKnown={planner(c) !== null} site={site ? `${site.name}, ${site.address}` : null} />)
    })
    .post('/actions/plan', async (c) => {
      admit(c)
      const form = await c.req.parseBody()
      const { key } = await planAction({ db: whole, now }, actionOf(form), planner(c))
      return c.redirect(`/my-actions/${key}?said=planned`, 303)
    })
    .get('/my-actions/:key', async (c) => {
      const key = c.req.param('key')
      const action = await getActionByKey({ db: whole }, key)
      return c.html(<MinePage action={action} at={`/my-actions/${key}`} today={londonDay(now())} said={SAID[c.req.query('said') ?? ''] ?? null} />)
    })
    .post('/my-actions/:key', async (c) => {
      admit(c)
      const form = await c.req.parseBody()
      await changeAction({ db: whole, now }, c.req.param('key'), actionOf(form), planner(c))
      return c.redirect(`/my-actions/${c.req.param('key')}?said=changed`, 303)
    })
    .post('/my-actions/:key/call-off', async (c) => {
      await callOff({ db: whole, now }, c.req.param('key'))
      return c.redirect(`/my-actions/${c.req.param('key')}?said=changed`, 303)
    })
    .post('/my-actions/:key/tell', async (c) => {
      admit(c)
      const form = await c.req.parseBody()
      const field = fieldsOf(form)
      await requireRoomToTell({ db: whole }, c.req.param('key'), form['photo'] instanceof File && form['photo'].size > 0)
      const photo = await photoOf(deps, form['photo'], field('faceless') === 'yes')
      const people = field('people') === '' ? null : Number(field('people'))
      await tellOfAction({ db: whole, now }, c.req.param('key'), {
        onDay: field('on'),
        people,
        text: field('text'),
        shopSaid: field('shopSaid') || null,
        photo,
      })
      return c.redirect(`/my-actions/${c.req.param('key')}?said=told`, 303)
    })
}
