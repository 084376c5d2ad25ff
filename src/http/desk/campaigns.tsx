/** /desk/campaigns: what is demanded of whom, how each demand stands, and ballots about calls. */
import { Hono } from 'hono'
import { openBallot } from '../../campaigns/ballots.ts'
import { type AffiliateRow, type CampaignRow, findCampaign, listAffiliateRows, listCampaignRows } from '../../campaigns/campaign-queries.ts'
import { endCampaign, keepCampaign } from '../../campaigns/keep-campaign.ts'
import { InvalidError, NotFoundError } from '../../errors.ts'
import { Proposal } from '../../model/ballot.ts'
import { CallKind, CampaignInput, DEMANDS, type Demand, DemandKind, DemandState } from '../../model/campaign.ts'
import { dayText } from '../../model/day.ts'
import { refuseFaults } from '../../model/guard.ts'
import { needs, personOf } from '../account/guard.ts'
import { Choose, Field, Tick, fieldsOf } from '../components/field.tsx'
import type { DeskDeps } from './deps.ts'
import { BallotFields, ballotFieldsOf } from './ballot.tsx'
import { DeskFrame } from './frame.tsx'
import { phrase } from '../../words/language.ts'

/** Empty rows for demands that are still to be written. */
const SPARE = 3

function CampaignsPage({ campaigns }: { readonly campaigns: readonly CampaignRow[] }) {
  return (
    <DeskFrame title="Campaigns">
      <p>
        <a class="button" href="/desk/campaigns/new">
          Begin a campaign
        </a>
      </p>
      {campaigns.length === 0 && <p class="soft">None yet. A campaign says what is demanded of a brand, and who demands it.</p>}
      <ul class="plain">
        {campaigns.map((campaign) => (
          <li>
            <a class="who" href={`/desk/campaigns/${campaign.slug}`}>
              {campaign.title}
            </a>
            <span class="small soft">
              {campaign.brandName}
              {campaign.call ? phrase(': call to {kind}', { kind: campaign.call.kind }) : ': no call'}
              {campaign.endedOn && phrase(', ended {endedOn}', { endedOn: dayText(campaign.endedOn) })}
            </span>
          </li>
        ))}
      </ul>
    </DeskFrame>
  )
}

type CampaignFormProps = {
  readonly campaign: CampaignRow | null
  readonly affiliates: readonly AffiliateRow[]
  readonly today: string
  readonly isKept: boolean
}

function CampaignDeskPage({ campaign, affiliates, today, isKept }: CampaignFormProps) {
  const demands: readonly (Demand | null)[] = [...(campaign?.demands ?? []), ...Array<null>(SPARE).fill(null)]
  const groups = affiliates.filter(({ state }) => state === 'affiliated')
  return (
    <DeskFrame
      title={campaign?.title ?? 'Begin a campaign'}
      back={['/desk/campaigns', 'Campaigns']}
      done={isKept ? 'Kept. It stands on its pages within a minute.' : null}
    >
      {campaign && (
        <p>
          <a href={`/campaigns/${campaign.slug}`}>As everyone sees it</a>
        </p>
      )}
      <form method="post" action={campaign ? `/desk/campaigns/${campaign.slug}` : '/desk/campaigns'} class="stack">
        {!campaign && <Field name="slug" label="Address, in small letters" required most={80} hint="cut-the-thread gives /campaigns/cut-the-thread" />}
        <Field name="brand" label="Brand, by the end of its address" required most={120} value={campaign?.brand} hint="The part after /brands/" />
        <Field name="title" label="Title" required most={120} value={campaign?.title} />
        <Field name="summary" label="What it is about, in a sentence or two" required most={1_000} rows={3} value={campaign?.summary} />
        <fieldset class="stack tight">
          <legend>Who makes it</legend>
          {groups.length === 0 && (
            <p class="soft">
              No group is affiliated yet. <a href="/desk/committee">Committee</a>
            </p>
          )}
          {groups.map((group) => (
            <Tick
              id={`group-${group.slug}`}
              name={`group ${group.slug}`}
              label={group.name}
              ticked={campaign?.groups.some(({ slug }) => slug === group.slug) ?? false}
            />
          ))}
        </fieldset>
        {demands.map((demand, i) => (
          <DemandFields demand={demand} at={i} today={today} />
        ))}
        <button>Keep</button>
      </form>
      {campaign && campaign.endedOn === null && <CallForm campaign={campaign} today={today} />}
      {campaign && (
        <form method="post" action={`/desk/campaigns/${campaign.slug}/end`}>
          {campaign.endedOn === null ? (
            <button class="button quiet" name="do" value="end">
              The campaign has ended
            </button>
          ) : (
            <button class="button quiet" name="do" value="again">
              Take it up again
            </button>
          )}
        </form>
      )}
    </DeskFrame>
  )
}

function DemandFields({ demand, at, today }: { readonly demand: Demand | null; readonly at: number; readonly today: string }) {
  const name = (field: string) => `demand ${at} ${field}`
  const id = (field: string) => `demand-${at}-${field}`
  return (
    <fieldset class="stack tight">
      <legend>{demand ? phrase('Demand {at}', { at: at + 1 }) : 'Another demand'}</legend>
      <Choose
        id={id('kind')}
        name={name('kind')}
        label="Kind"
        chosen={demand?.kind ?? 'publish the chain'}
        options={DemandKind.options.map((kind) => [kind, kind] as const)}
      />
      <Field
        id={id('text')}
        name={name('text')}
        label="What is demanded; empty: no demand"
        most={300}
        value={demand?.text}
        hint={demand ? '' : phrase('Such as: {chain}', { chain: DEMANDS['publish the chain'] })}
      />
      <Choose
        id={id('state')}
        name={name('state')}
        label="How it stands"
        chosen={demand?.state ?? 'open'}
        options={DemandState.options.map((state) => [state, state] as const)}
      />
      <Field id={id('since')} name={name('since')} label="Since" type="date" value={demand?.since ?? today} />
      <Field id={id('claims')} name={name('claims')} label="Published claims that show it, by their ids" most={400} value={demand?.claims.join(', ')} />
      <Field id={id('note')} name={name('note')} label="Note" most={500} value={demand?.note} />
    </fieldset>
  )
}

function CallForm({ campaign, today }: { readonly campaign: CampaignRow; readonly today: string }) {
  return (
    <section class="stack tight" aria-labelledby="call">
      <h2 id="call">{campaign.call ? phrase('The call to {kind}', { kind: campaign.call.kind }) : 'No call yet'}</h2>
      <p>Calls are opened, changed and ended by ballot of the committee.</p>
      <form method="post" action={`/desk/campaigns/${campaign.slug}/ballot`} class="stack tight">
        <Choose
          id="call-kind"
          name="call"
          label="The committee is asked"
          options={[
            ...CallKind.options.map((kind) => [kind, phrase('{more} to {kind}', { more: campaign.call ? 'to change the call' : 'to call', kind })] as const),
            ...(campaign.call ? [['end', 'to end the call'] as const] : []),
          ]}
        />
        <Field name="opensOn" label="The call opens on" type="date" value={today} />
        <Field name="closesOn" label="and ends on; empty: until it is ended" type="date" />
        <BallotFields id="call" />
        <button>Open the ballot</button>
      </form>
    </section>
  )
}

/** What the form says, as a campaign. @throws InvalidError for words that the guard stops, or fields that are missing */
function campaignOf(form: Readonly<Record<string, unknown>>, slug: string): CampaignInput {
  const field = fieldsOf(form)
  const groups = Object.keys(form).flatMap((name) => (name.startsWith('group ') ? [name.slice(6)] : []))
  const demands = Object.keys(form)
    .flatMap((name) => /^demand (\d{1,3}) text$/.exec(name)?.[1] ?? [])
    .filter((at) => field(`demand ${at} text`) !== '')
    .map((at) => ({
      kind: field(`demand ${at} kind`),
      text: field(`demand ${at} text`),
      state: field(`demand ${at} state`),
      since: field(`demand ${at} since`),
      claims: field(`demand ${at} claims`)
        .split(/[\s,]+/)
        .filter(Boolean),
      note: field(`demand ${at} note`) || null,
    }))
  const parsed = CampaignInput.safeParse({ slug, brand: field('brand'), title: field('title'), summary: field('summary'), groups, demands })
  if (!parsed.success)
    throw new InvalidError(`This campaign cannot be kept: ${parsed.error.issues.map(({ path, message }) => `${path.join(' ')}: ${message}`).join('; ')}.`)
  const { title, summary } = parsed.data
  refuseFaults(title, summary, ...parsed.data.demands.flatMap(({ text, note }) => [text, note]))
  return parsed.data
}

/** The routes below /desk/campaigns. */
export function campaignDeskPages({ whole, now }: DeskDeps): Hono {
  const deps = { db: whole, now }
  const today = () => now().toISOString().slice(0, 10)
  return new Hono()
    .use(needs('run campaigns'))
    .get('/', async (c) => c.html(<CampaignsPage campaigns={await listCampaignRows(whole)} />))
    .get('/new', async (c) => c.html(<CampaignDeskPage campaign={null} affiliates={await listAffiliateRows(whole)} today={today()} isKept={false} />))
    .post('/', async (c) => {
      const form = await c.req.parseBody()
      const campaign = campaignOf(form, fieldsOf(form)('slug'))
      if (await findCampaign(whole, campaign.slug)) throw new InvalidError('There is a campaign at this address already. Choose another.')
      await keepCampaign(deps, campaign, personOf(c).pseudonym)
      return c.redirect(`/desk/campaigns/${campaign.slug}?kept`, 303)
    })
    .get('/:slug', async (c) => {
      const campaign = await findCampaign(whole, c.req.param('slug'))
      if (!campaign) throw new NotFoundError('There is no such campaign.')
      return c.html(
        <CampaignDeskPage campaign={campaign} affiliates={await listAffiliateRows(whole)} today={today()} isKept={c.req.query('kept') !== undefined} />,
      )
    })
    .post('/:slug', async (c) => {
      const slug = c.req.param('slug')
      if (!(await findCampaign(whole, slug))) throw new NotFoundError('There is no such campaign.')
      await keepCampaign(deps, campaignOf(await c.req.parseBody(), slug), personOf(c).pseudonym)
      return c.redirect(`/desk/campaigns/${slug}?kept`, 303)
    })
    .post('/:slug/end', async (c) => {
      await endCampaign(deps, c.req.param('slug'), (await c.req.parseBody())['do'] === 'end')
      return c.redirect(`/desk/campaigns/${c.req.param('slug')}?kept`, 303)
    })
    .post('/:slug/ballot', async (c) => {
      const field = fieldsOf(await c.req.parseBody())
      const proposal = Proposal.safeParse(
        field('call') === 'end' ? { kind: 'end call' } : { kind: 'call', call: field('call'), opensOn: field('opensOn'), closesOn: field('closesOn') || null },
      )
      if (!proposal.success) throw new InvalidError('Say what people are called to do, and from which day on.')
      const id = await openBallot(deps, { proposal: proposal.data, about: c.req.param('slug'), ...ballotFieldsOf(field), openedBy: personOf(c).pseudonym })
      return c.redirect(`/desk/committee/ballots/${id}`, 303)
    })
}
